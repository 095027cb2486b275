from datetime import datetime, timedelta

from domain.people import Address
from domain.turns import Desk, Letter, Step, Turn
from storage.database import Connection
from storage.outbox import (
    Claimed,
    DeadLetter,
    dead_letters,
    mark_address_dead,
    mark_failed,
    resend,
)
from storage.records import record_strike
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Decide, Station

SECOND = timedelta(seconds=1)


def letters(*keys: str, urgent: bool = False, hold: timedelta | None = None) -> Decide:
    def decide(desk: Desk, turn: Turn) -> Step:
        until = turn.at + hold if hold else None
        me = desk.person.person_id
        return Step(says=tuple(Letter(me, key, urgent=urgent, not_before=until) for key in keys))

    return decide


def keys(claimed: list[Claimed]) -> list[str]:
    return [each.letter.key for each in claimed]


async def failed(station: Station, claimed: Claimed, again_at: datetime | None) -> None:
    await station.database.write(
        lambda conn: mark_failed(conn, claimed, "shut", again_at, station.at)
    )


async def dead(station: Station) -> tuple[DeadLetter, ...]:
    return await station.database.read(lambda conn: dead_letters(conn, HERE, 10))


async def test_a_dead_letter_frees_its_address_and_is_seen_by_staff(station: Station) -> None:
    await station.take(station.turn(), decide=letters("a", "b"))
    first, second = await station.claim()
    await failed(station, first, None)
    await failed(station, second, station.at)
    assert keys(await station.claim()) == ["b"]
    [lost] = await dead(station)
    assert (lost.letter.key, lost.why, lost.tries) == ("a", "shut", 1)
    assert lost.address == Address("test", "wang")


async def test_a_dead_letter_is_sent_again_when_staff_ask_for_it(station: Station) -> None:
    await station.take(station.turn(), decide=letters("a"))
    [claimed] = await station.claim()
    await failed(station, claimed, None)
    station.at += timedelta(days=1)

    def again(conn: Connection) -> bool:
        return resend(conn, HERE, claimed.letter_id, station.at)

    assert await station.database.write(again)
    [found] = await station.claim()
    assert (found.letter.key, found.tries) == ("a", 0)
    assert await dead(station) == ()
    assert not await station.database.write(again)


async def test_who_moved_gets_the_letter_at_the_living_address(station: Station) -> None:
    await station.take(
        station.turn(address=Address("web", "old"), person_id=SECRETARY), decide=letters("a", "b")
    )
    station.at += SECOND
    await station.take(station.turn(address=Address("test", "new"), person_id=SECRETARY))
    claimed = await station.claim("web")
    await station.database.write(lambda conn: mark_address_dead(conn, claimed[0], station.at))
    found = await station.claim()
    assert [(each.letter.key, each.address.handle) for each in found] == [
        ("a", "new"),
        ("b", "new"),
    ]


async def test_staff_whose_only_address_died_read_in_the_console(station: Station) -> None:
    await station.take(station.turn(person_id=SECRETARY), decide=letters("a"))
    [claimed] = await station.claim()
    await station.database.write(lambda conn: mark_address_dead(conn, claimed, station.at))
    assert [each.address for each in await station.claim("console")] == [
        Address("console", SECRETARY)
    ]


async def test_letters_of_a_resident_whose_address_died_are_dead(station: Station) -> None:
    await station.take(station.turn(), decide=letters("a", "b"))
    first, _ = await station.claim()
    await station.database.write(lambda conn: mark_address_dead(conn, first, station.at))
    assert [(each.letter.key, each.why) for each in await dead(station)] == [
        ("b", "no_address"),
        ("a", "no_address"),
    ]
    number = first.letter_id
    assert not await station.database.write(lambda conn: resend(conn, HERE, number, station.at))
    await station.take(station.turn(), decide=letters("hello"))
    assert await station.database.write(lambda conn: resend(conn, HERE, number, station.at))


async def test_a_letter_without_address_has_none(station: Station) -> None:
    await station.take(station.turn(address=Address("console", "x")), decide=letters("a"))
    [claimed] = await station.claim("console")
    letter = Letter(claimed.person_id, "b")
    await station.database.write(
        lambda conn: record_strike(conn, HERE, Step(says=(letter,)), station.at)
    )
    [lost] = await dead(station)
    assert lost.address is None
