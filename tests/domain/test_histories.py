from dataclasses import replace
from datetime import datetime

import pytest

from domain.histories import Happening, history_of, whole_working_days
from domain.states import Act, Part, State
from storage.calendars import load_calendar
from tests.domain.builders import moment

CALENDAR = load_calendar()


def at(words: str, part: Part, act: Act, after: State = State.ACCEPTED, why: str = "") -> Happening:
    return Happening(moment(f"2026-{words}"), part, act, after, why)


OPENED = at("11-02 10:00", Part.REPORTER, Act.OPEN, State.ASSIGNED)


def silence(*known: Happening, until: str = "11-30 10:00") -> int:
    return history_of((OPENED, *known), moment(f"2026-{until}"), CALENDAR).silent_days


def test_the_first_word_and_the_first_stars_count_whatever_follows() -> None:
    found = history_of(
        (
            OPENED,
            at("11-02 11:00", Part.HOLDER, Act.ACCEPT),
            at("11-03 11:00", Part.HOLDER, Act.RESOLVE, State.RESOLVED),
            at("11-03 12:00", Part.REPORTER, Act.DISPUTE, State.ASSIGNED),
            at("11-04 11:00", Part.HOLDER, Act.ACCEPT),
            at("11-04 12:00", Part.REPORTER, Act.CONFIRM, State.CLOSED),
            at("11-04 12:01", Part.REPORTER, Act.RATE, State.CLOSED, "4"),
            at("11-04 12:02", Part.REPORTER, Act.RATE, State.CLOSED, "5"),
        ),
        moment("2026-11-05 10:00"),
        CALENDAR,
    )
    assert (found.answer, found.stars) == ("not_solved", 4)
    assert found.accepted_at == moment("2026-11-02 11:00")


def test_of_a_case_that_nobody_touched_there_is_nothing_to_say() -> None:
    found = history_of((), moment("2026-11-05 10:00"), CALENDAR)
    assert (found.answer, found.stars, found.accepted_at, found.silent_days) == ("", 0, None, 0)


def test_residents_and_the_station_break_no_silence() -> None:
    nudge = at("11-04 10:00", Part.STATION, Act.NUDGE)
    comment = at("11-05 10:00", Part.REPORTER, Act.COMMENT)
    assert silence(nudge, comment, until="11-09 10:00") == 4
    note = at("11-05 11:00", Part.HOLDER, Act.NOTE)
    assert silence(nudge, comment, note, until="11-09 10:00") == 2


def test_while_residents_are_asked_nobody_is_silent() -> None:
    asked = at("11-03 10:00", Part.HOLDER, Act.ASK, State.WAITING)
    answered = at("11-20 10:00", Part.REPORTER, Act.COMMENT)
    assert silence(asked, answered, until="11-23 10:00") == 0
    assert silence(asked, until="11-30 10:00") == 0


def test_after_the_end_silence_is_over() -> None:
    closed = at("11-03 10:00", Part.STATION, Act.LAPSE, State.CLOSED)
    assert silence(closed) == 0


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        ("2026-11-02 10:00", "2026-11-02 17:00", 0),
        ("2026-11-02 10:00", "2026-11-03 10:00", 0),
        ("2026-11-02 10:00", "2026-11-04 10:00", 1),
        ("2026-11-06 10:00", "2026-11-09 10:00", 0),
        ("2026-02-13 10:00", "2026-02-24 10:00", 1),
    ],
)
def test_whole_working_days_leave_out_both_edges_and_rest_days(
    since: str, until: str, days: int
) -> None:
    edges: tuple[datetime, datetime] = (moment(since), moment(until))
    assert whole_working_days(*edges, CALENDAR) == days


def test_every_return_is_kept_with_who_did_it() -> None:
    first = replace(at("11-03 10:00", Part.OUTSIDER, Act.RETURN, State.ASSIGNED), actor="gao")
    second = replace(at("11-04 10:00", Part.OUTSIDER, Act.RETURN, State.ASSIGNED), actor="dong")
    found = history_of((OPENED, first, second), moment("2026-11-05 10:00"), CALENDAR)
    assert found.returns == (first, second)
