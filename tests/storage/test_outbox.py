from datetime import datetime, timedelta

import pytest

from domain.people import Address
from domain.turns import Choice, Desk, Letter, Step, Text, Turn, Value
from storage.database import Connection
from storage.outbox import (
    Claimed,
    claim_letters,
    mark_failed,
    mark_sent,
)
from storage.tables import LETTERS
from tests.storage.station import HERE, LEASE, Decide, Station, greet

SECOND = timedelta(seconds=1)


def letters(*keys: str, urgent: bool = False, hold: timedelta | None = None) -> Decide:
    def decide(desk: Desk, turn: Turn) -> Step:
        until = turn.at + hold if hold else None
        me = desk.person.person_id
        return Step(says=tuple(Letter(me, key, urgent=urgent, not_before=until) for key in keys))

    return decide


def keys(claimed: list[Claimed]) -> list[str]:
    return [each.letter.key for each in claimed]


async def sent(station: Station, *claimed: Claimed) -> None:
    pairs = [(each, each.letter.key) for each in claimed]
    await station.database.write(lambda conn: mark_sent(conn, pairs, station.at))


async def failed(station: Station, claimed: Claimed, again_at: datetime | None) -> None:
    await station.database.write(
        lambda conn: mark_failed(conn, claimed, "shut", again_at, station.at)
    )


async def test_a_letter_comes_out_as_it_went_in(station: Station) -> None:
    def decide(desk: Desk, turn: Turn) -> Step:
        del turn
        values: dict[str, Value] = {
            "number": "DQ000001",
            "due": station.at,
            "leaf": Text("leaf.A6"),
            "n": 3,
        }
        choices = (Choice(Text("yes", {"n": 1}), "do:DQ000001:1:yes"),)
        me = desk.person.person_id
        return Step(says=(Letter(me, "filing.filed", values, choices, "DQ000001", dedupe="x"),))

    await station.take(station.turn(), decide=decide)
    [claimed] = await station.claim()
    assert claimed.letter.values["due"] == station.at
    assert claimed.letter.values["leaf"] == Text("leaf.A6")
    assert claimed.letter.choices == (Choice(Text("yes", {"n": 1}), "do:DQ000001:1:yes"),)
    assert (claimed.letter.case_number, claimed.letter.dedupe) == ("DQ000001", "x")
    assert (claimed.address, claimed.tries) == (Address("test", "wang"), 0)
    assert (claimed.community_id, claimed.created_at) == (HERE, station.at)


async def test_a_claimed_letter_is_nobody_elses_until_its_lease_runs_out(station: Station) -> None:
    await station.take(station.turn(), decide=greet)
    assert len(await station.claim()) == 1
    assert await station.claim() == []
    assert len(await station.claim(at=station.at + LEASE)) == 1


async def test_letters_of_one_address_come_in_order_and_at_most_four_at_once(
    station: Station,
) -> None:
    await station.take(station.turn(), decide=letters(*"abcdef"))
    first = await station.claim()
    assert keys(first) == list("abcd")
    assert await station.claim() == []
    await sent(station, *first)
    assert keys(await station.claim()) == list("ef")


async def test_a_letter_that_waits_to_be_tried_again_keeps_later_ones_back(
    station: Station,
) -> None:
    await station.take(station.turn(), decide=letters("a", "b"))
    first, second = await station.claim()
    await failed(station, first, station.at + 10 * SECOND)
    await failed(station, second, station.at)
    assert await station.claim(at=station.at + 9 * SECOND) == []
    again = await station.claim(at=station.at + 10 * SECOND)
    assert (keys(again), again[0].tries) == (["a", "b"], 1)


async def test_another_address_does_not_wait_for_a_shut_one(station: Station) -> None:
    await station.take(station.turn("wang"), station.turn("li"), decide=greet)
    first, _ = await station.claim()
    await failed(station, first, station.at + LEASE * 9)
    found = await station.claim(at=station.at + LEASE)
    assert [each.address.handle for each in found] == ["li"]


async def test_a_held_letter_waits_for_its_hour_and_lets_others_pass(station: Station) -> None:
    await station.take(station.turn(), decide=letters("later", hold=timedelta(hours=1)))
    await station.take(station.turn(), decide=letters("now"))
    now = await station.claim()
    assert keys(now) == ["now"]
    await sent(station, *now)
    later = await station.claim(at=station.at + timedelta(hours=1))
    assert keys(later) == ["later"]
    assert later[0].letter.not_before == station.at + timedelta(hours=1)


async def test_urgent_letters_go_first(station: Station) -> None:
    await station.take(station.turn("wang"), decide=letters("calm"))
    await station.take(station.turn("li"), decide=letters("alarm", urgent=True))
    assert keys(await station.claim(limit=1)) == ["alarm"]
    assert keys(await station.claim(limit=1)) == ["calm"]


async def test_a_flood_to_one_address_leaves_room_for_others(station: Station) -> None:
    await station.take(station.turn("flood"), decide=letters(*map(str, range(100))))
    await station.take(station.turn("li"), decide=letters("mine"))
    assert "mine" in keys(await station.claim(limit=10))


async def test_only_letters_of_the_asked_channels_are_claimed(station: Station) -> None:
    await station.take(station.turn(address=Address("web", "w")), decide=letters("web"))
    assert await station.claim("test") == []
    assert keys(await station.claim("test", "web")) == ["web"]


async def test_a_sent_letter_keeps_its_words(station: Station) -> None:
    await station.take(station.turn(), decide=letters("a"))
    await sent(station, *await station.claim())
    [row] = await station.rows(LETTERS)
    assert (row["state"], row["rendered"], row["sent_at"]) == ("sent", "a", station.at)
    assert await station.claim(at=station.at + LEASE * 2) == []


async def test_nothing_sent_is_nothing_written(station: Station) -> None:
    await sent(station)
    assert await station.count(LETTERS) == 0


@pytest.mark.parametrize("limit", [1, 3, 7])
async def test_draining_delivers_every_letter_once_and_in_order(
    station: Station, limit: int
) -> None:
    turns = [station.turn(f"r{place}") for place in range(4)]
    await station.take(*turns, decide=letters(*"abcdef"))
    heard: dict[str, list[str]] = {}
    while claimed := await station.claim(limit=limit):
        for each in claimed:
            heard.setdefault(each.address.handle, []).append(each.letter.key)
        await sent(station, *claimed)
    assert heard == {f"r{place}": list("abcdef") for place in range(4)}


async def test_claims_of_two_processes_never_share_a_letter(station: Station) -> None:
    turns = [station.turn(f"r{place}") for place in range(10)]
    await station.take(*turns, decide=greet)

    def claim(conn: Connection) -> list[Claimed]:
        return claim_letters(conn, ["test"], station.at, 6, LEASE)

    first = await station.database.write(claim)
    second = await station.database.write(claim)
    ids = [each.letter_id for each in (*first, *second)]
    assert len(ids) == len(set(ids)) == 10
