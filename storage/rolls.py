"""The roll of units (业主名册), and what was frozen of it for each poll."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, bindparam, delete, select

from domain.ballots import Unit
from domain.dwellings import home_key, home_of, is_proved
from domain.people import Person
from domain.polls import Asked
from storage.ballots import casts_in
from storage.keys import among, keys_of
from storage.people import people_with_homes
from storage.tables import POLL_UNITS, ROLL_UNITS
from storage.writing import Row, insert_rows

_U, _R = POLL_UNITS.c, ROLL_UNITS.c
_UNITS = (
    select(POLL_UNITS)
    .where(_U.community_id == bindparam("community"), _U.poll == bindparam("which"))
    .order_by(_U.home)
)
_OF_HOME = select(POLL_UNITS).where(among(_U.community_id, _U.poll, _U.home))


def write_roll(conn: Connection, community_id: str, units: Sequence[tuple[str, Unit]]) -> None:
    """Put those units, each with its area, in the place of the rolls of their areas.

    Polls keep the roll that was frozen for them.
    """
    areas = sorted({area for area, _ in units})
    conn.execute(delete(ROLL_UNITS).where(_R.community_id == community_id, _R.area.in_(areas)))
    insert_rows(conn, ROLL_UNITS, [_roll_row(community_id, *each) for each in units])


def rolled_areas(conn: Connection, communities: Collection[str]) -> frozenset[str]:
    """Return the codes of the areas of those communities that have a roll."""
    chosen = select(_R.area).where(_R.community_id.in_(sorted(communities))).distinct()
    return frozenset(conn.scalars(chosen))


def units_of(
    conn: Connection, keys: Collection[tuple[str, str, str]]
) -> Mapping[tuple[str, str], Unit]:
    """Return by poll and home the units of frozen rolls; keys are community, poll, home."""
    if not keys:
        return {}
    rows = conn.execute(_OF_HOME, keys_of(keys)).mappings()
    return {(row["poll"], row["home"]): unit_of(row) for row in rows}


def frozen_roll(conn: Connection, community_id: str, poll: str) -> tuple[Asked, ...]:
    """Return the roll of a poll by home: how often each was asked, and whether it answered."""
    casts = casts_in(conn, community_id, poll)
    rows = conn.execute(_UNITS, {"community": community_id, "which": poll}).mappings()
    return tuple(
        Asked(
            unit_of(row),
            row["asked"],
            row["asked_at"],
            row["stopped"],
            is_cast=bool((cast := casts.get(row["home"])) and cast.is_live),
        )
        for row in rows
    )


def roll_with_people(conn: Connection, community_id: str, poll: str) -> tuple[Asked, ...]:
    """Return the roll of a poll as ``frozen_roll``, each home with whose it was proved to be."""
    living: dict[str, list[Person]] = {}
    for person in people_with_homes(conn, [community_id]):
        if is_proved(person.home):
            living.setdefault(home_key(person.home), []).append(person)
    roll = frozen_roll(conn, community_id, poll)
    return tuple(replace(each, people=tuple(living.get(each.unit.home, ()))) for each in roll)


def members_of(conn: Connection, community_id: str, home: str) -> tuple[str, ...]:
    """Return the ids of everybody whose home it was proved to be."""
    people = people_with_homes(conn, [community_id])
    return tuple(
        each.person_id for each in people if is_proved(each.home) and home_key(each.home) == home
    )


def unit_of(row: RowMapping) -> Unit:
    """Return the unit of a row of a frozen roll."""
    place = home_of(row["home"])
    return Unit(
        place.compound,
        place.building,
        place.unit,
        place.room,
        row["size"],
        row["owner"],
        bool(row["let"]),
    )


def _roll_row(community_id: str, area: str, unit: Unit) -> Row:
    return {
        "community_id": community_id,
        "area": area,
        "compound": unit.compound,
        "building": unit.building,
        "unit": unit.unit,
        "room": unit.room,
        "size": unit.area,
        "owner": unit.owner,
        "let": unit.let,
    }
