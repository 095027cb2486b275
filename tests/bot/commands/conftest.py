from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.main import yizhan


@pytest.fixture(autouse=True)
def state_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the commands a folder of their own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("YIZHAN_STATE_DIR", str(folder))
    monkeypatch.setenv("YIZHAN_PORT", "0")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return the command line as a function of its words."""
    return lambda *words: CliRunner().invoke(yizhan, list(words))
