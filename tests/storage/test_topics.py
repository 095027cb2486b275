from functools import partial

from domain.people import Address
from domain.states import Act, Part
from storage.cases import write_cases
from storage.homes import move_address
from storage.topics import (
    Topic,
    changed_cases,
    group_of,
    keep_topic,
    look_at_all_again,
    topic_of,
)
from tests.storage.station import HERE, Station, deed

CHAT = -1_001


async def changed(station: Station) -> list[str]:
    found = await station.database.read(lambda conn: changed_cases(conn, HERE, 5))
    return [case.number for case in found]


async def test_a_case_is_looked_at_when_it_is_new_and_whenever_it_changes(
    station: Station,
) -> None:
    case = await station.file()
    assert await changed(station) == [case.number]
    kept = Topic(HERE, case.number, CHAT, 7, 8, case.seq, "x")
    await station.database.write(lambda conn: keep_topic(conn, kept))
    assert await changed(station) == []
    assert await station.database.read(lambda conn: topic_of(conn, HERE, case.number)) == kept
    more = deed(case, Act.ACCEPT, Part.HOLDER)
    await station.database.write(lambda conn: write_cases(conn, [more]))
    assert await changed(station) == [case.number]


async def test_who_reads_along_anew_lets_every_topic_be_looked_at(station: Station) -> None:
    case = await station.file()
    group = await station.database.write(lambda conn: group_of(conn, HERE, CHAT))
    assert (group.chat, group.shown) == (CHAT, "")
    kept = Topic(HERE, case.number, CHAT, 7, 8, case.seq, "x")
    await station.database.write(lambda conn: keep_topic(conn, kept))
    told = Topic(HERE, "", CHAT, CHAT, shown="wang")
    await station.database.write(lambda conn: look_at_all_again(conn, told))
    assert await changed(station) == [case.number]
    assert await station.database.write(lambda conn: group_of(conn, HERE, CHAT)) == told


async def test_a_group_is_followed_and_another_setting_begins_anew(station: Station) -> None:
    case = await station.file()
    write = station.database.write
    await write(lambda conn: group_of(conn, HERE, -5))
    await write(lambda conn: keep_topic(conn, Topic(HERE, case.number, -5, 7, 8, 1)))
    old = Address("telegram", "-5")
    await write(partial(move_address, communities=(HERE,), old=old, handle=str(CHAT)))
    assert (await write(lambda conn: group_of(conn, HERE, -5))).chat == CHAT
    moved = await station.database.read(lambda conn: topic_of(conn, HERE, case.number))
    assert moved
    assert moved.chat == CHAT
    assert (await write(lambda conn: group_of(conn, HERE, -9))).chat == -9
    assert await station.database.read(lambda conn: topic_of(conn, HERE, case.number)) is None
