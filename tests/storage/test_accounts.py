from datetime import timedelta

from domain.people import Address
from storage.accounts import (
    ReceiptCode,
    bind_address,
    end_session,
    end_sessions_of,
    find_receipt,
    keep_link,
    keep_receipt,
    session_person,
    sign_in,
)
from tests.domain.builders import SECRETARY, staff
from tests.storage.station import HERE, Station

HOUR = timedelta(hours=1)


async def link(station: Station, link_hash: str = "link") -> None:
    owner = staff(SECRETARY)
    await station.database.write(lambda conn: keep_link(conn, owner, link_hash, station.at))


async def enter(station: Station, link_hash: str = "link", session: str = "session") -> str:
    return await station.database.write(lambda conn: sign_in(conn, link_hash, session, station.at))


async def whose(station: Station, session: str = "session") -> str:
    return await station.database.write(lambda conn: session_person(conn, session, station.at))


async def test_a_link_opens_a_session_for_its_person(station: Station) -> None:
    await link(station)
    assert await enter(station) == SECRETARY
    assert await whose(station) == SECRETARY


async def test_a_link_works_once(station: Station) -> None:
    await link(station)
    await enter(station)
    assert await enter(station, session="second") == ""
    assert await whose(station, "second") == ""


async def test_a_link_works_for_a_quarter_of_an_hour(station: Station) -> None:
    await link(station)
    station.at += timedelta(minutes=15)
    assert await enter(station) == ""


async def test_a_wrong_link_opens_nothing(station: Station) -> None:
    assert await enter(station, "guess") == ""
    assert await whose(station, "guess") == ""


async def test_a_session_lives_while_it_is_used(station: Station) -> None:
    await link(station)
    await enter(station)
    for _ in range(2):
        station.at += 11 * HOUR
        assert await whose(station) == SECRETARY
    station.at += 2 * HOUR
    assert await whose(station) == ""


async def test_a_session_that_is_not_used_ends(station: Station) -> None:
    await link(station)
    await enter(station)
    station.at += 12 * HOUR
    assert await whose(station) == ""


async def test_looking_twice_within_a_minute_writes_once(station: Station) -> None:
    await link(station)
    await enter(station)
    station.at += timedelta(seconds=59)
    assert await whose(station) == SECRETARY
    station.at += 12 * HOUR - timedelta(seconds=59)
    assert await whose(station) == ""


async def test_an_ended_session_is_nobodys(station: Station) -> None:
    await link(station)
    await enter(station)
    await station.database.write(lambda conn: end_session(conn, "session", station.at))
    assert await whose(station) == ""


async def test_all_sessions_and_links_of_a_person_end_at_once(station: Station) -> None:
    for name in ("a", "b", "c"):
        await link(station, name)
    await enter(station, "a", "s1")
    await enter(station, "b", "s2")
    ended = await station.database.write(lambda conn: end_sessions_of(conn, SECRETARY, station.at))
    assert ended == 2
    assert await whose(station, "s1") == ""
    assert await enter(station, "c", "s3") == ""


async def test_a_receipt_code_leads_back_to_its_case(station: Station) -> None:
    receipt = ReceiptCode(HERE, "DQ000001", "p", "hash")
    await station.database.write(lambda conn: keep_receipt(conn, receipt, station.at))
    found = await station.database.read(lambda conn: find_receipt(conn, HERE, "hash"))
    assert found == receipt
    assert await station.database.read(lambda conn: find_receipt(conn, HERE, "guess")) is None
    assert await station.database.read(lambda conn: find_receipt(conn, "shanxi", "hash")) is None


async def test_who_speaks_at_a_bound_address_is_that_person(station: Station) -> None:
    address = Address("test", "phone")
    person = staff(SECRETARY)
    for _ in range(2):
        await station.database.write(
            lambda conn: bind_address(conn, HERE, address, person, station.at)
        )
    desk = await station.desk(station.turn("phone"))
    assert desk.person.person_id == SECRETARY
    assert desk.person.posts == person.posts
