import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.commands import watching
from bot.commands.watching import Round, Rounds
from domain.alarms import ringing
from storage.database import Connection
from tests.bot.commands.test_serving import PATIENCE, figures_of, moments, station, until
from tests.bot.workshop import START

TICK = timedelta(milliseconds=1)
DAY = timedelta(days=1)


class Work:
    """Something to do that may be broken."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.tries = 0
        self._tried = asyncio.Event()

    async def do(self) -> None:
        """Do it."""
        self.tries += 1
        self._tried.set()
        if self.broken:
            raise OSError("no room")

    async def tried(self, times: int) -> None:
        """Wait until it was tried so often from now on."""
        async with asyncio.timeout(PATIENCE):
            for _ in range(times):
                self._tried.clear()
                await self._tried.wait()


@asynccontextmanager
async def running(rounds: Rounds) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each) for each in rounds.run()]
        yield
        for task in tasks:
            task.cancel()


def a_round(work: Work, failed: str = "files not tended", every: timedelta = TICK) -> Round:
    return Round("files_age_seconds", failed, work.do, every, timedelta(0))


def rings(rounds: Rounds) -> bool:
    return "files_age_seconds" in {
        each.gauge for each in ringing({"files_age_seconds": 0} | rounds.ages())
    }


async def test_what_fails_again_and_again_rings_until_it_is_done(logged: io.StringIO) -> None:
    clock, work = MovableClock(START), Work(broken=True)
    rounds = Rounds([a_round(work)], clock)
    async with running(rounds):
        await work.tried(2)
        assert not rings(rounds)
        clock.move(timedelta(hours=27))
        await work.tried(2)
        assert rounds.ages() == {"files_age_seconds": 27 * 3600}
        assert rings(rounds)
        work.broken = False
        await work.tried(2)
        assert rounds.ages() == {"files_age_seconds": 0}
    assert "files not tended" in logged.getvalue()


async def test_a_gauge_is_as_old_as_the_oldest_of_its_rounds(logged: io.StringIO) -> None:
    clock, fine, broken = MovableClock(START), Work(), Work(broken=True)
    pair = [a_round(fine), a_round(broken, "rules not followed"), a_round(fine, "not read")]
    rounds = Rounds(pair, clock)
    async with running(rounds):
        clock.move(timedelta(minutes=1))
        await fine.tried(4)
        assert rounds.ages() == {"files_age_seconds": 60}
    assert "files not tended" not in logged.getvalue()


async def test_what_failed_does_not_wait_for_another_day(
    logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AGAIN", TICK)
    broken, fine = Work(broken=True), Work()
    daily = [a_round(broken, every=DAY), a_round(fine, "rules not followed", every=DAY)]
    async with running(Rounds(daily, MovableClock(START))):
        await broken.tried(5)
    assert fine.tries == 1
    assert logged.getvalue().count("files not tended") >= 5


def _break_rules(conn: Connection) -> None:
    conn.exec_driver_sql("create table whole as select * from directory_entries")
    conn.exec_driver_sql("update editions set version = 'broken'")
    conn.exec_driver_sql("update directory_entries set content = '7'")


def _mend_rules(conn: Connection) -> None:
    conn.exec_driver_sql("update editions set version = 'mended'")
    conn.exec_driver_sql("delete from directory_entries")
    conn.exec_driver_sql("insert into directory_entries select * from whole")


async def alarm_is(browser: aiohttp.ClientSession, port: int, gauge: str, figure: int) -> None:
    """Wait until the alarm of the gauge stands so in the figures."""
    told = f'yizhan_alarm{{gauge="{gauge}"}} {figure}\n'
    async for _ in moments():
        if told in await figures_of(browser, port):
            return


async def test_a_station_that_cannot_read_newer_rules_rings_till_it_can(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "LOOK_EVERY", timedelta(milliseconds=20))
    monkeypatch.setattr(watching, "FOLLOW_EVERY", timedelta(milliseconds=50))
    clock = MovableClock(START)
    async with station(tmp_path, clock) as (opened, _, port), aiohttp.ClientSession() as browser:
        await until(logged, lambda words: '"ready"' in words)
        first = opened.shelf.current
        await opened.database.write(_break_rules)
        clock.move(timedelta(seconds=1))
        await until(logged, lambda words: "rules not read again" in words)
        await alarm_is(browser, port, "rules_age_seconds", 0)
        clock.move(timedelta(minutes=3))
        await alarm_is(browser, port, "rules_age_seconds", 1)
        await opened.database.write(_mend_rules)
        clock.move(timedelta(seconds=1))
        await alarm_is(browser, port, "rules_age_seconds", 0)
        assert opened.shelf.current is not first


async def test_a_station_whose_files_cannot_be_tended_rings(
    tmp_path: Path, logged: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "AGAIN", timedelta(milliseconds=20))
    no_file = tmp_path / "attachments" / "00" / ("0" * 64)
    no_file.mkdir(parents=True)
    clock = MovableClock(START)
    async with station(tmp_path, clock) as (_, _, port), aiohttp.ClientSession() as browser:
        await until(logged, lambda words: words.count("files not tended") > 1)
        await alarm_is(browser, port, "files_age_seconds", 0)
        clock.move(timedelta(hours=27))
        await alarm_is(browser, port, "files_age_seconds", 1)
        no_file.rmdir()
        await alarm_is(browser, port, "files_age_seconds", 0)
