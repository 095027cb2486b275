"""Read a roll of units (业主名册) from a table of comma-separated values.

One row a unit: compound, building, unit, room, exclusive area in m² with at most two decimals, the
owner's number, and whether it is let. Names, telephones and identity numbers do not belong there.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from domain.ballots import Unit
from domain.directory import Compound, Directory, Stairwell
from domain.places import Place
from storage.directories import Finding
from storage.directories.findings import shorten

HEADINGS: Mapping[str, str] = {
    "小区": "compound",
    "幢": "building",
    "单元": "unit",
    "室": "room",
    "专有面积": "area",
    "业主编号": "owner",
    "出租": "let",
}
_ENCODINGS = ("utf-8-sig", "gb18030")
_NEEDED = tuple(HEADINGS.values())[:6]
_AREA = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,2}))?")
_OWNER = re.compile(r"[0-9A-Za-z-]{1,16}")
_PRIVATE = re.compile(r"[0-9]{15,}|1[3-9][0-9]{9}")
_LET: Mapping[str, bool] = {"": False, "否": False, "no": False, "是": True, "yes": True}
_SIGNS = re.compile("(?:幢|号楼|栋|单元|室)$")


@dataclass(frozen=True, slots=True)
class RollRow:
    """One unit as the file tells it, its compound by name; the heading is row 1."""

    row: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a roll belongs: its community, and each unit with the code of its area."""

    community_id: str
    units: tuple[tuple[str, Unit], ...]


def is_roll(source: Path | Traversable) -> bool:
    """Say whether the file is a table with the heading of a roll."""
    words = _decoded(source)
    names = {_meaning(each) for each in (words or "").partition("\n")[0].split(",")}
    return {"room", "area", "owner"} <= names


def demo_roll() -> Traversable:
    """Return the roll that comes with the demo: one compound, with invented areas and owners."""
    return files("storage") / "files" / "demo_units.csv"


def read_roll(source: Path | Traversable) -> tuple[tuple[RollRow, ...], tuple[Finding, ...]]:
    """Return the units of a roll that has no fault, else what is wrong with it by row."""
    lines = csv.DictReader(io.StringIO(_decoded(source) or "", newline=""))
    lines.fieldnames = [_meaning(name) for name in lines.fieldnames or ()]
    missing = [name for name in _NEEDED if name not in lines.fieldnames]
    if missing:
        called = {meaning: name for name, meaning in HEADINGS.items()}
        return (), (_fault(1, "roll.no_column", column=called[missing[0]]),)
    rows: list[RollRow] = []
    faults: list[Finding] = []
    for number, cells in enumerate(lines, start=2):
        found = _row(number, cells)
        rows.append(found) if isinstance(found, RollRow) else faults.append(found)
    faults += _repeated(rows)
    if not rows and not faults:
        faults.append(_fault(1, "roll.empty"))
    return (() if faults else tuple(rows)), tuple(faults)


def place_roll(
    rows: Sequence[RollRow], directory: Directory, day: date
) -> tuple[Placed | None, tuple[Finding, ...]]:
    """Return where the units of the file are on the map, or what is not on it.

    Homes of the map that the roll leaves out are told as a reminder: nobody could vote for them.
    """
    placed: list[tuple[str, Unit]] = []
    faults: list[Finding] = []
    communities: dict[str, None] = {}
    for row in rows:
        found = _placed(row, directory, day)
        if isinstance(found, Finding):
            faults.append(found)
            continue
        community, area, unit = found
        communities[community] = None
        placed.append((area, unit))
    if len(communities) > 1:
        faults.append(_fault(1, "roll.two_communities"))
    if faults:
        return None, tuple(faults)
    [community] = communities
    return Placed(community, tuple(placed)), tuple(_left_out(placed, directory))


def _placed(row: RollRow, directory: Directory, day: date) -> tuple[str, str, Unit] | Finding:
    told = row.unit
    compound = _compound(told.compound, directory)
    if compound is None:
        return _fault(row.row, "roll.unknown_compound", value=told.compound)
    building = directory.building(compound.code, told.building)
    homes = {(each.unit, each.room) for each in building.homes()} if building else set()
    if (told.unit, told.room) not in homes:
        where = f"{told.building}-{told.unit}-{told.room}"
        return _fault(row.row, "roll.unknown_home", value=where)
    unit = replace(told, compound=compound.code)
    area = directory.area_of(Place(compound.code, unit.building, unit.unit, room=unit.room), day)
    if area is None:
        return _fault(row.row, "roll.no_area", value=told.compound)
    return compound.community_id, area.code, unit


def _compound(name: str, directory: Directory) -> Compound | None:
    return next((each for each in directory.compounds if name in (each.name, each.code)), None)


def _left_out(placed: Iterable[tuple[str, Unit]], directory: Directory) -> Iterator[Finding]:
    known = {each.home for _, each in placed}
    for compound in dict.fromkeys(each.compound for _, each in placed):
        buildings = (each for each in directory.buildings if each.compound == compound)
        stairs = [Stairwell(compound, each.number) for each in buildings]
        homes = directory.homes_in(stairs)
        count = sum(
            f"{each.compound}.{each.building}.{each.unit}.{each.room}" not in known
            for each in homes
        )
        if count:
            named = directory.compound(compound)
            values = {"compound": named.name if named else compound, "count": str(count)}
            yield Finding("warning", values["compound"], "roll.left_out", values)


def _row(number: int, cells: Mapping[str | None, str | list[str] | None]) -> RollRow | Finding:
    if None in cells or None in cells.values():
        return _fault(number, "roll.uneven_row")
    told = {str(name): str(value).strip() for name, value in cells.items()}
    for name, meaning in HEADINGS.items():
        if meaning in _NEEDED and not told[meaning]:
            return _fault(number, "roll.empty_cell", column=name)
    area, let = _area(told["area"]), _LET.get(told.get("let", "").lower())
    if area is None:
        return _fault(number, "roll.bad_area", value=told["area"])
    if _PRIVATE.fullmatch(told["owner"]) or not _OWNER.fullmatch(told["owner"]):
        # Neither the name nor the number is shown again.
        return _fault(number, "roll.bad_owner")
    if let is None:
        return _fault(number, "roll.bad_let", value=told["let"])
    building, unit, room = (_SIGNS.sub("", told[name]) for name in ("building", "unit", "room"))
    return RollRow(number, Unit(told["compound"], building, unit, room, area, told["owner"], let))


def _area(words: str) -> int | None:
    """Return the area in whole 0.01 m², None for what is no area."""
    parts = _AREA.fullmatch(words)
    if not parts:
        return None
    return int(parts[1]) * 100 + int((parts[2] or "").ljust(2, "0")) or None


def _repeated(rows: Iterable[RollRow]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for row in rows:
        before = first.setdefault(row.unit.home, row.row)
        if before != row.row:
            yield _fault(row.row, "roll.twice", first=str(before))


def _fault(row: int, text_key: str, **values: str) -> Finding:
    shown = {name: shorten(value) for name, value in values.items()}
    return Finding("error", f"(line {row})", text_key, shown, row)


def _meaning(name: str) -> str:
    plain = name.strip().lower()
    return HEADINGS.get(plain, plain)


def _decoded(source: Path | Traversable) -> str | None:
    try:
        content = source.read_bytes()
    except OSError:
        return None
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
