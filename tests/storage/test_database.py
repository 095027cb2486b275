import stat
from pathlib import Path

import pytest

from domain.refusals import NotSaved
from storage.database import Connection, Database, NotDurable, open_database
from storage.tables import EDITIONS
from storage.writing import insert_rows
from tests.storage.station import Station

EDITION = {"community_id": "c", "name": "n", "version": "1"}


async def test_dialect_is_named(database: Database, url: str) -> None:
    assert database.dialect == url.partition(":")[0]


async def test_what_was_written_is_read(station: Station) -> None:
    await station.database.write(lambda conn: insert_rows(conn, EDITIONS, [EDITION]))
    assert await station.rows(EDITIONS) == [EDITION]


async def test_work_that_fails_writes_nothing(station: Station) -> None:
    def work(conn: Connection) -> None:
        insert_rows(conn, EDITIONS, [EDITION])
        raise KeyError

    with pytest.raises(KeyError):
        await station.database.write(work)
    assert await station.count(EDITIONS) == 0


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await database.upgrade()
    await database.upgrade()


async def test_a_server_that_is_not_there_is_not_saved(tmp_path: Path) -> None:
    database = open_database("postgresql://nobody@127.0.0.1:1/none", state_dir=tmp_path)
    with pytest.raises(NotSaved):
        await database.upgrade()
    await database.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(NotDurable):
        open_database(url, state_dir=tmp_path)


def test_another_kind_of_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mysql"):
        open_database("mysql://localhost/x", state_dir=tmp_path)


async def test_state_folder_is_private(tmp_path: Path) -> None:
    state_dir = tmp_path / "deep" / "state"
    database = open_database(f"sqlite:///{tmp_path / 'x.db'}", state_dir=state_dir)
    await database.close()
    assert stat.S_IMODE(state_dir.stat().st_mode) == 0o700
