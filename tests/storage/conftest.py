from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database, open_database
from tests.storage.station import Station


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
