import asyncio
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot import carrier, outbox
from bot.carrier import HORIZON, LEASE
from bot.pauses import LONGEST_PAUSE
from domain.refusals import Unreachable
from domain.turns import Letter
from storage.database import Connection
from tests.bot.street import Opening, Street, moments, street
from tests.bot.workshop import COMMUNITY, opened

pytestmark = pytest.mark.usefixtures("each_store")


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
    monkeypatch.setattr(carrier, "PATIENCE", timedelta(milliseconds=10))
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
    await place.until_leased()
    place.room.stop()


async def _stop_when_sent(place: Street) -> None:
    await place.until(("hello", "sent"))
    place.room.stop()


async def test_what_cannot_be_written_down_is_written_down_later(
    tmp_path: Path, logged: io.StringIO
) -> None:
    door = Opening()
    door.gates["wang"] = asyncio.Event()
    async with street(tmp_path, door) as place:
        await place.write(Letter("wang", "hello"))
        await place.until_leased()
        await place.database.write(_rename("letters", "hidden"))
        door.gates["wang"].set()
        await _until_logged(logged, "post not written down")
        await place.database.write(_rename("hidden", "letters"))
        await place.until(("hello", "sent"))
    assert len(door.arrived) == 1


async def _until_logged(logged: io.StringIO, words: str) -> None:
    async for _ in moments():
        if words in logged.getvalue():
            return


def _rename(old: str, new: str) -> Callable[[Connection], None]:
    return lambda conn: conn.exec_driver_sql(f"alter table {old} rename to {new}").close()


async def test_a_sweep_that_fails_stops_no_letter(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, asyncio.TaskGroup() as group:
        place = Street(database, [Opening()])
        place.cannot_tell = True
        await place.settle("wang", "test")
        group.create_task(place.room.run())
        await place.write(Letter("wang", "hello"))
        await place.until(("hello", "sent"))
        assert place.undelivered == [""]
        place.room.stop()


async def test_a_full_door_is_given_no_more_than_goes_through_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "UNDER_WAY", 3)
    slow, quick = Opening("slow"), Opening("quick")
    people = [f"somebody-{number}" for number in range(6)]
    async with street(tmp_path, slow, quick) as place:
        for who in people:
            slow.gates[who] = asyncio.Event()
            await place.settle(who, "slow")
        await place.settle("zhao", "quick")
        await place.write(*(Letter(who, "a") for who in people[:2]))
        await place.until_leased()
        await place.write(*(Letter(who, "a") for who in people[2:]), Letter("zhao", "b"))
        await place.until(*(("a", "waiting") for _ in people), ("b", "sent"))
        leased = await place.rows("select count(*) from letters where try_at > created_at")
        assert leased == [(4,)]
        for gate in slow.gates.values():
            gate.set()
        await place.until(*(("a", "sent") for _ in people), ("b", "sent"))
