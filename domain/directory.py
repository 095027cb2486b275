"""The community's own map (网格名录): places, grids, bodies, departments and who serves where.

The listed things themselves are in ``domain.grids``; ``Directory`` answers the questions of
routing about them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain.grids import (
    Body,
    Building,
    Community,
    Compound,
    Department,
    Grid,
    Household,
    MicroGrid,
    PropertyArea,
    Stairwell,
    Station,
    VotingUnit,
)
from domain.people import Absence, Person, Role, ScopeKind
from domain.places import Place

__all__ = [
    "Body",
    "Building",
    "Community",
    "Compound",
    "Department",
    "Directory",
    "DirectoryIndex",
    "Grid",
    "Household",
    "MicroGrid",
    "PropertyArea",
    "Stairwell",
    "Station",
    "VotingUnit",
]

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole map of one street, of every community in it, on every day that it knows.

    Departments and those who serve the street itself belong to ``street_id``, which stands
    where a community's id stands for everybody else.
    """

    street: str
    communities: tuple[Community, ...] = ()
    compounds: tuple[Compound, ...] = ()
    buildings: tuple[Building, ...] = ()
    grids: tuple[Grid, ...] = ()
    microgrids: tuple[MicroGrid, ...] = ()
    areas: tuple[PropertyArea, ...] = ()
    bodies: tuple[Body, ...] = ()
    stations: tuple[Station, ...] = ()
    departments: tuple[Department, ...] = ()
    staff: tuple[Person, ...] = ()
    version: str = ""
    street_id: str = ""
    voting_units: tuple[VotingUnit, ...] = ()
    absences: tuple[Absence, ...] = ()
    # What is found by its code and stands in no list: the synthetic resident's community.
    unlisted: "Directory | None" = None
    index: "DirectoryIndex" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Build the look-up tables once."""
        object.__setattr__(self, "index", DirectoryIndex(self))

    def community(self, community_id: str) -> Community:
        """Return the community; raises ``KeyError`` for an id that the directory never had."""
        unlisted = self.unlisted.index.communities if self.unlisted else {}
        return unlisted.get(community_id) or self.index.communities[community_id]

    def communities_of(self, number: str) -> tuple[str, ...]:
        """Return the communities that may have given a case that number: by its prefix, or all."""
        home = self.index.prefixes.get(number.rstrip("0123456789"))
        return (home,) if home else tuple(self.index.communities)

    def compound(self, code: str) -> Compound | None:
        """Return the compound of that code, or None."""
        return self.index.compounds.get(code)

    def building(self, compound: str, number: str) -> Building | None:
        """Return the building of that number in the compound, or None."""
        return self.index.buildings.get((compound, number))

    def homes_in(self, stairwells: Iterable[Stairwell]) -> tuple[Household, ...]:
        """Return every home of the stairwells, each once, in the order of the stairwells."""
        homes: dict[Household, None] = {}
        for stairwell in stairwells:
            building = self.building(stairwell.compound, stairwell.building)
            found = building.homes() if building else ()
            homes.update((home, None) for home in found if stairwell.unit in ("", home.unit))
        return tuple(homes)

    def grid(self, code: str) -> Grid | None:
        """Return the grid of that code, closed ones too, or None."""
        return self.index.grids.get(code)

    def microgrid(self, code: str) -> MicroGrid | None:
        """Return the micro-grid of that code, closed ones too, or None."""
        return self.index.microgrids.get(code)

    def microgrid_of(self, place: Place, day: date) -> MicroGrid | None:
        """Return the micro-grid that covers the place on that day, or None."""
        exact = Stairwell(place.compound, place.building, place.unit)
        whole = Stairwell(place.compound, place.building)
        found = (*self.index.covering.get(exact, ()), *self.index.covering.get(whole, ()))
        return next((micro for micro in found if micro.holds_on(day)), None)

    def grids_of(self, place: Place, day: date) -> tuple[Grid, ...]:
        """Return the grids that the place may belong to: one when it is known well enough."""
        codes = dict.fromkeys(m.grid for m in self._micros_near(place) if m.holds_on(day))
        grids = (self.index.grids[code] for code in codes)
        return tuple(grid for grid in grids if grid.holds_on(day))

    def _micros_near(self, place: Place) -> Iterator[MicroGrid]:
        for stairwell, micros in self.index.in_compound.get(place.compound, {}).items():
            if place.building and place.building != stairwell.building:
                continue
            if place.unit and stairwell.unit and place.unit != stairwell.unit:
                continue
            yield from micros

    def living_grids(self, grid: Grid, day: date) -> tuple[Grid, ...]:
        """Return the grids that carry on the work of ``grid`` on that day, by its lineage."""
        living: dict[str, Grid] = {}
        seen: set[str] = set()
        waiting = [grid]
        while waiting:
            heir = waiting.pop(0)
            if heir.code in seen:
                continue
            seen.add(heir.code)
            if heir.holds_on(day):
                living[heir.code] = heir
            else:
                waiting += [found for code in heir.successors if (found := self.grid(code))]
        return tuple(living.values())

    def area_of(self, place: Place, day: date | None = None) -> PropertyArea | None:
        """Return the property-management area of the place on that day, or None.

        Without a day the newest one counts.
        """
        near = (each for each in self.index.areas.get(place.compound, ()) if each.reaches(place))
        return next((each for each in near if day is None or each.holds_on(day)), None)

    def voting_units_of(self, place: Place, day: date) -> tuple[VotingUnit, ...]:
        """Return the units in which the place votes on that day; its area alone if none is named.

        A unit made from an area has the area's code.
        """
        area = self.area_of(place, day)
        if not area:
            return ()
        named = tuple(
            unit
            for unit in self.voting_units
            if unit.area == area.code and unit.holds_on(day) and unit.reaches(place)
        )
        whole = VotingUnit(area.code, area.community_id, area.name, area.code, area.parts)
        return named or (whole,)

    def body(self, code: str) -> Body | None:
        """Return the body of that code, or None."""
        return self.index.bodies.get(code)

    def bodies_in(self, community_id: str, kind: str, day: date) -> tuple[Body, ...]:
        """Return the community's bodies of one kind on that day, in the directory's order."""
        own = (body for body in self.bodies if body.community_id == community_id)
        return tuple(body for body in own if body.kind == kind and body.holds_on(day))

    def station_of(self, grid: str, day: date) -> Station | None:
        """Return the station of the grid on that day, or None."""
        held = (item for item in self.stations if item.grid == grid and item.holds_on(day))
        return next(held, None)

    def department(self, code: str) -> Department | None:
        """Return the department of that code, or None."""
        return self.index.departments.get(code)

    def person(self, person_id: str) -> Person | None:
        """Return the member of staff of that id, or None."""
        return self.index.staff.get(person_id)

    def serving(self, role: Role, scope: ScopeKind, code: str, day: date) -> tuple[Person, ...]:
        """Return who holds the role over that scope on that day, in the directory's order."""
        people = self.index.posts.get((role, scope, code), ())
        return tuple(
            person
            for person in people
            if any(
                post.role is role and post.scope is scope and post.code == code
                for post in person.posts_on(day)
            )
        )


class DirectoryIndex:
    """Look-up tables of one directory, made once per version, in the directory's order.

    What is dated stands newest first.
    """

    def __init__(self, directory: Directory) -> None:
        both = (directory, directory.unlisted) if directory.unlisted else (directory,)
        self.communities = {item.community_id: item for item in directory.communities}
        self.prefixes = {item.prefix: item.community_id for item in directory.communities}
        self.compounds = {item.code: item for each in both for item in each.compounds}
        buildings = (item for each in both for item in each.buildings)
        self.buildings = {(item.compound, item.number): item for item in buildings}
        self.grids = {item.code: item for each in both for item in each.grids}
        self.microgrids = {item.code: item for each in both for item in each.microgrids}
        self.bodies = {item.code: item for item in directory.bodies}
        self.departments = {item.code: item for item in directory.departments}
        self.staff = {item.person_id: item for each in both for item in each.staff}
        areas = sorted(directory.areas, key=lambda item: item.since, reverse=True)
        self.areas = _grouped((compound, area) for area in areas for compound in area.compounds)
        known = (item for each in both for item in each.microgrids)
        micros = sorted(known, key=lambda item: item.since, reverse=True)
        self.covering = _grouped((part, micro) for micro in micros for part in micro.covers)
        self.in_compound: dict[str, dict[Stairwell, tuple[MicroGrid, ...]]] = {}
        for stairwell, found in self.covering.items():
            self.in_compound.setdefault(stairwell.compound, {})[stairwell] = found
        self.posts = _grouped(
            ((post.role, post.scope, post.code), person)
            for person in self.staff.values()
            for post in person.posts
        )


def _grouped(pairs: Iterable[tuple[Key, Item]]) -> dict[Key, tuple[Item, ...]]:
    found: dict[Key, dict[Item, None]] = {}
    for key, item in pairs:
        found.setdefault(key, {})[item] = None
    return {key: tuple(items) for key, items in found.items()}
