"""Hold the tables of a file against its shape, name every misfit, keep what fits."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from storage.directories.findings import Book, Path, nearest, plain
from storage.directories.shapes import ROW, DirectoryFile

# What a value of that key may look like.
EXAMPLES = {
    "id": "dongqiao",
    "code": "330602008001 / G03 / tiancheng",
    "prefix": "DQ",
    "takes": "A7",
    "microgrids": "W001",
}

_KEYS: Mapping[str, str] = {
    "missing": "directory.missing_key",
    "string_type": "directory.wrong_text",
    "int_type": "directory.wrong_number",
    "date_type": "directory.wrong_date",
    "tuple_type": "directory.wrong_list",
    "dict_type": "directory.wrong_table",
    "model_type": "directory.wrong_table",
    "string_too_short": "directory.empty_text",
    "string_too_long": "directory.too_long",
    "string_pattern_mismatch": "directory.bad_form",
    "greater_than_equal": "directory.too_small",
    "less_than_equal": "directory.too_big",
    "literal_error": "directory.unknown_choice",
    "enum": "directory.unknown_choice",
}
_LIMITS = ("max_length", "ge", "le")


def shape(tables: dict[str, Any], book: Book) -> DirectoryFile | None:
    """Return the file without the rows that misfit, or None if too little is left of it."""
    _number_rows(tables)
    file: DirectoryFile | None
    try:
        file = DirectoryFile.model_validate(tables)
    except ValidationError as misfits:
        file = _remainder(tables, misfits.errors(include_url=False), book)
    if file is None or file.communities:
        return file
    if "communities" not in book.left_out:
        book.error(("communities",), "directory.missing_key", key="communities")
    return None


def _remainder(
    tables: dict[str, Any], faults: list[ErrorDetails], book: Book
) -> DirectoryFile | None:
    for fault in faults:
        _note(fault, book)
    _leave_out(tables, faults, book)
    try:
        return DirectoryFile.model_validate(tables)
    except ValidationError:
        return None


def _number_rows(tables: dict[str, Any]) -> None:
    lists = (rows for rows in tables.values() if isinstance(rows, list))
    numbered = (pair for rows in lists for pair in enumerate(rows))
    for place, row in ((place, row) for place, row in numbered if isinstance(row, dict)):
        row[ROW] = place


def _note(fault: ErrorDetails, book: Book) -> None:
    path = tuple(step for step in fault["loc"] if step != "[key]")
    key = str(next((step for step in reversed(path) if isinstance(step, str)), ""))
    if fault["type"] == "extra_forbidden":
        _note_unknown_key(path, key, book)
        return
    text_key = _KEYS.get(fault["type"], "directory.wrong_value")
    context = fault.get("ctx", {})
    values = {
        "key": key,
        "value": _shown(fault["input"]),
        "limit": next((str(context[name]) for name in _LIMITS if name in context), ""),
        "choices": str(context.get("expected", "")).replace(" or ", ", ").replace("'", ""),
        "example": EXAMPLES.get(_example_key(path), ""),
    }
    book.error(path, text_key, **values)


def _example_key(path: Path) -> str:
    return next((str(step) for step in reversed(path) if step in EXAMPLES), "")


def _note_unknown_key(path: Path, key: str, book: Book) -> None:
    near = nearest(key, dict.fromkeys(_fields_at(path[:-1])))
    if near:
        book.error(path, "directory.unknown_key_near", key=key, nearest=near)
    else:
        book.error(path, "directory.unknown_key", key=key)


def _fields_at(path: Path) -> list[str]:
    shape_here: type[BaseModel] = DirectoryFile
    for step in path:
        field = shape_here.model_fields.get(step) if isinstance(step, str) else None
        shape_here = next(_shapes_in(field.annotation), shape_here) if field else shape_here
    return [name for name in shape_here.model_fields if name != "row"]


def _shapes_in(kind: object) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for part in get_args(kind):
        yield from _shapes_in(part)


def _shown(value: object) -> str:
    if isinstance(value, int) and abs(value) > 10**18:
        return ""
    return str(value) if isinstance(value, (str, int, float, date)) else ""


def _leave_out(tables: dict[str, Any], faults: list[ErrorDetails], book: Book) -> None:
    rows: set[tuple[str, int]] = set()
    for fault in (fault for fault in faults if fault["type"] == "extra_forbidden"):
        _drop_key(tables, fault["loc"])
    for fault in (fault for fault in faults if fault["type"] != "extra_forbidden"):
        section, *rest = fault["loc"]
        if rest and isinstance(rest[0], int):
            rows.add((str(section), rest[0]))
        else:
            tables.pop(str(section), None)
            book.left_out.add(str(section))
    for section, place in sorted((row for row in rows if row[0] in tables), reverse=True):
        book.left_out.add(section)
        book.broken.update(_names_of(tables[section].pop(place)))


def _drop_key(tables: dict[str, Any], path: Path) -> None:
    around: Any = tables
    for step in path[:-1]:
        around = around[step]
    around.pop(path[-1], None)


def _names_of(row: object) -> Iterator[str]:
    row = row if isinstance(row, dict) else {}
    words = [row.get(key) for key in ("id", "code", "name")]
    aliases = row.get("aliases")
    words += aliases if isinstance(aliases, list) else []
    yield from (plain(word) for word in words if isinstance(word, str))
