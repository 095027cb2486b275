from datetime import UTC, datetime, timedelta

from domain.calendar import SHANGHAI
from domain.mediation_stages import Role
from domain.meetings import NOTICE, SLOTS, candidates, found_time, in_the_way, time_text
from domain.turns import Text
from tests.domain.builders import MONDAY

A, B, M = Role.APPLICANT, Role.RESPONDENT, Role.MEDIATOR
NAMES = candidates(MONDAY)


def test_mornings_and_evenings_of_three_days_are_asked_about_with_two_days_notice() -> None:
    moments = [datetime.fromisoformat(name) for name in NAMES]
    assert len(moments) == 6
    assert min(moments) - MONDAY >= NOTICE
    assert {m.astimezone(SHANGHAI).strftime("%H:%M") for m in moments} == {"09:30", "19:00"}
    later = datetime.fromisoformat(candidates(MONDAY, later=1)[0])
    assert later - moments[0] == timedelta(days=7)


def test_of_equals_the_one_with_fewer_doubts_then_the_earliest_wins() -> None:
    answers = {A: "012222", B: "222221", M: "222122"}
    best = found_time(NAMES, answers, MONDAY)
    assert best
    assert (best.begins.isoformat(), best.slots) == (NAMES[2], SLOTS)


def test_where_one_cannot_there_is_no_time_and_he_is_named() -> None:
    answers = {A: "000000", B: "222222", M: "222222"}
    assert found_time(NAMES, answers, MONDAY) is None
    assert in_the_way(NAMES, answers, MONDAY) == ["applicant"]
    split = {A: "200000", B: "020000", M: "002000"}
    assert in_the_way(NAMES, split, MONDAY) == []


def test_what_is_over_by_then_is_no_time() -> None:
    answers = {A: "200000", B: "200000", M: "200000"}
    past = datetime.fromisoformat(NAMES[0]) + timedelta(minutes=1)
    assert found_time(NAMES, answers, past) is None


def test_a_time_says_its_day_of_the_week_in_shanghai() -> None:
    said = time_text(datetime(2026, 12, 5, 16, 30, tzinfo=UTC))
    assert said.values["weekday"] == Text("accords.weekday_6")
