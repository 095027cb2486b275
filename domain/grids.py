"""What the directory lists: communities, compounds, grids, bodies, stations, departments.

Grid, compound, property-management area and voting unit are four things, many-to-many and
dated. Everything here is a frozen value; days are dates of Asia/Shanghai.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from domain.places import Place


class Dated:
    """Something that holds from ``since`` until ``until``, both days inclusive."""

    __slots__ = ()

    since: date
    until: date

    def holds_on(self, day: date) -> bool:
        """Say whether it was valid on that day."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Community:
    """One community (社区); ``code`` is its 12-digit statistical code, ``prefix`` leads numbers."""

    community_id: str
    code: str
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Compound:
    """One compound (小区) with the other names and landmarks that people use for it."""

    code: str
    community_id: str
    name: str
    aliases: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stairwell:
    """One unit of one building; ``unit`` "" means the whole building."""

    compound: str
    building: str
    unit: str = ""

    def holds(self, place: Place) -> bool:
        """Say whether the place, as far as it is known, lies in the stairwell."""
        same_building = (self.compound, self.building) == (place.compound, place.building)
        return same_building and self.unit in ("", place.unit)


@dataclass(frozen=True, slots=True)
class Household:
    """One home (户) as people name it: "天成花园 3幢 2单元 502"."""

    compound: str
    building: str
    unit: str
    floor: str
    room: str


@dataclass(frozen=True, slots=True)
class Building:
    """One building (幢): its units, its top floor and the rooms on a floor, counted from 1.

    ``first_floor`` is the lowest floor with homes (2 above shops or bicycles). ``missing`` names
    the homes that the ranges imply but nobody built, as "unit-room" ("2-101").
    """

    compound: str
    number: str
    units: int
    floors: int
    rooms_per_floor: int
    aliases: tuple[str, ...] = ()
    first_floor: int = 1
    missing: tuple[str, ...] = ()

    @property
    def households(self) -> int:
        """Return how many homes the building holds."""
        lived_floors = self.floors - self.first_floor + 1
        return self.units * lived_floors * self.rooms_per_floor - len(self.missing)

    def households_in(self, unit: str) -> int:
        """Return how many homes one unit holds, or the whole building for ""."""
        if not unit:
            return self.households
        lived_floors = self.floors - self.first_floor + 1
        missing = sum(home.startswith(f"{unit}-") for home in self.missing)
        return lived_floors * self.rooms_per_floor - missing

    def homes(self) -> Iterator[Household]:
        """Yield every home, by unit, floor and room ("502" is room 2 on floor 5)."""
        missing = frozenset(self.missing)
        for unit, (floor, room) in product(range(1, self.units + 1), self.rooms()):
            if f"{unit}-{room}" not in missing:
                yield Household(self.compound, self.number, str(unit), floor, room)

    def rooms(self) -> Iterator[tuple[str, str]]:
        """Yield floor and room of each home that the ranges give one unit."""
        for floor in range(self.first_floor, self.floors + 1):
            for door in range(1, self.rooms_per_floor + 1):
                yield str(floor), f"{floor}{door:02d}"


@dataclass(frozen=True, slots=True)
class Grid(Dated):
    """One grid (网格) while it was valid; ``successors`` took over when it closed."""

    code: str
    community_id: str
    name: str
    since: date
    until: date = date.max
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MicroGrid(Dated):
    """One micro-grid (微网格) of a grid and the stairwells that it covers, dated like its grid."""

    code: str
    grid: str
    name: str
    covers: tuple[Stairwell, ...]
    since: date
    until: date = date.max


@dataclass(frozen=True, slots=True)
class PropertyArea(Dated):
    """One property-management area (物业管理区域): statutory votes are counted in it.

    ``parts`` are the stairwells that belong to it where it takes only a part of its compounds;
    empty means all of them. ``company``, ``committee`` and ``maintenance`` (of the lifts) are
    codes of bodies, "" where there is none.
    """

    code: str
    community_id: str
    name: str
    compounds: tuple[str, ...]
    company: str = ""
    committee: str = ""
    maintenance: str = ""
    parts: tuple[Stairwell, ...] = ()
    since: date = date.min
    until: date = date.max

    def reaches(self, place: Place) -> bool:
        """Say whether the place lies in it, given that its compound does."""
        return not self.parts or any(part.holds(place) for part in self.parts)


@dataclass(frozen=True, slots=True)
class VotingUnit(Dated):
    """One unit that votes together (表决单元): a whole area, or the stairwells of one matter."""

    code: str
    community_id: str
    name: str
    area: str
    parts: tuple[Stairwell, ...]
    since: date = date.min
    until: date = date.max

    def reaches(self, place: Place) -> bool:
        """Say whether the place votes in it."""
        return any(part.holds(place) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Body(Dated):
    """One body beside the grid.

    ``kind`` is ``property`` (the company), ``committee`` (of the owners), ``mediation`` (the
    people's mediation committee) or ``maintenance`` (of the lifts).
    """

    code: str
    community_id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    phone: str = ""
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True, slots=True)
class Station(Dated):
    """One grid station (网格驿站): where it is, when it is open, what it does for people."""

    code: str
    community_id: str
    grid: str
    name: str
    address: str
    phone: str
    hours: str
    services: tuple[str, ...] = ()
    since: date = date.min
    until: date = date.max


@dataclass(frozen=True, slots=True)
class Department:
    """One department queue of the street: what it takes (leaf codes or tops) and when."""

    code: str
    name: str
    phone: str
    hours: str
    takes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
