from domain.people import Address
from domain.turns import Attachment, Turn
from storage.database import Connection
from storage.failures import (
    FailedTurn,
    failed_turn,
    failed_turns,
    keep_failed_turn,
    mark_replayed,
)
from tests.storage.station import HERE, Station


async def keep(station: Station, turn: Turn, kind: str = "KeyError") -> int:
    return await station.database.write(lambda conn: keep_failed_turn(conn, turn, kind, station.at))


async def waiting(station: Station) -> tuple[FailedTurn, ...]:
    return await station.database.read(lambda conn: failed_turns(conn, HERE, 10))


async def test_a_failed_turn_is_kept_whole(station: Station) -> None:
    photo = Attachment("f" * 64, "photo", "门")
    turn = station.turn("wang", "灯不亮", attachments=(photo,), reply_to="DQ000001", edits="x")
    number = await keep(station, turn)
    assert await waiting(station) == (FailedTurn(number, turn, "KeyError", 1, station.at),)


async def test_numbers_count_up_in_each_community(station: Station) -> None:
    other = station.turn(community_id="shanxi", address=Address("web", "x"))
    numbers = [await keep(station, turn) for turn in (station.turn(), station.turn(), other)]
    assert numbers == [1, 2, 1]


async def test_a_turn_that_fails_again_keeps_its_number(station: Station) -> None:
    turn = station.turn()
    first = await keep(station, turn)
    assert await keep(station, turn, "ValueError") == first
    [kept] = await waiting(station)
    assert (kept.error_kind, kept.tries) == ("ValueError", 2)


async def test_a_turn_waits_under_one_fresh_key_until_it_is_answered(station: Station) -> None:
    turn = station.turn(text="灯不亮")
    number = await keep(station, turn)

    def back(conn: Connection) -> Turn | None:
        return failed_turn(conn, HERE, number)

    again = await station.database.read(back)
    assert again is not None
    assert await station.database.read(back) == again
    assert len(await waiting(station)) == 1
    await station.database.write(lambda conn: mark_replayed(conn, HERE, number, station.at))
    assert again.key != turn.key
    assert (again.text, again.address, again.at) == (turn.text, turn.address, turn.at)
    assert await waiting(station) == ()
    assert await station.database.read(back) is None


async def test_there_is_nothing_to_say_again_under_a_wrong_number(station: Station) -> None:
    assert await station.database.read(lambda conn: failed_turn(conn, HERE, 7)) is None
