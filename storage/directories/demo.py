"""The two directory files that come with the station: a full demo and an empty beginning."""

from importlib.resources import files
from importlib.resources.abc import Traversable

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
    """Return the demo as a directory.

    Raises:
        ValueError: the demo file was edited and is wrong now.
    """
    file, findings = read_directory(demo_source())
    if not file:
        raise ValueError([(item.where, item.text_key) for item in findings])
    return build_directory(entries_of(file))
