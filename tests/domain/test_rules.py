from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.people import Absence
from tests.domain.builders import with_absences

DAY = date(2026, 11, 23)
PEOPLE = ("a", "b", "c", "d")
ABSENCES = st.lists(
    st.builds(
        Absence,
        person_id=st.sampled_from(PEOPLE),
        since=st.just(DAY),
        until=st.sampled_from((DAY - timedelta(days=1), DAY, DAY + timedelta(days=1))),
        deputy=st.sampled_from(("", *PEOPLE)),
    ),
    max_size=6,
)


def test_who_is_not_away_serves_himself() -> None:
    assert with_absences().deputy_of("a", DAY) == "a"
    assert with_absences().deputy_of("", DAY) == ""


def test_absence_holds_from_its_first_to_its_last_day() -> None:
    rules = with_absences(Absence("a", DAY, DAY + timedelta(days=2), "b"))
    serving = [rules.deputy_of("a", DAY + timedelta(days=ahead)) for ahead in range(-1, 4)]
    assert serving == ["a", "b", "b", "b", "a"]


def test_a_chain_of_deputies_is_followed_and_a_circle_ends_with_nobody() -> None:
    first, second = Absence("a", DAY, DAY, "b"), Absence("b", DAY, DAY, "c")
    assert with_absences(first, second).deputy_of("a", DAY) == "c"
    assert with_absences(first, second, Absence("c", DAY, DAY, "a")).deputy_of("a", DAY) == ""
    assert with_absences(Absence("a", DAY, DAY, "a")).deputy_of("a", DAY) == ""
    assert with_absences(Absence("a", DAY, DAY, "")).deputy_of("a", DAY) == ""


@given(ABSENCES, st.sampled_from(PEOPLE))
def test_nobody_who_is_away_ever_serves(absences: list[Absence], person: str) -> None:
    serving = with_absences(*absences).deputy_of(person, DAY)
    away = {each.person_id for each in absences if each.since <= DAY <= each.until}
    assert serving not in away
