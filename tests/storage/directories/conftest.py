from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from storage.directories import DirectoryFile, Finding, read_directory

Answer: TypeAlias = tuple[DirectoryFile | None, tuple[Finding, ...]]


@pytest.fixture
def small() -> str:
    """Return the text of a directory file without a fault."""
    return (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Answer]:
    """Return a function that reads a text as a directory file."""

    def answer(text: str) -> Answer:
        file = tmp_path / "directory.toml"
        file.write_bytes(text.encode())
        return read_directory(file)

    return answer
