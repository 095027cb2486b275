"""Rows of a file of messages: text, and where they are there title, place and time."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from domain.calendar import SHANGHAI
from domain.turns import Text

ENCODINGS = ("utf-8-sig", "gb18030")
_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    r"(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?"
)
# A spreadsheet's cell holds 32,767 characters; this is far beyond and still stops a wrong file.
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One message of the file; ``number`` is its row, the heading being row 1.

    ``leaf`` is the label that people gave it, "" for none.
    """

    number: int
    text: str
    at: datetime | None = None
    leaf: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns are called; a name in lower case, the title's "" for none.

    A row needs either text or title.
    """

    title: str = "title"
    text: str = "text"
    leaf: str = "leaf"

    def meaning(self, name: str) -> str:
        """Return what a column of the file stands for; one column stands for one thing."""
        meant = {self.title: "title", self.leaf: "leaf", self.text: "text"}
        return meant.get(name, f"other {name}" if name in meant.values() else name)


USUAL = Columns()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that cannot be used, and why."""

    number: int
    why: Text


class NoRows(Exception):
    """The file as a whole cannot be used; ``why`` says so."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.key)
        self.why = why


def read_rows(file: Path, columns: Columns = USUAL) -> tuple[tuple[Row, ...], tuple[Skipped, ...]]:
    """Return the messages and the rows that were skipped.

    Without the column of texts the titles are the messages. UTF-8 (with or without a byte order
    mark) and GB 18030 are told apart by themselves.

    Raises:
        NoRows: the file has no heading with a column of texts, or is no text at all.
        OSError: it cannot be read.
    """
    lines = csv.DictReader(io.StringIO(_decoded(file.read_bytes()), newline=""), strict=True)
    csv.field_size_limit(LONGEST)
    heading = [name.strip().lower() for name in lines.fieldnames or ()]
    if columns.text not in heading and columns.title in heading:
        columns = replace(columns, text=columns.title)
    if columns.text not in heading:
        shown = {"named": columns.text, "columns": ", ".join(heading)[:80]}
        raise NoRows(Text("commands.no_text_column", shown))
    lines.fieldnames = [columns.meaning(name) for name in heading]
    found = list(_each(lines))
    rows = tuple(each for each in found if isinstance(each, Row))
    return rows, tuple(each for each in found if isinstance(each, Skipped))


def _decoded(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NoRows(Text("commands.not_text"))


def _each(lines: "csv.DictReader[str]") -> Iterator[Row | Skipped]:
    number = 1
    while True:
        number += 1
        try:
            columns = next(lines)
        except StopIteration:
            return
        except csv.Error as fault:
            yield Skipped(number, Text("commands.broken_row", {"why": str(fault)}))
            continue
        yield _row(number, columns)


def _row(number: int, columns: Mapping[str, str | list[str] | None]) -> Row | Skipped:
    if None in columns or None in columns.values():
        return Skipped(number, Text("commands.uneven_row"))
    words = {name: str(value).strip() for name, value in columns.items()}
    if not words["text"] and not words.get("title"):
        return Skipped(number, Text("commands.empty_row"))
    at = _moment(words.get("at", ""))
    if words.get("at") and not at:
        return Skipped(number, Text("commands.bad_moment", {"value": words["at"][:40]}))
    parts = (words.get("place", ""), words.get("title", ""), words["text"])
    return Row(number, "\n".join(filter(None, parts)), at, words.get("leaf", ""))


def _moment(words: str) -> datetime | None:
    parts = _MOMENT.fullmatch(words)
    try:
        if parts:
            year, month, day, hour, minute, second = (int(part or 0) for part in parts.groups())
            return datetime(year, month, day, hour, minute, second, tzinfo=SHANGHAI)
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)
