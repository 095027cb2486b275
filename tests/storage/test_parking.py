from datetime import datetime, timedelta

from storage.parking import Parked, park, parked_handles, parked_of, unpark
from tests.storage.station import Station


def part(key: str, handle: str = "7", album: str = "g") -> Parked:
    return Parked("telegram", key, {"update_id": 1, "words": ["化粪池"]}, handle, album, "album")


async def keep(station: Station, each: Parked, at: datetime) -> None:
    await station.database.write(lambda conn: park(conn, each, at))


async def kept(station: Station, handle: str = "7") -> tuple[Parked, ...]:
    return await station.database.read(lambda conn: parked_of(conn, "telegram", handle))


async def test_what_waits_comes_back_in_the_order_of_its_coming(station: Station) -> None:
    for after, key in enumerate(("b", "a")):
        at = station.at + timedelta(seconds=after)
        await keep(station, part(key), at)
    assert await kept(station) == (part("b"), part("a"))


async def test_an_update_that_comes_again_is_kept_once(station: Station) -> None:
    for _ in range(2):
        await keep(station, part("a"), station.at)
    assert await kept(station) == (part("a"),)


async def test_only_senders_are_named_as_waiting(station: Station) -> None:
    for each in (part("a"), part("b", "8"), part("c", "", "")):
        await keep(station, each, station.at)
    found = await station.database.read(lambda conn: parked_handles(conn, "telegram"))
    assert set(found) == {"7", "8"}
    assert await station.database.read(lambda conn: parked_handles(conn, "web")) == ()


async def test_what_was_answered_waits_no_more(station: Station) -> None:
    for key in ("a", "b"):
        await keep(station, part(key), station.at)
    await station.database.write(lambda conn: unpark(conn, "telegram", ["a"]))
    assert await kept(station) == (part("b"),)
