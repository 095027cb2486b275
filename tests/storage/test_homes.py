from datetime import timedelta

from domain.people import Address
from storage.accounts import bind_address
from storage.homes import Home, home_of, move_address, speaks_in
from tests.domain.builders import SECRETARY, staff
from tests.storage.station import HERE, Station, greet

PHONE = Address("telegram", "7")


async def home(station: Station, address: Address = PHONE) -> Home | None:
    return await station.database.read(lambda conn: home_of(conn, address))


async def bind(station: Station, community: str, after: int) -> None:
    at = station.at + timedelta(seconds=after)
    await station.database.write(
        lambda conn: bind_address(conn, community, PHONE, staff(SECRETARY), at)
    )


async def test_a_stranger_has_no_home(station: Station) -> None:
    assert await home(station) is None


async def test_home_is_where_the_address_spoke_last(station: Station) -> None:
    await bind(station, HERE, 0)
    await bind(station, "shanxi", 1)
    assert await home(station) == Home("shanxi", SECRETARY)
    await bind(station, HERE, 2)
    assert await home(station) == Home(HERE, SECRETARY)


async def test_who_is_asked_to_help_in_another_community_answers_from_his_own(
    station: Station,
) -> None:
    async def speaks(community: str) -> str:
        return await station.database.read(lambda conn: speaks_in(conn, PHONE, community))

    assert await speaks("shanxi") == "shanxi"
    await bind(station, HERE, 0)
    assert await speaks("shanxi") == HERE
    await bind(station, "shanxi", 1)
    assert [await speaks(each) for each in (HERE, "shanxi")] == [HERE, "shanxi"]


async def test_a_chat_that_moved_is_followed_with_what_waits_for_it(station: Station) -> None:
    await station.take(station.turn("wang"), decide=greet)
    old = Address("test", "wang")
    before = await home(station, old)
    await station.database.write(lambda conn: move_address(conn, [HERE], old, "wang-2"))
    assert await home(station, old) is None
    assert await home(station, Address("test", "wang-2")) == before
    [claimed] = await station.claim()
    assert claimed.address.handle == "wang-2"
