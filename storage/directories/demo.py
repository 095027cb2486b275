"""The two directory files that come with the station: a full demo and an empty beginning."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath

from domain.directory import Directory
from storage.directories.entries import build_directory, entries_of
from storage.directories.reading import read_directory


def demo_source() -> Traversable:
    """Return the demo directory: two communities of one street, with invented people."""
    return files("storage") / "files" / "demo.toml"


def template_source() -> Traversable:
    """Return the commented smallest directory that a real community starts from."""
    return files("storage") / "files" / "template.toml"


def demo_directory() -> Directory:
    """Return the demo as a directory."""
    return load_directory(demo_source())


def load_directory(source: FilePath | Traversable) -> Directory:
    """Return the directory of a file that was checked before.

    Raises:
        ValueError: an error keeps the file out; the message lists the places.
    """
    file, findings = read_directory(source)
    if not file:
        raise ValueError([(item.where, item.text_key) for item in findings])
    return build_directory(entries_of(file))
