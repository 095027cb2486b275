from dataclasses import replace

import pytest

from domain.cases import Case
from domain.events import Event
from domain.people import Person
from domain.privacy import view_event
from domain.states import Act, Part, State
from tests.domain.builders import HOLDER, MONDAY, REPORTER, SECRETARY, staff
from tests.domain.readers import OFFICER, SECRET, captain, resident, seen

WORDS = "张三在3幢2单元502室，电话13812345678"


def happened(part: Part, act: Act = Act.COMMENT) -> Event:
    return Event(
        "dongqiao",
        "DQ000001",
        2,
        MONDAY,
        part.value,
        part,
        act,
        State.ASSIGNED,
        State.ASSIGNED,
        reason="because",
        public=WORDS,
        internal="inside",
    )


def shown(event: Event, reader: Person, case: Case = SECRET) -> Event:
    found = view_event(event, seen(reader, case))
    assert found is not None
    return found


def test_the_reporter_reads_own_words_and_replies_but_nothing_internal() -> None:
    for part in (Part.REPORTER, Part.HOLDER, Part.STATION):
        event = shown(happened(part), resident(REPORTER))
        assert (event.public, event.internal, event.reason) == (WORDS, "", "")


def test_neighbours_do_not_read_each_other() -> None:
    assert shown(happened(Part.FOLLOWER), resident(REPORTER)).public == ""
    assert shown(happened(Part.REPORTER), resident("li")).public == ""
    assert shown(happened(Part.FOLLOWER), resident("li")).public == ""


def test_what_the_station_or_its_staff_said_reaches_neighbours_and_bodies_masked() -> None:
    for reader in (resident("li"), staff(HOLDER)):
        event = shown(happened(Part.HOLDER, Act.REPLY), reader)
        assert event.public == "张三在3幢*室，电话138****5678"
        assert event.internal == ""


def test_outside_bodies_do_not_read_what_residents_wrote() -> None:
    assert shown(happened(Part.REPORTER), staff(HOLDER)).public == ""


def test_who_works_inside_reads_notes_and_reasons() -> None:
    event = shown(happened(Part.REPORTER), staff(SECRETARY))
    assert (event.internal, event.reason) == ("inside", "because")
    assert event.public == "张三在3幢2单元502室，电话138****5678"
    officer = shown(happened(Part.REPORTER), staff(OFFICER), replace(SECRET, queue="market"))
    assert (officer.internal, officer.public) == ("inside", "张三在3幢*室，电话138****5678")


def test_captain_reads_residents_words_without_homes_and_no_notes() -> None:
    event = shown(happened(Part.REPORTER), captain())
    assert (event.internal, event.public) == ("", "张三在3幢*室，电话138****5678")


@pytest.mark.parametrize("reader", [resident(REPORTER), resident("li"), captain(), staff(HOLDER)])
def test_a_note_inside_is_not_even_a_line_outside(reader: Person) -> None:
    assert view_event(happened(Part.HOLDER, Act.NOTE), seen(reader)) is None


def test_a_note_is_there_for_who_works_inside() -> None:
    assert view_event(happened(Part.HOLDER, Act.NOTE), seen(staff(SECRETARY))) is not None
