"""Who is responsible: by place to a grid, by leaf to a queue, by duty to a person.

Never to a body or person that the case is about, never silently to nobody.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.categories import Leaf
from domain.directory import PropertyArea
from domain.people import Person, Role, ScopeKind
from domain.places import Place
from domain.rules import Rulebook

# Which utility a word points to, where a leaf leaves it open (停水 / 停电 / 停气).
UTILITIES: Mapping[str, str] = {"气": "gas_company", "电": "power_supply", "水": "water_supply"}
_OTHER_THINGS = re.compile("电[话梯动瓶视脑子影]|[手充]电|[天空生客脾语]气")

# Who answers for a queue kind that is not a department: role and the scope that it is held over.
GRID_ROLES = (Role.SECRETARY, Role.GRID_HEAD, Role.GRID_WORKER)


@dataclass(frozen=True, slots=True)
class Matter:
    """What routing looks at: the leaf, the place, the words and what they complain about.

    ``about`` holds kinds of bodies and people as in ``Reading.about``, ``accused`` the codes of
    those that it is already known to be about.
    """

    community_id: str
    leaf: Leaf
    place: Place
    words: str = ""
    about: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """Where a matter goes and why.

    ``holder`` is "" only when nobody at all serves; ``reason`` is one of ``lead`` (the first
    body of the leaf), ``next`` (an earlier body was missing or is complained of), ``above``,
    ``fallback`` (grid, community, street in turn) and ``nobody``.
    """

    grid: str
    microgrid: str
    queue: str
    holder: str
    about: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Seat:
    queue: str
    role: Role
    scope: ScopeKind
    code: str


def route(matter: Matter, rules: Rulebook, day: date) -> Route:
    """Return the queue and the person that hold the matter on that Shanghai day."""
    grid, microgrid = _spot(matter, rules, day)
    about = accused(matter, rules, day)
    for reason, seat in _seats(matter, grid, rules):
        holder = _server(seat, about, rules, day)
        if holder:
            return Route(grid, microgrid, seat.queue, holder, about, reason)
    return Route(grid, microgrid, "community", "", about, "nobody")


def queue_holder(queue: str, matter: Matter, rules: Rulebook, day: date) -> Route | None:
    """Return the route into one named queue, None if nobody may hold it there."""
    grid, microgrid = _spot(matter, rules, day)
    about = accused(matter, rules, day)
    for seat in _seats_of(queue, matter, grid, rules):
        holder = _server(seat, about, rules, day)
        if holder:
            return Route(grid, microgrid, seat.queue, holder, about, "lead")
    return None


def _spot(matter: Matter, rules: Rulebook, day: date) -> tuple[str, str]:
    grids = rules.directory.grids_of(matter.place, day)
    micro = rules.directory.microgrid_of(matter.place, day)
    grid = grids[0].code if len(grids) == 1 else ""
    return grid, micro.code if micro and micro.grid == grid else ""


def accused(matter: Matter, rules: Rulebook, day: date) -> tuple[str, ...]:
    """Return the codes of the bodies and people that the matter is about."""
    kinds = dict.fromkeys((*matter.leaf.about, *matter.about))
    found = (code for kind in kinds for code in _codes(kind, matter, rules, day))
    return tuple(dict.fromkeys((*matter.accused, *found)))


def _codes(kind: str, matter: Matter, rules: Rulebook, day: date) -> Iterator[str]:
    area = rules.directory.area_of(matter.place)
    micro = rules.directory.microgrid_of(matter.place, day)
    grids = rules.directory.grids_of(matter.place, day)
    if kind == "property" and area and area.company:
        yield area.company
    elif kind == "committee" and area and area.committee:
        yield area.committee
    elif kind == "captain" and micro:
        yield from _ids(rules.directory.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code, day))
    elif kind in ("secretary", "grid_worker", "grid_head"):
        for grid in grids:
            yield from _ids(rules.directory.serving(Role(kind), ScopeKind.GRID, grid.code, day))


def _ids(people: tuple[Person, ...]) -> Iterator[str]:
    return (person.person_id for person in people)


def _seats(matter: Matter, grid: str, rules: Rulebook) -> Iterator[tuple[str, _Seat]]:
    for position, queue in enumerate(matter.leaf.lead):
        for seat in _seats_of(queue, matter, grid, rules):
            yield ("lead" if position == 0 else "next"), seat
    for queue in matter.leaf.above:
        for seat in _seats_of(queue, matter, grid, rules):
            yield "above", seat
    for queue in ("grid", "community", "street"):
        for seat in _seats_of(queue, matter, grid, rules):
            yield "fallback", seat


def _seats_of(queue: str, matter: Matter, grid: str, rules: Rulebook) -> Iterator[_Seat]:
    area = rules.directory.area_of(matter.place)
    if queue in ("property", "committee"):
        yield from _body_seats(queue, area)
    elif queue in ("grid", "mediation"):
        yield from (_Seat("grid", role, ScopeKind.GRID, grid) for role in GRID_ROLES if grid)
    elif queue == "community":
        yield _Seat("community", Role.DISPATCHER, ScopeKind.COMMUNITY, matter.community_id)
    elif queue == "street":
        yield _Seat("street", Role.STREET, ScopeKind.STREET, rules.directory.street_id)
    elif queue == "utility":
        words = _OTHER_THINGS.sub("", matter.words)
        codes = (code for sign, code in UTILITIES.items() if sign in words)
        yield from (_department_seat(code) for code in codes)
    elif rules.directory.department(queue):
        yield _department_seat(queue)


def _department_seat(code: str) -> _Seat:
    return _Seat(code, Role.OFFICER, ScopeKind.DEPARTMENT, code)


def _body_seats(queue: str, area: PropertyArea | None) -> Iterator[_Seat]:
    if area and queue == "property" and area.company:
        yield _Seat("property", Role.PROPERTY, ScopeKind.BODY, area.company)
    if area and queue == "committee" and area.committee:
        yield _Seat("committee", Role.COMMITTEE, ScopeKind.BODY, area.committee)


def _server(seat: _Seat, about: tuple[str, ...], rules: Rulebook, day: date) -> str:
    for person in rules.directory.serving(seat.role, seat.scope, seat.code, day):
        serving = rules.directory.person(rules.deputy_of(person.person_id, day))
        if serving and not (serving.is_among(about, day) or person.is_among(about, day)):
            return serving.person_id
    return ""
