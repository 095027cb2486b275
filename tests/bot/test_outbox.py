import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import outbox
from bot.clock import MovableClock
from bot.outbox import HORIZON, LEASE, LONGEST_PAUSE, Post, PostRoom, pause_after
from domain.people import Address, Person
from domain.refusals import Unreachable
from domain.turns import Door, Letter, Sealed, Step
from storage.accounts import bind_address
from storage.database import Connection, Database
from storage.outbox import Claimed
from storage.records import record_strike
from tests.bot.workshop import COMMUNITY, START, opened


class Opening:
    """A door that really takes letters, and does with each what it is told to."""

    def __init__(self, channel: str = "test") -> None:
        self.channel = channel
        self.arrived: list[Sealed] = []
        self.faults: dict[str, list[Exception]] = {}
        self.gates: dict[str, asyncio.Event] = {}

    async def send(self, sealed: Sealed) -> None:
        handle = sealed.address.handle
        if handle in self.gates:
            await self.gates[handle].wait()
        if self.faults.get(handle):
            raise self.faults[handle].pop(0)
        self.arrived.append(sealed)

    @property
    def words(self) -> list[tuple[str, str]]:
        return [(sealed.address.handle, sealed.text) for sealed in self.arrived]


class Street:
    """A database with people who have addresses, and the post room that serves their doors."""

    def __init__(self, database: Database, doors: Sequence[Door]) -> None:
        self.database = database
        self.clock = MovableClock(START)
        self.undelivered: list[str] = []
        post = Post(database, sealed, self._tell, self.clock)
        self.room = PostRoom(post, doors)

    def _tell(self, _conn: Connection, community_id: str, _at: datetime) -> None:
        self.undelivered.append(community_id)

    async def settle(self, who: str, *channels: str) -> None:
        person = Person(COMMUNITY, who)
        for ahead, channel in enumerate(channels):
            at = START + timedelta(seconds=ahead)
            address = Address(channel, who)
            bind = partial(
                bind_address, community_id=COMMUNITY, address=address, person=person, at=at
            )
            await self.database.write(bind)

    async def write(self, *letters: Letter) -> None:
        step = Step(says=letters)
        at = self.clock.now()
        await self.database.write(lambda conn: record_strike(conn, COMMUNITY, step, at))
        self.room.wake()

    async def pass_time(self, by: timedelta) -> None:
        self.clock.move(by)
        self.room.wake()

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        return await self.database.read(
            lambda conn: [tuple(row) for row in conn.exec_driver_sql(query)]
        )

    async def until(self, *expected: tuple[str, str]) -> None:
        async for _ in moments():
            if await self.rows("select key, state from letters order by letter_id") == list(
                expected
            ):
                return

    async def until_tried(self, *tries: int) -> None:
        async for _ in moments():
            if await self.rows("select tries from letters order by letter_id") == [
                (each,) for each in tries
            ]:
                return


async def moments() -> AsyncIterator[None]:
    while True:
        yield
        await asyncio.sleep(0.005)


def sealed(claimed: Claimed) -> Sealed:
    if claimed.letter.key == "broken":
        raise KeyError(claimed.letter.key)
    return Sealed(claimed.letter_id, claimed.address, claimed.letter.key)


@asynccontextmanager
async def street(folder: Path, *doors: Opening) -> AsyncIterator[Street]:
    async with opened(folder) as database, asyncio.TaskGroup() as group:
        place = Street(database, doors)
        for who in ("wang", "li"):
            await place.settle(who, doors[0].channel)
        group.create_task(place.room.run())
        yield place
        place.room.stop()


async def test_a_letter_arrives_and_its_words_are_kept(tmp_path: Path) -> None:
    door = Opening()
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until(("hello", "sent"))
    assert door.words == [("wang", "hello")]


async def test_letters_of_one_address_keep_their_order_through_a_shut_door(tmp_path: Path) -> None:
    door = Opening()
    door.faults["wang"] = [Unreachable("shut"), Unreachable("shut")]
    async with street(tmp_path, door) as place:
        await place.write(*(Letter("wang", key) for key in "abcdefg"))
        for tries in (1, 2):
            await place.until_tried(*[tries] * 4, 0, 0, 0)
            await place.pass_time(LONGEST_PAUSE)
        await place.until(*((key, "sent") for key in "abcdefg"))
    assert [text for _, text in door.words] == list("abcdefg")


async def test_a_shut_door_is_tried_again_after_a_pause_that_grows(tmp_path: Path) -> None:
    door = Opening()
    door.faults["wang"] = [Unreachable("shut")]
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until_tried(1)
        await place.pass_time(timedelta(milliseconds=500))
        await asyncio.sleep(0.05)
        assert door.arrived == []
        await place.pass_time(timedelta(seconds=1))
        await place.until(("hello", "sent"))
    assert len(door.arrived) == 1


async def test_a_door_that_names_its_pause_is_taken_at_its_word(tmp_path: Path) -> None:
    door = Opening()
    door.faults["wang"] = [Unreachable("too many", retry_after=300)]
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until_tried(1)
        await place.pass_time(timedelta(seconds=299))
        await asyncio.sleep(0.05)
        assert door.arrived == []
        await place.pass_time(timedelta(seconds=2))
        await place.until(("hello", "sent"))


async def test_a_slow_address_delays_no_other(tmp_path: Path) -> None:
    door = Opening()
    door.gates["wang"] = asyncio.Event()
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "slow"), Letter("li", "quick"))
        await place.until(("slow", "waiting"), ("quick", "sent"))
        door.gates["wang"].set()
        await place.until(("slow", "sent"), ("quick", "sent"))


async def test_a_slow_door_delays_no_other_door(tmp_path: Path) -> None:
    slow, quick = Opening("slow"), Opening("quick")
    slow.gates["wang"] = asyncio.Event()
    async with street(tmp_path, slow, quick) as place:
        await place.settle("zhao", "quick")
        await place.write(Letter("wang", "a"), Letter("zhao", "b"))
        await place.until(("a", "waiting"), ("b", "sent"))
        slow.gates["wang"].set()


async def test_an_ordinary_letter_dies_after_four_hours_and_staff_hear_of_it(
    tmp_path: Path,
) -> None:
    door = Opening()
    door.faults["wang"] = [Unreachable("shut"), Unreachable("shut")]
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until_tried(1)
        await place.pass_time(HORIZON + LEASE)
        await place.until(("hello", "dead"))
        assert COMMUNITY in place.undelivered


async def test_an_urgent_letter_never_dies(tmp_path: Path) -> None:
    door = Opening()
    door.faults["wang"] = [Unreachable("shut")] * 3
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "fire", urgent=True))
        for tries in (1, 2, 3):
            await place.until_tried(tries)
            await place.pass_time(HORIZON)
        await place.until(("fire", "sent"))


async def test_an_address_that_is_gone_sends_everything_to_the_next(tmp_path: Path) -> None:
    old, new = Opening("old"), Opening("new")
    new.faults["zhao"] = [Unreachable("blocked", for_good=True)]
    async with street(tmp_path, old, new) as place:
        await place.settle("zhao", "old", "new")
        await place.write(Letter("zhao", "a"), Letter("zhao", "b"))
        await place.until(("a", "sent"), ("b", "sent"))
    assert [text for _, text in old.words] == ["a", "b"]
    assert new.arrived == []


async def test_who_has_no_address_left_is_told_of_to_staff(tmp_path: Path) -> None:
    door = Opening()
    door.faults["wang"] = [Unreachable("blocked", for_good=True)]
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until(("hello", "dead"))
        assert COMMUNITY in place.undelivered


async def test_a_letter_without_words_dies_alone(tmp_path: Path) -> None:
    door = Opening()
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "broken"), Letter("wang", "hello"))
        await place.until(("broken", "dead"), ("hello", "sent"))
        assert place.undelivered


async def test_a_door_with_a_bug_is_a_shut_door(tmp_path: Path) -> None:
    door = Opening()
    door.faults["wang"] = [ZeroDivisionError()]
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until_tried(1)
        await place.pass_time(LEASE)
        await place.until(("hello", "sent"))


async def test_a_door_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "PATIENCE", timedelta(milliseconds=10))
    door = Opening()
    door.gates["wang"] = asyncio.Event()
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until_tried(1)


async def test_what_is_under_way_when_the_room_stops_is_sent_again_after_its_lease(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "GRACE", timedelta(milliseconds=10))
    door = Opening()
    door.gates["wang"] = asyncio.Event()
    async with opened(tmp_path) as database:
        place = Street(database, [door])
        await place.settle("wang", "test")
        await place.write(Letter("wang", "hello"))
        await asyncio.gather(place.room.run(), _stop_when_leased(place))
        assert door.arrived == []
        later = Street(database, [Opening()])
        later.clock.move(LEASE)
        await asyncio.gather(later.room.run(), _stop_when_sent(later))


async def _stop_when_leased(place: Street) -> None:
    [[fresh]] = await place.rows("select try_at from letters")
    async for _ in moments():
        if await place.rows("select try_at from letters") != [(fresh,)]:
            break
    place.room.stop()


async def _stop_when_sent(place: Street) -> None:
    await place.until(("hello", "sent"))
    place.room.stop()


async def test_what_cannot_be_written_down_is_written_down_later(tmp_path: Path) -> None:
    door = Opening()
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.database.write(
            lambda conn: conn.exec_driver_sql("alter table letters rename to hidden").close()
        )
        await asyncio.sleep(0.05)
        await place.database.write(
            lambda conn: conn.exec_driver_sql("alter table hidden rename to letters").close()
        )
        await place.until(("hello", "sent"))


@given(tries=st.integers(0, 10_000), retry_after=st.integers(0, 10_000))
def test_pauses_lie_between_a_moment_and_two_minutes(tries: int, retry_after: int) -> None:
    pause = pause_after(tries, retry_after)
    if retry_after:
        assert pause == timedelta(seconds=retry_after)
    else:
        assert timedelta(seconds=0.75) <= pause <= LONGEST_PAUSE
        assert tries < 8 or pause > LONGEST_PAUSE * 0.7
