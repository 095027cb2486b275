import asyncio
import sqlite3
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from domain.refusals import NotSaved
from storage.clashes import NotDurable
from storage.database import Connection, open_database
from storage.sqlite import SqliteStore


def pragma(conn: Connection, name: str) -> object:
    return conn.exec_driver_sql(f"PRAGMA {name}").scalar()


async def test_a_commit_survives_a_power_cut(sqlite_url: str, tmp_path: Path) -> None:
    database = open_database(sqlite_url, state_dir=tmp_path)
    for run in (database.write, database.read):
        assert await run(lambda conn: pragma(conn, "journal_mode")) == "wal"
        assert await run(lambda conn: pragma(conn, "synchronous")) == 2
        assert await run(lambda conn: pragma(conn, "foreign_keys")) == 1
        assert await run(lambda conn: pragma(conn, "busy_timeout")) == 10_000
        assert await run(lambda conn: pragma(conn, "secure_delete")) == 1
    await database.close()


async def test_all_writes_go_through_one_thread(sqlite_url: str, tmp_path: Path) -> None:
    database = open_database(sqlite_url, state_dir=tmp_path)
    names = await asyncio.gather(
        *(database.write(lambda _conn: threading.current_thread().name) for _ in range(5))
    )
    assert len(set(names)) == 1
    assert threading.current_thread().name not in names
    await database.close()


async def test_a_reader_does_not_wait_for_a_writer(sqlite_url: str, tmp_path: Path) -> None:
    database = open_database(sqlite_url, state_dir=tmp_path)
    started, may_end = threading.Event(), threading.Event()

    def slow(conn: Connection) -> None:
        conn.execute(text("INSERT INTO editions VALUES ('c', 'n', '1')"))
        started.set()
        assert may_end.wait(60)

    async with asyncio.TaskGroup() as group:
        group.create_task(database.write(slow))
        await asyncio.to_thread(started.wait, 60)
        count = await database.read(lambda conn: conn.scalar(text("SELECT count(*) FROM editions")))
        may_end.set()
    assert count == 0
    await database.close()


async def test_a_new_file_is_its_owners_only(tmp_path: Path) -> None:
    store = SqliteStore(make_url(f"sqlite:///{tmp_path / 'deep' / 'x.db'}"))
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    await store.close()


async def test_a_change_of_tables_that_breaks_a_key_is_undone(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = open_database(sqlite_url, state_dir=tmp_path)
    store = SqliteStore(make_url(sqlite_url))

    def orphan(conn: Connection) -> None:
        conn.execute(
            text("INSERT INTO case_parties VALUES ('c', 'n', 'p', 0, '', '', '', 0, '', 0, '')")
        )

    with pytest.raises(sqlite3.IntegrityError):
        await store.change_tables(orphan)
    left = text("SELECT count(*) FROM case_parties")
    assert await store.read(lambda conn: conn.scalar(left)) == 0
    await store.close()
    await database.close()


async def test_a_file_that_is_no_database_is_not_saved(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"this is not a database at all, not in the least" * 99)
    with pytest.raises(NotSaved):
        open_database(f"sqlite:///{tmp_path / 'x.db'}", state_dir=tmp_path)


def test_no_file_is_no_store() -> None:
    with pytest.raises(NotDurable):
        SqliteStore(make_url("sqlite://"))
