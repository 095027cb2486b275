from datetime import timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.sessions import IF_NEED_BE, NO, SLOT, YES, Answers, best_session, blockers
from tests.domain.builders import moment

NINE, HALF_PAST = moment("2026-03-07 09:00"), moment("2026-03-07 09:30")
EVENING = moment("2026-03-08 19:00")
LONG_AGO = moment("2026-01-01 00:00")


def hour(*answers: tuple[str, Fraction]) -> Answers:
    """Answer half-hours by their Shanghai times."""
    return {moment(f"2026-03-{at}"): value for at, value in answers}


# The worked example: two half-hours; A, B and the mediator are required.
REQUIRED = {
    "a": hour(
        ("07 09:00", YES),
        ("07 09:30", YES),
        ("07 10:00", IF_NEED_BE),
        ("08 19:00", YES),
        ("08 19:30", YES),
    ),
    "b": hour(
        ("07 09:00", NO),
        ("07 09:30", YES),
        ("07 10:00", YES),
        ("08 19:00", IF_NEED_BE),
        ("08 19:30", YES),
    ),
    "m": hour(
        ("07 09:00", YES),
        ("07 09:30", YES),
        ("07 10:00", YES),
        ("08 19:00", YES),
        ("08 19:30", IF_NEED_BE),
    ),
}
OPTIONAL = {
    "captain": hour(("08 19:00", YES), ("08 19:30", YES)),
    "expert": hour(("07 09:00", YES)),
}


def test_the_worked_example_takes_the_earlier_of_two_equals_with_fewer_doubts() -> None:
    found = best_session(2, REQUIRED, OPTIONAL, not_before=LONG_AGO)
    assert found
    assert found.begins == HALF_PAST
    assert found.score == Fraction(5, 2)
    assert found.ends - found.begins == timedelta(hours=1)


def test_an_optional_person_never_stands_in_the_way_and_counts_half() -> None:
    alone = {"a": hour(("07 09:00", YES), ("08 19:00", YES))}
    first = best_session(1, alone, not_before=LONG_AGO)
    both = best_session(1, alone, {"x": hour(("08 19:00", YES))}, not_before=LONG_AGO)
    assert first
    assert both
    assert (first.begins, first.score) == (NINE, Fraction(1))
    assert (both.begins, both.score) == (EVENING, Fraction(3, 2))


def test_fewer_doubts_win_where_the_sum_is_the_same() -> None:
    required = {
        "a": hour(("07 09:00", IF_NEED_BE), ("08 19:00", YES)),
        "b": hour(("07 09:00", IF_NEED_BE), ("08 19:00", IF_NEED_BE)),
    }
    optional = {"x": hour(("07 09:00", YES))}
    found = best_session(1, required, optional, not_before=LONG_AGO)
    assert found
    assert (found.begins, found.score) == (EVENING, Fraction(3, 2))


def test_nothing_is_set_without_notice_and_nothing_where_one_cannot_come() -> None:
    found = best_session(2, REQUIRED, not_before=EVENING)
    assert found
    assert found.begins == EVENING
    assert best_session(2, REQUIRED, not_before=EVENING + SLOT) is None
    assert best_session(1, {**REQUIRED, "c": {}}, not_before=LONG_AGO) is None


def test_who_alone_stands_in_the_way_is_named() -> None:
    assert blockers(2, {**REQUIRED, "c": {}}, not_before=LONG_AGO) == ["c"]
    assert blockers(2, REQUIRED, not_before=LONG_AGO) == []
    assert blockers(2, {**REQUIRED, "c": {}, "d": {}}, not_before=LONG_AGO) == []


TIMES = st.sampled_from([NINE + number * SLOT for number in range(6)])
PEOPLE = st.dictionaries(
    st.sampled_from("abc"),
    st.dictionaries(TIMES, st.sampled_from([NO, IF_NEED_BE, YES]), max_size=6),
    min_size=1,
)


@given(PEOPLE, PEOPLE, st.integers(1, 3))
def test_whoever_must_come_can_come(
    required: dict[str, Answers], optional: dict[str, Answers], slots: int
) -> None:
    found = best_session(slots, required, optional, not_before=NINE)
    if found:
        times = [found.begins + number * SLOT for number in range(slots)]
        assert all(
            answers.get(at, NO) >= IF_NEED_BE for answers in required.values() for at in times
        )
    for name in blockers(slots, required, not_before=NINE):
        assert found is None
        others = {key: value for key, value in required.items() if key != name}
        assert best_session(slots, others, not_before=NINE)
