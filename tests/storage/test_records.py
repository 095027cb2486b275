from dataclasses import replace
from datetime import date

import pytest

from domain.cases import Party
from domain.people import Absence
from domain.reading import Reading
from domain.refusals import Stale
from domain.states import Act, Part, State
from domain.turns import (
    AbsenceSet,
    Attachment,
    AttachmentKept,
    Desk,
    Dialogue,
    PersonChanged,
    Step,
    Turn,
)
from storage.database import Connection
from storage.desks import Heard, lay_desks
from storage.records import record_steps, record_strike
from storage.tables import (
    ABSENCES,
    ADDRESSES,
    ATTACHMENTS,
    CASE_EVENTS,
    CASE_PARTIES,
    CASES,
    DIALOGUES,
    LETTERS,
    PEOPLE,
    TURNS,
)
from tests.domain.builders import HOLDER, SECRETARY
from tests.storage.station import HERE, Station, deed, file_case, greet, opening

PHOTO = Attachment("f" * 64, "photo", "楼道")


async def test_filing_writes_one_row_a_thing(station: Station) -> None:
    await station.file()
    tables = (TURNS, PEOPLE, ADDRESSES, CASES, CASE_EVENTS, CASE_PARTIES, LETTERS)
    assert [await station.count(table) for table in tables] == [1] * 7
    assert await station.count(DIALOGUES) == 0


async def test_turn_row_keeps_what_was_said_and_where_it_went(station: Station) -> None:
    turn = station.turn(text="灯不亮", attachments=(PHOTO,), place_code="tc-3")
    [receipt] = await station.take(turn, decide=file_case)
    [row] = await station.rows(TURNS)
    assert (row["key"], row["text"], row["place_code"]) == (turn.key, "灯不亮", "tc-3")
    assert row["attachments"] == [["f" * 64, "photo", "楼道"]]
    assert row["numbers"] == ["DQ000001"]
    assert row["letter_ids"] == list(receipt.letter_ids)


async def test_a_case_that_is_only_commented_is_not_opened(station: Station) -> None:
    filed = await station.file("wang")

    def comment(desk: Desk, turn: Turn) -> Step:
        del turn
        return Step(changes=(deed(desk.cases[0], Act.COMMENT, Part.REPORTER),))

    turn = station.turn("wang", "还没修")
    [receipt] = await station.take(turn, decide=comment)
    assert receipt.numbers == ()
    rows = await station.rows(TURNS)
    assert next(row for row in rows if row["key"] == turn.key)["numbers"] == [filed.number]


async def test_a_changed_case_reads_back_as_it_was_changed(station: Station) -> None:
    filed = await station.file("wang")

    def accept(desk: Desk, turn: Turn) -> Step:
        del turn
        return Step(changes=(deed(desk.cases[0], Act.ACCEPT, Part.HOLDER),))

    await station.take(station.turn(person_id=HOLDER), decide=accept)
    accepted = await station.case(filed.number)
    assert accepted == deed(filed, Act.ACCEPT, Part.HOLDER).case
    assert accepted.state is State.ACCEPTED


async def test_two_acts_of_one_step_are_two_events(station: Station) -> None:
    filed = await station.file("wang")

    def both(desk: Desk, turn: Turn) -> Step:
        del turn
        accepted = deed(desk.cases[0], Act.ACCEPT, Part.HOLDER)
        return Step(changes=(accepted, deed(accepted.case, Act.NOTE, Part.HOLDER)))

    await station.take(station.turn(person_id=HOLDER), decide=both)
    assert await station.count(CASE_EVENTS) == 3
    assert (await station.case(filed.number)).seq == 3


async def test_opening_and_acting_in_one_step_is_one_case(station: Station) -> None:
    def open_and_note(desk: Desk, turn: Turn) -> Step:
        del turn
        opened = opening(desk)
        return Step(changes=(opened, deed(opened.case, Act.ACCEPT, Part.HOLDER)))

    [receipt] = await station.take(station.turn(), decide=open_and_note)
    assert receipt.numbers == ("DQ000001",)
    assert (await station.case("DQ000001")).state is State.ACCEPTED


async def test_a_new_follower_takes_the_place_of_the_old_parties(station: Station) -> None:
    filed = await station.file("wang")

    def follow(desk: Desk, turn: Turn) -> Step:
        del turn
        me = Party(desk.person.person_id, Part.FOLLOWER, neutral=True)
        followed = deed(filed, Act.FOLLOW, Part.STATION)
        case = replace(followed.case, parties=(*filed.parties, me))
        return Step(changes=(replace(followed, case=case),))

    await station.take(station.turn("li"), decide=follow)
    parts = [party.part for party in (await station.case(filed.number)).parties]
    assert parts == [Part.REPORTER, Part.FOLLOWER]
    assert (await station.desk(station.turn("li"))).cases[0].number == filed.number


async def test_somebody_faster_makes_the_case_stale(station: Station) -> None:
    filed = await station.file("wang")
    change = deed(filed, Act.ACCEPT, Part.HOLDER)
    step = Step(changes=(change,))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    with pytest.raises(Stale):
        await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    assert await station.count(CASE_EVENTS) == 2


async def test_a_number_that_is_taken_makes_the_turn_stale(station: Station) -> None:
    await station.file("wang")

    def same_number(desk: Desk, turn: Turn) -> Step:
        return file_case(replace(desk, free_number=1), turn)

    with pytest.raises(Stale):
        await station.take(station.turn("li"), decide=same_number)
    assert await station.count(TURNS) == 1


async def test_two_turns_of_one_person_do_not_go_together(station: Station) -> None:
    await station.take(station.turn("wang"))
    with pytest.raises(Stale):
        await station.take(station.turn("wang"), station.turn("wang"), decide=greet)


async def test_a_conversation_that_moved_on_makes_the_turn_stale(station: Station) -> None:
    asked = Step(dialogue=Dialogue("place"))
    heard = Heard(station.turn("wang"), Reading())

    def work(conn: Connection) -> None:
        [desk] = lay_desks(conn, [heard], station.rules, station.at)
        assert isinstance(desk, Desk)
        record_steps(conn, [(heard, desk, asked)])
        again = replace(heard, turn=station.turn("wang"))
        known = replace(desk, person=replace(desk.person, version=1))
        record_steps(conn, [(again, known, asked)])

    with pytest.raises(Stale):
        await station.database.write(work)


async def test_a_person_who_changed_meanwhile_makes_the_turn_stale(station: Station) -> None:
    await station.take(station.turn("wang"))

    def tell(desk: Desk, turn: Turn) -> Step:
        del turn
        old = replace(desk.person, neutral=True, version=0)
        return Step(changes=(PersonChanged(old),))

    with pytest.raises(Stale):
        await station.take(station.turn("wang"), decide=tell)


async def test_attachments_are_kept_once(station: Station) -> None:
    filed = await station.file("wang")

    def attach(desk: Desk, turn: Turn) -> Step:
        del desk, turn
        return Step(changes=(AttachmentKept(filed.number, PHOTO),))

    await station.take(station.turn("wang"), decide=attach)
    await station.take(station.turn("wang"), decide=attach)
    [row] = await station.rows(ATTACHMENTS)
    assert (row["file_id"], row["kind"], row["internal"]) == ("f" * 64, "photo", False)


async def test_an_attachment_joins_the_case_that_the_same_step_opens(station: Station) -> None:
    def open_with_photo(desk: Desk, turn: Turn) -> Step:
        step = file_case(desk, turn)
        return step.joined(Step(changes=(AttachmentKept("DQ000001", PHOTO, internal=True),)))

    await station.take(station.turn(text="灯不亮"), decide=open_with_photo)
    [row] = await station.rows(ATTACHMENTS)
    assert (row["number"], row["internal"]) == ("DQ000001", True)


async def test_an_absence_is_told_and_taken_back(station: Station) -> None:
    away = Absence(SECRETARY, date(2026, 11, 23), date(2026, 11, 27), HOLDER)
    back = replace(away, until=date(2026, 11, 22))

    def tell(absence: Absence) -> Step:
        return Step(changes=(AbsenceSet(absence),))

    await station.take(station.turn(person_id=SECRETARY), decide=lambda _d, _t: tell(away))
    [row] = await station.rows(ABSENCES)
    assert (row["person_id"], row["deputy"]) == (SECRETARY, HOLDER)
    await station.take(station.turn(person_id=SECRETARY), decide=lambda _d, _t: tell(back))
    assert await station.rows(ABSENCES) == []


async def test_no_steps_leave_no_receipts(station: Station) -> None:
    assert await station.database.write(lambda conn: record_steps(conn, [])) == []


async def test_a_case_of_another_community_may_be_opened(station: Station) -> None:
    def elsewhere(desk: Desk, turn: Turn) -> Step:
        del turn
        opened = opening(desk)
        case = replace(opened.case, community_id="shanxi")
        return Step(
            changes=(
                replace(opened, case=case, event=replace(opened.event, community_id="shanxi")),
            )
        )

    [receipt] = await station.take(station.turn(), decide=elsewhere)
    assert receipt.numbers == ("DQ000001",)
    assert (await station.desk(station.turn())).free_number == 1


async def test_the_words_of_a_sealed_turn_lie_in_no_row(station: Station) -> None:
    await station.take(station.turn(text="三千二"), decide=lambda *_: Step(sealed=True))
    for table in (TURNS, LETTERS, DIALOGUES):
        assert "三千二" not in repr(await station.rows(table))
    assert await station.count(TURNS) == 1
