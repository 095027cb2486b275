from datetime import timedelta

from domain.people import Address
from domain.turns import (
    Attachment,
    Desk,
    Letter,
    Step,
    Turn,
)
from storage.records import record_strike, record_strikes
from storage.tables import (
    LEDGERS,
    LETTERS,
    PEOPLE,
    TURNS,
)
from tests.domain.builders import HOLDER, SECRETARY
from tests.storage.station import HERE, Station, file_case, greet, quiet

PHOTO = Attachment("f" * 64, "photo", "楼道")


async def test_receipt_tells_letters_and_opened_cases(station: Station) -> None:
    first, second = await station.take(
        station.turn("wang", "灯不亮"), station.turn("li", "门坏了"), decide=file_case
    )
    assert (first.numbers, second.numbers) == (("DQ000001",), ("DQ000002",))
    assert set(first.letter_ids).isdisjoint(second.letter_ids)


async def test_the_speaker_is_answered_where_he_spoke(station: Station) -> None:
    await station.take(station.turn(address=Address("web", "w1")), decide=greet)
    [row] = await station.rows(LETTERS)
    assert (row["channel"], row["handle"]) == ("web", "w1")


async def test_others_are_told_at_the_address_that_they_used_last(station: Station) -> None:
    await station.take(station.turn(address=Address("web", "office"), person_id=SECRETARY))
    station.at += timedelta(minutes=1)
    await station.take(station.turn(address=Address("test", "phone"), person_id=SECRETARY))
    station.at += timedelta(minutes=1)
    console = station.turn(address=Address("console", SECRETARY), person_id=SECRETARY)
    await station.take(console)

    def tell(desk: Desk, turn: Turn) -> Step:
        del desk, turn
        return Step(says=(Letter(SECRETARY, "filing.new"),))

    await station.take(station.turn("wang"), decide=tell)
    [row] = await station.rows(LETTERS)
    assert (row["channel"], row["handle"], row["state"]) == ("test", "phone", "waiting")


async def test_staff_without_an_address_read_in_the_console(station: Station) -> None:
    step = Step(says=(Letter(SECRETARY, "chase.overdue"),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    [row] = await station.rows(LETTERS)
    assert (row["channel"], row["handle"], row["state"]) == ("console", SECRETARY, "waiting")


async def test_a_letter_to_a_resident_without_address_lies_among_the_dead(
    station: Station,
) -> None:
    await station.take(station.turn(address=Address("console", "x")))
    [person] = await station.rows(PEOPLE)
    step = Step(says=(Letter(str(person["person_id"]), "chase.nudge"),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    [row] = await station.rows(LETTERS)
    assert (row["state"], row["why"], row["channel"]) == ("dead", "no_address", "")


async def test_a_second_letter_about_the_same_thing_is_not_written(station: Station) -> None:
    letter = Letter(SECRETARY, "chase.overdue", dedupe="late:DQ000001")
    other = Letter(HOLDER, "chase.overdue", dedupe="late:DQ000001")
    step = Step(says=(letter, letter, other))
    first = await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    second = await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    assert (len(first), second) == (2, ())
    assert await station.count(LETTERS) == 2


async def test_letters_without_dedupe_may_repeat(station: Station) -> None:
    letter = Letter(SECRETARY, "chase.overdue")
    step = Step(says=(letter, letter))
    ids = await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    assert len(set(ids)) == 2


async def test_places_in_a_chat_rise_over_turns_and_letters(station: Station) -> None:
    turns = [station.turn(f"r{place}", "灯不亮") for place in range(3)]
    await station.take(*turns, decide=file_case)
    await station.take(station.turn("r0"), decide=greet)
    rows = await station.rows(TURNS)
    spots = sorted(
        [int(str(row["spot"])) for row in rows]
        + [int(str(row["letter_id"])) for row in await station.rows(LETTERS)]
    )
    assert spots == list(range(1, 9))
    for row in rows:
        assert row["letter_ids"] == [int(str(row["spot"])) + 1]


async def test_a_turn_without_an_answer_leaves_no_letter(station: Station) -> None:
    [receipt] = await station.take(station.turn(), decide=quiet)
    assert (receipt.letter_ids, receipt.numbers) == ((), ())


async def test_of_many_communities_each_numbers_its_own_letters(station: Station) -> None:
    steps = [
        (place, Step(says=tuple(Letter(SECRETARY, "k", {"at": at}) for at in range(count))))
        for place, count in ((HERE, 2), ("shanxi", 1), ("empty", 0))
    ]
    write = station.database.write
    first = await write(lambda conn: record_strikes(conn, steps, station.at))
    second = await write(lambda conn: record_strikes(conn, steps[:2], station.at))
    assert (first, second) == ((1, 2, 1), (3, 4, 2))
    assert await write(lambda conn: record_strikes(conn, steps[2:], station.at)) == ()
    ledgers = {str(row["community_id"]) for row in await station.rows(LEDGERS)}
    assert ledgers == {HERE, "shanxi"}
