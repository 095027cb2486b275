"""Read a directory file and find everything that is wrong with it at once."""

import re
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import Any

from storage.directories.charting import chart
from storage.directories.checks import check_directory
from storage.directories.findings import Book, Finding
from storage.directories.lines import lines_of
from storage.directories.shapes import DirectoryFile
from storage.directories.shaping import shape

LARGEST = 5_000_000
_BAD_LINE = re.compile(r"\(at line ([0-9]+)")
_ID_NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])")


def read_directory(
    source: FilePath | Traversable,
) -> tuple[DirectoryFile | None, tuple[Finding, ...]]:
    """Return the file, None if an error keeps it out, and all findings in the order of lines."""
    book = Book()
    text = _text_of(source, book)
    tables = _tables_of(text, book) if text is not None else None
    file = shape(tables, book) if tables is not None else None
    if file:
        _look_closer(file, book)
    findings = tuple(sorted(book.findings, key=lambda item: item.line))
    wrong = any(finding.severity == "error" for finding in findings)
    return (None if wrong else file), findings


def _text_of(source: FilePath | Traversable, book: Book) -> str | None:
    try:
        with source.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError:
        book.error((), "directory.not_found", value=str(source))
        return None
    if len(content) > LARGEST:
        book.error((), "directory.too_large", limit=str(LARGEST // 1_000_000))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        book.error_at(content.count(b"\n", 0, fault.start) + 1, "directory.not_utf8")
        return None


def _tables_of(text: str, book: Book) -> dict[str, Any] | None:
    for number, words in enumerate(text.splitlines(), start=1):
        if _ID_NUMBER.search(words):
            book.error_at(number, "directory.id_number")
    try:
        tables = tomllib.loads(text)
        book.lines = lines_of(text)
    except RecursionError:
        book.error((), "directory.too_deep")
        return None
    except ValueError as fault:
        found = _BAD_LINE.search(str(fault))
        line = int(found[1]) if found else text.count("\n") + 1
        book.error_at(line, "directory.not_toml", reason=str(fault))
        return None
    return tables


def _look_closer(file: DirectoryFile, book: Book) -> None:
    # Where rows were left out because they are wrong, only what is wrong for certain is said.
    partial = bool(book.left_out)
    check_directory(chart(file, book), file, book)
    if partial:
        book.findings = [item for item in book.findings if item.severity == "error"]
    if "buildings" in book.left_out:
        unsure = ("directory.unknown_building", "directory.unknown_unit")
        book.findings = [item for item in book.findings if item.text_key not in unsure]
