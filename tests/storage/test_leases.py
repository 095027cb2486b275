from datetime import timedelta
from functools import partial

from storage.leases import drop_lease, hold_lease
from storage.strikes import last_slot
from tests.storage.station import Station

LASTS = timedelta(seconds=30)


async def held(station: Station, owner: str, after: int = 0, name: str = "poll") -> bool:
    at = station.at + timedelta(seconds=after)
    return await station.database.write(
        partial(hold_lease, name=name, owner=owner, at=at, lasts=LASTS)
    )


async def test_one_holds_it_and_keeps_it_by_asking_again(station: Station) -> None:
    assert await held(station, "one")
    assert not await held(station, "two", 29)
    assert await held(station, "one", 29)
    assert not await held(station, "two", 58)
    assert await held(station, "two", 59)
    assert not await held(station, "one", 60)


async def test_who_lets_go_leaves_it_to_the_next_at_once(station: Station) -> None:
    assert await held(station, "one")
    await station.database.write(partial(drop_lease, name="poll", owner="two"))
    assert not await held(station, "two")
    await station.database.write(partial(drop_lease, name="poll", owner="one"))
    assert await held(station, "two")


async def test_each_piece_of_work_is_held_for_itself(station: Station) -> None:
    assert await held(station, "one")
    assert await held(station, "two", name="other")
    assert await station.database.read(partial(last_slot, job="lease")) is None
