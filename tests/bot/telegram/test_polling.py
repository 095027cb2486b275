import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.telegram import polling
from bot.telegram.polling import Poller
from bot.telegram.wire import Declined, Silent, Update
from domain.refusals import NotSaved

LOOKS = 2_000


@dataclass
class Waiting:
    """Updates that wait until an offset confirms them, and what the poller asked."""

    waiting: list[int]
    faults: list[Exception] = field(default_factory=list)
    confirmed: int = 0
    asked: int = 0

    async def updates(self, offset: int, patience: int) -> Sequence[Update]:
        await asyncio.sleep(0.001)
        del patience
        self.asked += 1
        if self.faults:
            raise self.faults.pop()
        self.confirmed = max(self.confirmed, offset)
        self.waiting = [each for each in self.waiting if each >= offset]
        return [{"update_id": each} for each in self.waiting]

    async def all_confirmed(self) -> None:
        """Return once nothing waits any more."""
        for _ in range(LOOKS):
            if not self.waiting:
                return
            await asyncio.sleep(0.002)
        pytest.fail("something waits for ever")

    async def until_asked(self, times: int) -> None:
        """Return once was asked so often."""
        for _ in range(LOOKS):
            if self.asked >= times:
                return
            await asyncio.sleep(0.002)
        pytest.fail("nobody asks")


async def polled(waiting: Waiting, poller: Poller) -> None:
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(poller.run(group))
        await waiting.all_confirmed()
        polling.cancel()


async def test_the_offset_stays_behind_what_is_not_taken_yet() -> None:
    waiting, taken = Waiting([5, 6, 7]), []
    release = asyncio.Event()

    async def take(update: Update) -> None:
        if update["update_id"] == 5:
            await release.wait()
        taken.append(update["update_id"])
        if len(taken) == 2:
            assert waiting.confirmed <= 5
            release.set()

    await polled(waiting, Poller(waiting, take))  # type: ignore[arg-type]
    assert taken == [6, 7, 5]
    assert waiting.confirmed == 8


async def test_however_often_is_asked_nothing_behind_an_open_update_is_confirmed() -> None:
    waiting = Waiting([5, 6, 7])

    async def take(update: Update) -> None:
        if update["update_id"] == 5:
            await waiting.until_asked(6)
            assert waiting.confirmed <= 5

    await polled(waiting, Poller(waiting, take))  # type: ignore[arg-type]
    assert waiting.confirmed == 8


async def test_what_was_not_saved_is_taken_again_before_it_is_confirmed() -> None:
    waiting, tries = Waiting([5]), 0

    async def take(_update: Update) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise NotSaved("full")
        assert waiting.confirmed <= 5

    await polled(waiting, Poller(waiting, take))  # type: ignore[arg-type]
    assert tries == 2


@pytest.mark.parametrize("fault", [Silent("cut"), Declined(502, "x")])
async def test_a_fault_is_only_a_pause(fault: Exception) -> None:
    waiting, taken = Waiting([5], [fault]), []

    async def take(update: Update) -> None:
        taken.append(update["update_id"])

    await polled(waiting, Poller(waiting, take))  # type: ignore[arg-type]
    assert taken == [5]


async def test_a_process_that_may_not_ask_stands_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "STAND_BY", 0.001)
    waiting, taken, may = Waiting([5]), [], [False, False, True]

    async def take(update: Update) -> None:
        assert not may
        taken.append(update["update_id"])

    async def may_ask() -> bool:
        return may.pop(0) if may else True

    await polled(waiting, Poller(waiting, take, may_ask=may_ask))  # type: ignore[arg-type]
    assert taken == [5]
