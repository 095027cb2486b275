import asyncio
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from domain.refusals import Stale
from domain.states import Act, Part
from domain.turns import Desk, Step, Turn
from storage import ledgers
from storage.database import Connection, Database, open_database
from storage.records import record_strike
from storage.rounds import open_cases
from storage.tables import CASE_EVENTS, CASES, LEDGERS, TURNS
from tests.storage.station import HERE, Station, deed, file_case

ROOT = Path(__file__).resolve().parent.parent.parent
PROCESSES, TURNS_EACH = 4, 15


async def test_each_community_counts_for_itself(station: Station) -> None:
    def work(conn: Connection) -> list[object]:
        held = ledgers.hold(conn, {"b", "a"})
        first = ledgers.take(conn, "a", cases=2, spots=5, failures=1)
        second = ledgers.take(conn, "a", spots=1)
        return [dict(held), first, second, dict(ledgers.hold(conn, {"a", "b"}))]

    assert await station.database.write(work) == [
        {"a": 1, "b": 1},
        ledgers.Taken(spot=1, failure=1),
        ledgers.Taken(spot=6, failure=2),
        {"a": 3, "b": 1},
    ]


async def test_what_was_rolled_back_was_never_taken(station: Station) -> None:
    def work(conn: Connection) -> None:
        ledgers.hold(conn, ["a"])
        ledgers.take(conn, "a", cases=9)
        raise Stale

    with pytest.raises(Stale):
        await station.database.write(work)
    assert await station.count(LEDGERS) == 0


async def test_four_processes_lose_no_number_and_no_act(station: Station, url: str) -> None:
    await station.file("first")
    command = [sys.executable, str(Path(__file__)), url, str(station.database.state_dir)]
    processes = [
        await asyncio.create_subprocess_exec(
            *command, str(place), cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE
        )
        for place in range(PROCESSES)
    ]
    ends = await asyncio.gather(*(process.communicate() for process in processes))
    assert [process.returncode for process in processes] == [0] * PROCESSES, ends
    many = PROCESSES * TURNS_EACH
    assert await station.count(TURNS) == many + 1
    rows = await station.rows(CASES)
    assert sorted(str(row["number"]) for row in rows) == [
        f"DQ{place:06d}" for place in range(1, many + 2)
    ]
    first = next(row for row in rows if row["number"] == "DQ000001")
    assert first["seq"] == many + 1
    assert first["level"] == many
    assert await station.count(CASE_EVENTS) == 2 * many + 1
    spots = [int(str(row["spot"])) for row in await station.rows(TURNS)]
    assert len(set(spots)) == len(spots)


async def hammer(url: str, folder: str, name: str) -> None:
    """File cases and act on the first one, beside other processes that do the same."""
    database = open_database(url, state_dir=Path(folder))
    station = Station(database)
    for place in range(TURNS_EACH):
        turn = station.turn(f"{name}-{place}", "灯不亮", key=f"{name}-{place}")
        await persist(station, [turn])
        await lift(database, station)
    await database.close()


async def persist(station: Station, turns: Sequence[Turn]) -> None:
    while True:
        try:
            await station.take(*turns, decide=decide)
        except Stale:
            continue
        return


def decide(desk: Desk, turn: Turn) -> Step:
    return file_case(desk, turn)


async def lift(database: Database, station: Station) -> None:
    """Add one to the level of the first case; who is late looks again."""
    while True:
        cases = await database.read(lambda conn: open_cases(conn, HERE))
        first = next(case for case in cases if case.number == "DQ000001")
        nudged = deed(first, Act.NUDGE, Part.STATION)
        step = Step(changes=(replace(nudged, case=replace(nudged.case, level=first.level + 1)),))
        try:
            await database.write(
                partial(record_strike, community_id=HERE, step=step, at=station.at)
            )
        except Stale:
            continue
        return


if __name__ == "__main__":
    asyncio.run(hammer(*sys.argv[1:]))
