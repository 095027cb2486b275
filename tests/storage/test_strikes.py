from datetime import timedelta

from storage.database import Connection
from storage.strikes import Claim, claim_strike, claim_strikes, finish_strikes, last_slot
from tests.storage.station import Station

LEASE = timedelta(minutes=10)
WEEK = Claim("weekly", "2026-11-23T09:00:00+08:00", "a")


async def claim(station: Station, wanted: Claim, late: timedelta = timedelta()) -> bool:
    at = station.at + late
    return await station.database.write(lambda conn: claim_strike(conn, wanted, at, LEASE))


async def finish(station: Station, slot: str) -> None:
    await station.database.write(lambda conn: finish_strikes(conn, [WEEK.job], slot, station.at))


async def last(station: Station, job: str) -> str | None:
    return await station.database.read(lambda conn: last_slot(conn, job))


async def test_a_slot_is_claimed_once(station: Station) -> None:
    assert await claim(station, WEEK)
    assert not await claim(station, Claim(WEEK.job, WEEK.slot, "b"))


async def test_other_slots_and_jobs_are_free(station: Station) -> None:
    assert await claim(station, WEEK)
    assert await claim(station, Claim("weekly", "2026-11-30T09:00:00+08:00", "b"))
    assert await claim(station, Claim("chase", WEEK.slot, "b"))


async def test_a_slot_whose_process_died_is_claimed_again(station: Station) -> None:
    await claim(station, WEEK)
    other = Claim(WEEK.job, WEEK.slot, "b")
    assert not await claim(station, other, LEASE - timedelta(seconds=1))
    assert await claim(station, other, LEASE)
    assert not await claim(station, WEEK, LEASE)


async def test_a_finished_slot_is_never_claimed_again(station: Station) -> None:
    await claim(station, WEEK)

    await finish(station, WEEK.slot)
    assert not await claim(station, WEEK, LEASE * 2)


async def test_of_many_jobs_those_that_nobody_holds_are_claimed(station: Station) -> None:
    names = ["weekly/a", "weekly/b"]
    assert await claim(station, Claim("weekly/b", WEEK.slot, "other"))

    def claim_all(conn: Connection) -> frozenset[str]:
        return claim_strikes(conn, WEEK, names, station.at, LEASE)

    assert await station.database.write(claim_all) == {"weekly/a"}
    assert await station.database.write(claim_all) == frozenset()


async def test_the_last_slot_is_the_newest_that_was_finished(station: Station) -> None:
    assert await last(station, "weekly") is None
    for slot in ("2026-11-16", "2026-11-23", "2026-11-30"):
        await claim(station, Claim("weekly", slot, "a"))
    assert await last(station, "weekly") is None
    for slot in ("2026-11-23", "2026-11-16"):
        await finish(station, slot)
    assert await last(station, "weekly") == "2026-11-23"
    assert await last(station, "chase") is None
