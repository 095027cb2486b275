import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from domain.refusals import NotSaved
from storage import ledgers, postgres
from storage.clashes import NotDurable
from storage.database import Connection, open_database
from storage.postgres import PostgresStore
from tests.conftest import command

ROOT = Path(__file__).resolve().parents[2]
NOT_SAVED = 3
pytestmark = pytest.mark.postgres


async def test_a_commit_that_does_not_wait_for_the_disk_is_refused(postgres_url: str) -> None:
    store = PostgresStore(make_url(postgres_url).set(drivername="postgresql+asyncpg"))
    off = text(f"ALTER DATABASE {make_url(postgres_url).database} SET synchronous_commit = off")
    await store.write(lambda conn: conn.execute(off))
    await store.close()
    store = PostgresStore(make_url(postgres_url).set(drivername="postgresql+asyncpg"))
    with pytest.raises(NotDurable):
        await store.read(lambda conn: conn.execute(off))
    await store.close()


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
async def test_a_server_that_does_not_write_to_the_disk_is_refused(
    setting: str, postgres_url: str, tmp_path: Path
) -> None:
    async with without(setting, postgres_url):
        looks = [await is_refused(postgres_url, tmp_path, setting) for _ in range(100)]
    assert any(looks)


@asynccontextmanager
async def without(setting: str, url: str) -> AsyncIterator[None]:
    await command(url, f"ALTER SYSTEM SET {setting} = off")
    await command(url, "SELECT pg_reload_conf()")
    yield
    await command(url, f"ALTER SYSTEM RESET {setting}")
    await command(url, "SELECT pg_reload_conf()")


async def is_refused(url: str, folder: Path, setting: str) -> bool:
    database = open_database(url, state_dir=folder)
    try:
        await database.read(lambda conn: conn.execute(text("SELECT 1")))
    except NotDurable as why:
        return setting in str(why)
    finally:
        await database.close()
    return False


async def test_a_reader_cannot_write(postgres_url: str, tmp_path: Path) -> None:
    database = open_database(postgres_url, state_dir=tmp_path)
    insert = text("INSERT INTO editions VALUES ('c', 'n', '1')")
    with pytest.raises(DBAPIError):
        await database.read(lambda conn: conn.execute(insert))
    await database.close()


async def test_a_reader_sees_one_moment(postgres_url: str, tmp_path: Path) -> None:
    database = open_database(postgres_url, state_dir=tmp_path)

    def level(conn: Connection) -> object:
        return conn.scalar(text("SHOW transaction_isolation"))

    assert await database.read(level) == "repeatable read"
    assert await database.write(level) == "read committed"
    await database.close()


async def test_a_process_that_is_stopped_does_not_hold_its_rows_for_ever(
    postgres_url: str, tmp_path: Path
) -> None:
    words = [sys.executable, __file__, postgres_url, str(tmp_path)]
    stopped = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, stdout=asyncio.subprocess.PIPE
    )
    assert stopped.stdout
    assert await stopped.stdout.readline() == b"held\n"
    stopped.send_signal(signal.SIGSTOP)
    database = open_database(postgres_url, state_dir=tmp_path)
    async with asyncio.timeout(30):
        await database.write(lambda conn: ledgers.hold(conn, ["dongqiao"]))
    stopped.send_signal(signal.SIGCONT)
    # What it wanted to write after it was stopped is not written.
    assert await stopped.wait() == NOT_SAVED
    taken = await database.write(lambda conn: ledgers.hold(conn, ["dongqiao"]))
    assert taken == {"dongqiao": 1}
    await database.close()


async def hold_and_be_stopped(url: str, folder: Path) -> int:
    def work(conn: Connection) -> None:
        ledgers.hold(conn, ["dongqiao"])
        sys.stdout.write("held\n")
        sys.stdout.flush()
        time.sleep(3)
        ledgers.take(conn, "dongqiao", cases=7)

    database = open_database(url, state_dir=folder)
    try:
        await database.write(work)
    except NotSaved:
        return NOT_SAVED
    return 0


if __name__ == "__main__":
    postgres.IDLE_MILLISECONDS = 1_000
    sys.exit(asyncio.run(hold_and_be_stopped(sys.argv[1], Path(sys.argv[2]))))
