"""The category file: kinds of matters with their queues, limits and protections."""

from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from domain.appraisals import Weighting
from domain.categories import UNKNOWN_LEAF, Categories, Leaf, Mediation, Priority
from domain.deadlines import Limit
from domain.refusals import Refused
from storage.faults import BadFile, Fault, Row, read_toml

_TUPLES = ("lead", "above", "numbers", "about", "waits")

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
# One wait for each level of the ladder, from the holder to the street.
_Rungs = Annotated[list[_Limit], Field(min_length=4, max_length=4)]
_Name = Literal["P0", "P1", "P2", "P3"]
_FOR_EACH: Any = Field(default_factory=dict, min_length=len(_PRIORITIES))
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
    emergency: bool = False
    numbers: list[_Number] = Field(default_factory=list)
    about: list[str] = Field(default_factory=list)
    proof: Literal["note", "photo"] = "note"
    confidential: bool = False
    relapse_days: int = Field(default=0, ge=0, le=365)
    dissuade: bool = False
    waits: _Rungs | None = None
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
    ladder: dict[_Name, _Rungs] = _FOR_EACH
    alarms: dict[_Name, _Limit] = _FOR_EACH
    appraisal: _Appraisal | None = None
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
    weights = read.appraisal.weighting() if read.appraisal else Weighting()
    return Categories(MappingProxyType(leaves), tops, read.version, *_ladder(read), weights)


def _ladder(read: _File) -> tuple[Mapping[Priority, tuple[Limit, ...]], Mapping[Priority, Limit]]:
    if not (read.ladder and read.alarms):
        # A file of before the ladder stood in it.
        packaged = load_categories()
        return packaged.waits, packaged.alarms
    waits = {_PRIORITIES[name]: tuple(rungs) for name, rungs in read.ladder.items()}
    return waits, {_PRIORITIES[name]: limit for name, limit in read.alarms.items()}


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
    # Urgent help comes first; only the damage that is left may be settled by talking.
    if row.emergency and row.mediation not in {"no", "damage_only"}:
        yield Fault(place, "categories.mediated_danger", {"mediation": row.mediation})
