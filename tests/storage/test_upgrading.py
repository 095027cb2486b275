import subprocess
import sys
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from storage.database import Database
from storage.upgrading import newest, upgrade

INI = Path(__file__).resolve().parents[2] / "storage" / "alembic.ini"
REVISION = text("SELECT version_num FROM alembic_version")

# What a start costs must not creep back: see which modules a second opening loads.
SECOND_OPENING = """
import asyncio, sys
from pathlib import Path
from storage.database import open_database
async def opened():
    database = open_database(f"sqlite:///{sys.argv[1]}/station.db", state_dir=Path(sys.argv[1]))
    await database.upgrade()
    await database.close()
asyncio.run(opened())
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


async def test_the_database_knows_its_revision(database: Database) -> None:
    assert await database.read(lambda conn: conn.scalar(REVISION)) == newest()


def test_the_newest_migration_is_the_one_that_alembic_names() -> None:
    folder = ScriptDirectory.from_config(Config(INI))
    assert folder.get_current_head() == newest()


def test_a_database_is_upgraded_once() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        upgrade(conn)
        upgrade(conn)
        assert conn.scalar(REVISION) == newest()
    engine.dispose()


def test_a_station_that_is_up_to_date_opens_without_alembic(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SECOND_OPENING, str(tmp_path)]
    loaded = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]
    assert b"alembic" in loaded[0]
    assert b"alembic" not in loaded[1]
