import json
from dataclasses import replace

from domain.cases import Deed, perform
from domain.emergencies import EmergencySpent, emptied
from domain.people import Address, Identity
from domain.places import Place
from domain.states import Act, Part
from domain.turns import (
    Attachment,
    AttachmentKept,
    Desk,
    Letter,
    PersonChanged,
    PersonForgotten,
    Step,
    Turn,
)
from storage.accounts import ReceiptCode, keep_receipt
from storage.failures import keep_failed_turn
from storage.forgetting import destroy_told, sweep_forgotten
from storage.outbox import mark_sent
from storage.records import record_strike
from storage.tables import (
    ADDRESSES,
    CASE_EVENTS,
    CASE_PARTIES,
    CASES,
    DIALOGUES,
    FAILED_TURNS,
    LETTERS,
    METADATA,
    PEOPLE,
    RECEIPT_CODES,
)
from tests.storage.station import HERE, Station, file_case, opening

HOME = Place("tiancheng", "3", "2", "5", "502", "秘密之家")
PHOTO = Attachment("e" * 64, "photo", "秘密之照")


def tell_home(desk: Desk, turn: Turn) -> Step:
    person = replace(desk.person, name="秘密之名", home=HOME, consented_at=turn.at)
    return Step(changes=(PersonChanged(person),))


def forget(desk: Desk, turn: Turn) -> Step:
    del turn
    me = desk.person.person_id
    return Step(says=(Letter(me, "record.forgotten"),), changes=(PersonForgotten(me),))


async def everything(station: Station) -> str:
    rows = [await station.rows(table) for table in METADATA.sorted_tables]
    return json.dumps(rows, ensure_ascii=False, default=str)


async def known(station: Station) -> str:
    """Let Wang tell much of himself and return his id."""
    await station.take(station.turn("secret-handle"), decide=tell_home)
    await station.file("secret-handle", "灯不亮")
    key, edits = "test:1:secret-handle:8", "test:1:secret-handle:7"
    said = station.turn("secret-handle", "秘密之言", key=key, edits=edits, attachments=(PHOTO,))
    await station.take(said)
    [person] = await station.rows(PEOPLE)
    person_id = str(person["person_id"])
    receipt = ReceiptCode(HERE, "DQ000001", person_id, "secret-code")
    for known_as in (person_id, ""):
        failed = station.turn("secret-handle", "秘密之错", person_id=known_as)
        await fail(station, failed)
    await station.database.write(lambda conn: keep_receipt(conn, receipt, station.at))
    return person_id


async def fail(station: Station, turn: Turn) -> None:
    await station.database.write(lambda conn: keep_failed_turn(conn, turn, "X", station.at))


async def delivered(station: Station) -> None:
    claimed = [(each, "秘密之信") for each in await station.claim()]
    await station.database.write(lambda conn: mark_sent(conn, claimed, station.at))


async def test_nothing_of_the_person_is_left_but_the_case(station: Station) -> None:
    await known(station)
    await delivered(station)
    await station.take(station.turn("secret-handle", "忘记我"), decide=forget)
    await delivered(station)
    assert await station.database.write(sweep_forgotten) == 1
    assert await station.database.write(sweep_forgotten) == 0
    left = await everything(station)
    assert "秘密" not in left
    assert "secret" not in left
    for table in (ADDRESSES, CASE_PARTIES, DIALOGUES, RECEIPT_CODES, FAILED_TURNS):
        assert await station.count(table) == 0
    [case] = await station.rows(CASES)
    assert case["text"] == "灯不亮"
    assert await station.count(CASE_EVENTS) == 1


async def test_the_person_row_is_an_empty_mark(station: Station) -> None:
    person_id = await known(station)
    await station.take(station.turn("secret-handle"), decide=forget)
    [row] = await station.rows(PEOPLE)
    assert (row["person_id"], row["name"], row["home"]) == (person_id, "", {})
    assert (row["identity"], row["consented_at"]) == (Identity.ANONYMOUS.value, None)
    assert row["forgotten_at"] == station.at


async def test_the_last_answer_still_reaches_the_person(station: Station) -> None:
    await station.take(station.turn("wang"), decide=forget)
    [claimed] = await station.claim()
    assert (claimed.letter.key, claimed.address) == ("record.forgotten", Address("test", "wang"))


async def test_who_comes_back_is_a_stranger(station: Station) -> None:
    person_id = await known(station)
    await station.take(station.turn("secret-handle"), decide=forget)
    desk = await station.desk(station.turn("secret-handle"))
    assert desk.person.person_id != person_id
    assert desk.cases == ()


async def test_later_letters_to_a_forgotten_person_go_nowhere(station: Station) -> None:
    person_id = await known(station)
    await station.take(station.turn("secret-handle"), decide=forget)
    step = Step(says=(Letter(person_id, "closing.closed", dedupe="late"),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    rows = await station.rows(LETTERS)
    [late] = [row for row in rows if row["dedupe"] == "late"]
    assert (late["state"], late["handle"]) == ("dead", "")


async def test_others_are_not_forgotten_with_him(station: Station) -> None:
    await station.take(station.turn("li", "门坏了"), decide=file_case)
    await station.take(station.turn("wang"), decide=forget)
    desk = await station.desk(station.turn("li"))
    assert len(desk.cases) == 1


async def test_what_was_told_in_an_emergency_goes_and_what_was_done_stays(station: Station) -> None:
    [mine] = await station.take(station.turn("wang", "秘密之家没人应门"), decide=tell_and_answer)
    await station.file("li", "灯不亮")
    letters = await station.claim()
    sent = [(each, str(each.letter.values.get("words", "已登记"))) for each in letters]
    await station.database.write(lambda conn: mark_sent(conn, sent, station.at))
    number = mine.numbers[0]
    case = await station.case(number)
    deed = Deed(Act.FORGET, "station", frozenset({Part.STATION}), station.at, "emergency_over")
    done = perform(case, deed, emptied)
    step = Step(changes=(done, EmergencySpent(number)))
    assert "秘密" in await everything(station)
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    left = await everything(station)
    assert "秘密" not in left
    assert "灯不亮" in left
    assert (await station.case(number)).holder == case.holder
    await station.database.write(lambda conn: destroy_told(conn, []))


def tell_and_answer(desk: Desk, turn: Turn) -> Step:
    opened = opening(desk, turn.text)
    number = opened.case.number
    letter = Letter(desk.person.person_id, "filing.filed", {"number": number, "words": turn.text})
    told = replace(letter, case_number=number)
    return Step((told,), (opened, AttachmentKept(number, PHOTO)))
