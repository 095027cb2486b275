import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database, open_database
from tests.storage.station import Station

_NUMBERS = count(1)


async def upgraded(url: str, state_dir: Path) -> None:
    database = open_database(url, state_dir=state_dir)
    await database.upgrade()
    await database.close()


async def command(uri: str, words: str) -> None:
    url = make_url(uri).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as conn:
        await conn.execute(text(words))
    await engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the newest tables and nothing in them."""
    folder = tmp_path_factory.mktemp("sqlite")
    asyncio.run(upgraded(f"sqlite:///{folder / 'station.db'}", folder))
    return folder / "station.db"


@pytest.fixture(scope="session")
def postgres_template(postgres_uri: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a server whose database ``station`` has the newest tables."""
    asyncio.run(command(postgres_uri, "CREATE DATABASE station"))
    url = make_url(postgres_uri).set(database="station").render_as_string(hide_password=False)
    asyncio.run(upgraded(url, tmp_path_factory.mktemp("postgres")))
    return postgres_uri


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a fresh SQLite file."""
    shutil.copy(sqlite_template, tmp_path / "station.db")
    return f"sqlite:///{tmp_path / 'station.db'}"


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """Return the address of a fresh PostgreSQL database."""
    name = f"station_{next(_NUMBERS)}"
    asyncio.run(command(postgres_template, f"CREATE DATABASE {name} TEMPLATE station"))
    yield make_url(postgres_template).set(database=name).render_as_string(hide_password=False)
    asyncio.run(command(postgres_template, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh database of each kind in turn."""
    kind = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(kind))


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """Return a fresh database."""
    opened = open_database(url, state_dir=tmp_path / "state")
    yield opened
    await opened.close()


@pytest.fixture
def station(database: Database) -> Station:
    """Return a station that remembers in a fresh database."""
    return Station(database)
