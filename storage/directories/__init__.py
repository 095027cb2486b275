"""The network directory (网格名录) as a file: read, checked, compared, turned into entries."""

from storage.directories.comparing import EntryChange, check_changes, compare
from storage.directories.demo import demo_directory, demo_source, load_directory, template_source
from storage.directories.entries import Entry, build_directory, entries_of
from storage.directories.findings import FINDINGS, Finding
from storage.directories.reading import read_directory
from storage.directories.shapes import DirectoryFile

__all__ = [
    "FINDINGS",
    "DirectoryFile",
    "Entry",
    "EntryChange",
    "Finding",
    "build_directory",
    "check_changes",
    "compare",
    "demo_directory",
    "demo_source",
    "entries_of",
    "load_directory",
    "read_directory",
    "template_source",
]
