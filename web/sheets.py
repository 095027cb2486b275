"""Spreadsheets (XLSX): words stay words, whatever they begin with."""

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from io import BytesIO
from typing import Any

Cell = str | int

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What XML cannot carry, and what hides or turns the reading order round: never in a cell.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TITLE = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE, _LONGEST_CELL = 31, 32_000
_WIDEST = 40


def workbook(sheets: Iterable[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """Return a workbook of those sheets, each a title and its lines, the first one bold."""
    book = _Book()
    for title, lines in sheets:
        book.add(title, lines)
    return book.as_bytes()


def clean(words: str) -> str:
    """Return the words without signs that a reader cannot see."""
    return _CONTROLS.sub("", words)


class _Book:
    def __init__(self) -> None:
        # Loaded only when somebody asks for one: it takes as much memory as a small station.
        self._styles: Any = import_module("openpyxl.styles")
        self._book: Any = import_module("openpyxl").Workbook()
        self._book.remove(self._book.active)

    def add(self, title: str, lines: Sequence[Sequence[Cell]]) -> None:
        sheet = self._book.create_sheet(_TITLE.sub(" ", clean(title))[:_LONGEST_TITLE])
        for number, line in enumerate(lines, start=1):
            for column, value in enumerate(line, start=1):
                self._put(sheet, (number, column), value)
        for cell in sheet[1]:
            cell.font = self._styles.Font(bold=True)
        sheet.freeze_panes = "B2"
        for column, width in enumerate(_widths(lines)):
            sheet.column_dimensions[sheet[1][column].column_letter].width = width

    def as_bytes(self) -> bytes:
        out = BytesIO()
        self._book.save(out)
        return out.getvalue()

    def _put(self, sheet: object, place: tuple[int, int], value: Cell) -> None:
        """Put the value down; words never become a formula, a number, a date or an error."""
        known: Any = sheet
        cell = known.cell(*place)
        if isinstance(value, int):
            cell.value = value
            return
        # The format reads _x0041_ as a letter by its number: the first sign is told by its own.
        cell.value = _CODED.sub("_x005F_", clean(value)[:_LONGEST_CELL])
        cell.data_type = "s"
        cell.quotePrefix = True


def _widths(lines: Sequence[Sequence[Cell]]) -> list[int]:
    columns = zip(*lines, strict=True)
    return [min(2 * max(len(str(cell)) for cell in column) + 2, _WIDEST) for column in columns]
