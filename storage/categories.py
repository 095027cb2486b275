"""The category file: kinds of matters with their queues, limits and protections."""

from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from domain.appraisals import Weighting
from domain.categories import UNKNOWN_LEAF, Categories, Leaf, Mediation, Priority, Rung
from domain.deadlines import Limit
from domain.ladder import SCOPES
from domain.people import Role
from domain.refusals import Refused
from storage.faults import BadFile, Fault, Row, read_toml

_HOLDER = "holder"
_ORIGIN = "origin"
_TUPLES = ("lead", "above", "numbers", "about", "ladder")

_PRIORITIES = {f"P{each}": each for each in Priority}


def _limit(written: object) -> Limit:
    try:
        return Limit.parse(str(written))
    except Refused as refused:
        raise PydanticCustomError("limit", "", {"expected": "30m, 24h, 4wh, 3wd, 15d"}) from refused


def _priority(written: object) -> Priority:
    if not isinstance(written, str) or written not in _PRIORITIES:
        raise PydanticCustomError("priority", "", {"expected": ", ".join(_PRIORITIES)})
    return _PRIORITIES[written]


_Limit = Annotated[Limit, PlainValidator(_limit)]
# Who stands on the ladder where a row names waits alone.
_USUAL = (_HOLDER, Role.SECRETARY.value, Role.DISPATCHER.value, Role.STREET.value)
_STANDING = (_HOLDER, *(role.value for role in SCOPES))


def _rung(written: object) -> Rung:
    who, _, wait = str(written).partition(" ")
    if who not in _STANDING:
        raise PydanticCustomError("rung", "", {"expected": f"{', '.join(_STANDING)} + 4wh"})
    return Rung(None if who == _HOLDER else Role(who), _limit(wait.strip()))


def _rungs(written: object) -> tuple[Rung, ...]:
    rows = written if isinstance(written, list) else [written]
    if len(rows) == len(_USUAL) and not any(" " in str(row) for row in rows):
        rows = [f"{who} {wait}" for who, wait in zip(_USUAL, rows, strict=True)]
    found = tuple(map(_rung, rows))
    roles = [rung.role for rung in found]
    # Without somebody above the holder nobody would ever hear; twice the same is no step up.
    if roles[:1] != [None] or len(set(roles)) < len(roles) or len(roles) == 1:
        raise PydanticCustomError("rungs", "", {"expected": f"[{_HOLDER} 1wd, secretary 2wd]"})
    return found


def _for_each(read: Callable[[object], object]) -> PlainValidator:
    """Return how a table is read that has one row a priority, and where its numbers come from."""

    def row_of(name: str, written: object) -> object:
        try:
            return read(written)
        except PydanticCustomError as wrong:
            expected = f"{name} = {(wrong.context or {})['expected']}"
            given = f"{name} = {written}"
            raise PydanticCustomError("row", "", {"expected": expected, "given": given}) from wrong

    def rows_of(table: object) -> dict[Priority, object]:
        rows = table if isinstance(table, dict) else {}
        if rows.keys() != {*_PRIORITIES, _ORIGIN} or not rows[_ORIGIN]:
            expected = ", ".join((*_PRIORITIES, _ORIGIN))
            raise PydanticCustomError("table", "", {"expected": expected})
        return {priority: row_of(name, rows[name]) for name, priority in _PRIORITIES.items()}

    return PlainValidator(rows_of)


_Rungs = Annotated[tuple[Rung, ...], PlainValidator(_rungs)]
_Ladders = Annotated[dict[Priority, tuple[Rung, ...]], _for_each(_rungs)]
_Limits = Annotated[dict[Priority, Limit], _for_each(_limit)]
_Text = Annotated[str, Field(min_length=1)]
_Number = Annotated[str, Field(pattern=r"^[0-9]{3,12}$")]


class _LeafRow(Row):
    name: _Text
    lead: list[str] = Field(min_length=1)
    above: list[str] = Field(default_factory=list)
    priority: Annotated[Priority, PlainValidator(_priority)]
    accept: _Limit
    answer: _Limit
    solve: _Limit | None = None
    made_safe: _Limit | None = None
    mediation: Literal["yes", "no", "administrative", "damage_only"] = "no"
    damages: str = ""
    emergency: bool = False
    numbers: list[_Number] = Field(default_factory=list)
    about: list[str] = Field(default_factory=list)
    proof: Literal["note", "photo"] = "note"
    confidential: bool = False
    advice: str = ""
    relapse_days: int = Field(default=0, ge=0, le=365)
    dissuade: bool = False
    destroy_days: int = Field(default=0, ge=0, le=365)
    ladder: _Rungs | None = None
    origin: _Text

    @property
    def queues(self) -> tuple[str, ...]:
        return (*self.lead, *self.above)

    def leaf(self, code: str) -> Leaf:
        row = dict(self)
        words = {column: tuple(row[column] or ()) for column in _TUPLES}
        own = {"code": code, "top": code[0], "mediation": Mediation(self.mediation)}
        return Leaf(**row | words | own)


class _Appraisal(Row):
    response: int = Field(ge=0, le=100)
    solved: int = Field(ge=0, le=100)
    satisfied: int = Field(ge=0, le=100)
    points: list[Annotated[int, Field(ge=0, le=100)]] = Field(min_length=5, max_length=5)
    fewest: int = Field(ge=1, le=1000)
    origin: _Text

    def weighting(self) -> Weighting:
        shares = (self.response, self.solved, self.satisfied)
        return Weighting(*shares, points=tuple(self.points), fewest=self.fewest)


class _File(Row):
    version: _Text
    tops: dict[Annotated[str, Field(pattern=r"^[A-Z]$")], _Text]
    queues: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], _Text]
    ladder: _Ladders | None = None
    alarms: _Limits | None = None
    words: _Limits | None = None
    appraisal: _Appraisal | None = None
    needs: dict[str, list[_Text]] = Field(default_factory=dict)
    leaves: dict[Annotated[str, Field(pattern=r"^[A-Z][0-9]{1,2}$")], _LeafRow]


def load_categories(path: Path | None = None) -> Categories:
    """Return the categories of the file at ``path``, or the packaged ones.

    Raises:
        BadFile: all that is wrong with the file, ``file.*`` and ``categories.*``.
    """
    source = path or files("storage") / "files" / "categories.toml"
    read = read_toml(source, _File)
    faults = [
        *_faults_of_file(source.name, read),
        *(
            fault
            for code, row in read.leaves.items()
            for fault in _faults_of_leaf(f"{source.name} leaves.{code}", code, row, read)
        ),
    ]
    if faults:
        raise BadFile(faults)
    leaves = {code: row.leaf(code) for code, row in read.leaves.items()}
    tops = MappingProxyType(read.tops)
    return Categories(
        MappingProxyType(leaves),
        tops,
        read.version,
        appraisal=read.appraisal.weighting() if read.appraisal else Weighting(),
        needs={top: tuple(skills) for top, skills in read.needs.items()},
        **_chases(read),
    )


def _chases(read: _File) -> dict[str, Any]:
    """Return how matters of each priority are chased; a file may leave it to the packaged one."""
    tables = {"ladder": read.ladder, "alarms": read.alarms, "words": read.words}
    return {name: table or getattr(load_categories(), name) for name, table in tables.items()}


def _faults_of_file(name: str, read: _File) -> Iterator[Fault]:
    if UNKNOWN_LEAF not in read.leaves:
        yield Fault(name, "categories.no_unknown_leaf", {"code": UNKNOWN_LEAF})
    for leaf_name, times in Counter(row.name for row in read.leaves.values()).items():
        if times > 1:
            yield Fault(name, "categories.same_name", {"name": leaf_name})


def _faults_of_leaf(place: str, code: str, row: _LeafRow, read: _File) -> Iterator[Fault]:
    if code[0] not in read.tops:
        yield Fault(place, "categories.no_top", {"top": code[0]})
    for queue in (*row.queues, *row.about):
        if queue not in read.queues:
            known = ", ".join(sorted(read.queues))
            yield Fault(place, "categories.no_queue", {"queue": queue, "known": known})
    for queue in row.queues:
        if queue in row.about:
            yield Fault(place, "categories.held_by_accused", {"queue": queue})
    yield from _faults_of_mediation(place, row, read)


def _faults_of_mediation(place: str, row: _LeafRow, read: _File) -> Iterator[Fault]:
    if (row.mediation == "damage_only") is not _is_mediated(row.damages, read):
        yield Fault(place, "categories.damages_nowhere", {"leaf": row.damages})
    # Urgent help comes first; only the damage that is left may be settled by talking.
    if row.emergency and row.mediation not in {"no", "damage_only"}:
        yield Fault(place, "categories.mediated_danger", {"mediation": row.mediation})


def _is_mediated(code: str, read: _File) -> bool:
    return code in read.leaves and read.leaves[code].mediation == "yes"
