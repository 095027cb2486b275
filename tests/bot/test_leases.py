from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port

from bot.clock import MovableClock
from bot.leases import LASTS, RENEW, Lease
from storage.database import Database, open_database
from tests.bot.workshop import START, opened

pytestmark = pytest.mark.usefixtures("each_store")


def lease(database: Database, owner: str, clock: MovableClock) -> Lease:
    return Lease(database, "poll", owner, clock.now)


async def test_of_two_processes_one_works_and_the_other_takes_over_when_it_stops(
    tmp_path: Path,
) -> None:
    clock = MovableClock(START)
    async with opened(tmp_path) as database:
        first, second = lease(database, "one", clock), lease(database, "two", clock)
        assert await first.is_mine()
        assert not await second.is_mine()
        clock.move(LASTS - timedelta(seconds=1))
        assert not await second.is_mine()
        clock.move(timedelta(seconds=1))
        assert await second.is_mine()
        # It stood still, and must not go on where it was.
        assert not await first.is_mine()


async def test_who_works_renews_it_and_asks_the_store_only_now_and_then(tmp_path: Path) -> None:
    clock = MovableClock(START)
    async with opened(tmp_path) as database:
        first, second = lease(database, "one", clock), lease(database, "two", clock)
        for _ in range(20):
            assert await first.is_mine()
            clock.move(RENEW)
            assert not await second.is_mine()


async def test_who_ends_leaves_it_to_the_next(tmp_path: Path) -> None:
    clock = MovableClock(START)
    async with opened(tmp_path) as database:
        first, second = lease(database, "one", clock), lease(database, "two", clock)
        assert await first.is_mine()
        await first.drop()
        assert await second.is_mine()


async def test_after_a_crash_the_same_process_need_not_wait_for_itself(tmp_path: Path) -> None:
    clock = MovableClock(START)
    async with opened(tmp_path) as database:
        assert await lease(database, "host:8080", clock).is_mine()
        assert await lease(database, "host:8080", clock).is_mine()


async def test_without_the_store_nobody_works(tmp_path: Path) -> None:
    gone = open_database(f"postgresql://127.0.0.1:{unused_port()}/nowhere", state_dir=tmp_path)
    alone = lease(gone, "one", MovableClock(START))
    assert not await alone.is_mine()
    await alone.drop()
    await gone.close()


async def test_a_clock_that_was_ahead_keeps_the_work_from_nobody(tmp_path: Path) -> None:
    clock, ahead = MovableClock(START), MovableClock(START + timedelta(days=1))
    async with opened(tmp_path) as database:
        assert await lease(database, "dead since", ahead).is_mine()
        assert await lease(database, "two", clock).is_mine()
