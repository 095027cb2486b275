import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.engine import Engine
from domain.refusals import NotSaved
from domain.rules import Rulebook
from storage.database import Connection
from tests.bot.workshop import Bench, bench_of, craft_of, opened, running, turn_of


async def refused(bench: Bench, text: str) -> bool:
    try:
        await bench.say(text)
    except NotSaved:
        return True
    return False


async def numbers_of(bench: Bench) -> list[object]:
    return [row[0] for row in await bench.rows("select number from cases order by number")]


async def test_a_store_that_is_full_saves_nothing_and_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await bench.say("灯坏了")
        await bench.database.write(_fill_up)
        turn = turn_of("长" * 200_000)
        with pytest.raises(NotSaved):
            await bench.engine.take_turn(turn)
        assert await numbers_of(bench) == ["T000001"]
        await bench.database.write(_make_room)
        assert (await bench.engine.take_turn(turn)).numbers == ("T000002",)


async def test_a_failed_turn_that_cannot_even_be_kept_is_not_acknowledged(tmp_path: Path) -> None:
    async with running(tmp_path) as bench:
        await bench.say("灯坏了")
        await bench.database.write(_fill_up)
        with pytest.raises(NotSaved):
            await bench.say("poison " + "长" * 200_000)
        assert await bench.rows("select * from failed_turns") == []


async def test_rules_that_cannot_be_read_answer_nobody_wrongly(tmp_path: Path) -> None:
    def no_rules(_conn: Connection, _at: datetime) -> Rulebook:
        raise LookupError

    async with opened(tmp_path) as database, asyncio.TaskGroup() as group:
        engine = Engine(replace(craft_of(database), rules=no_rules))
        group.create_task(engine.run())
        with pytest.raises(NotSaved):
            await engine.take_turn(turn_of("灯坏了"))
        engine.stop()


async def test_an_engine_that_is_cut_off_tells_who_waits(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, asyncio.TaskGroup() as group:
        bench = bench_of(database)
        at_work = group.create_task(bench.engine.run())
        waiting = group.create_task(refused(bench, "灯坏了"))
        for _ in range(3):
            await asyncio.sleep(0)
        at_work.cancel()
        assert await waiting


def _fill_up(conn: Connection) -> None:
    pages = conn.exec_driver_sql("pragma page_count").scalar()
    conn.exec_driver_sql(f"pragma max_page_count = {pages}")


def _make_room(conn: Connection) -> None:
    conn.exec_driver_sql("pragma max_page_count = 1000000")


async def test_what_waits_when_the_engine_stops_is_not_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        bench = bench_of(database)
        async with asyncio.TaskGroup() as group:
            waiting = group.create_task(refused(bench, "灯坏了"))
            await asyncio.sleep(0)
            bench.engine.stop()
            group.create_task(bench.engine.run())
            assert await waiting
        assert await refused(bench, "too late")
        assert await numbers_of(bench) == []
