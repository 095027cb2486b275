"""The rows of people: what somebody told about himself, and where his conversation stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, select

from domain.dwellings import is_proved
from domain.people import Address, Identity, Person
from domain.places import Place, PlaceSource
from domain.refusals import Stale
from domain.turns import Dialogue
from storage.keys import among, keys_of
from storage.tables import ADDRESSES, DIALOGUES, HAS_CHOICES, LETTERS, PEOPLE
from storage.values import load_choices
from storage.writing import upsert_rows

PersonKey: TypeAlias = tuple[str, str]
Place3: TypeAlias = tuple[str, str, str]

_NOW: BindParameter[datetime] = bindparam("now", type_=LETTERS.c.held_until.type)
# The presses of the newest letter with buttons that is not held back.
_OFFERED = (
    select(LETTERS.c.choices)
    .where(
        LETTERS.c.person_id == PEOPLE.c.person_id,
        HAS_CHOICES,
        LETTERS.c.held_until <= _NOW,
    )
    .order_by(LETTERS.c.created_at.desc(), LETTERS.c.letter_id.desc())
    .limit(1)
    .scalar_subquery()
)
_PEOPLE = (
    select(
        PEOPLE,
        DIALOGUES.c.stage,
        DIALOGUES.c.notes,
        DIALOGUES.c.version.label("dialogue_version"),
        _OFFERED.label("offered"),
    )
    .join_from(
        PEOPLE,
        DIALOGUES,
        (PEOPLE.c.community_id == DIALOGUES.c.community_id)
        & (PEOPLE.c.person_id == DIALOGUES.c.person_id),
        isouter=True,
    )
    .where(among(PEOPLE.c.community_id, PEOPLE.c.person_id))
)
_OWNERS = select(
    ADDRESSES.c.community_id, ADDRESSES.c.channel, ADDRESSES.c.handle, ADDRESSES.c.person_id
).where(among(ADDRESSES.c.community_id, ADDRESSES.c.channel, ADDRESSES.c.handle))
_BOUND = select(
    ADDRESSES.c.community_id, ADDRESSES.c.channel, ADDRESSES.c.handle, ADDRESSES.c.since
).where(among(ADDRESSES.c.community_id, ADDRESSES.c.channel, ADDRESSES.c.handle))
_VERSIONS = (
    select(PEOPLE.c.community_id, PEOPLE.c.person_id, PEOPLE.c.version)
    .where(among(PEOPLE.c.community_id, PEOPLE.c.person_id))
    .with_for_update()
)
_STAGES = (
    select(DIALOGUES.c.community_id, DIALOGUES.c.person_id, DIALOGUES.c.version)
    .where(among(DIALOGUES.c.community_id, DIALOGUES.c.person_id))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is written of one person."""

    person: Person
    dialogue: Dialogue
    offered: tuple[str, ...]


def owners_of(conn: Connection, places: Collection[Place3]) -> dict[Place3, str]:
    """Return whose addresses those are: community, channel and handle to a person's id."""
    if not places:
        return {}
    rows = conn.execute(_OWNERS, keys_of(places))
    owners = {(row.community_id, row.channel, row.handle): row.person_id for row in rows}
    return {place: owners[place] for place in places if place in owners}


def load_people(
    conn: Connection, keys: Collection[PersonKey], at: datetime
) -> dict[PersonKey, Known]:
    """Return those of the people who have a row."""
    if not keys:
        return {}
    rows = conn.execute(_PEOPLE, {**keys_of(keys), "now": at})
    found = {(row.community_id, row.person_id): row for row in rows}
    return {key: _known(found[key]) for key in keys if key in found}


def people_with_homes(conn: Connection, communities: Collection[str]) -> tuple[Person, ...]:
    """Return everybody of those communities who told where he lives."""
    if not communities:
        return ()
    homes = PEOPLE.c.community_id.in_(sorted(communities)) & (PEOPLE.c.home != {})
    rows = conn.execute(select(PEOPLE).where(homes).order_by(PEOPLE.c.person_id))
    return tuple(map(_person, rows))


def advisers_in(conn: Connection, community_id: str) -> tuple[Person, ...]:
    """Return who of the community put the own name on the list of panels."""
    willing = (PEOPLE.c.community_id == community_id) & PEOPLE.c.advises
    rows = conn.execute(select(PEOPLE).where(willing).order_by(PEOPLE.c.person_id))
    return tuple(map(_person, rows))


def write_people(conn: Connection, people: Sequence[Person]) -> None:
    """Write each person one version on; who has no row yet gets one.

    Raises:
        Stale: a row has another version than the person that was looked at.
    """
    latest = {(person.community_id, person.person_id): person for person in people}
    _check_versions(conn, _VERSIONS, {key: each.version for key, each in latest.items()})
    upsert_rows(conn, PEOPLE, [_row(person) for person in latest.values()])


def write_dialogues(
    conn: Connection, moved: Mapping[PersonKey, tuple[Dialogue, int]], at: datetime
) -> None:
    """Write where conversations stand now; each comes with the version that was looked at.

    Raises:
        Stale: a conversation has moved on since.
    """
    _check_versions(conn, _STAGES, {key: seen for key, (_, seen) in moved.items()})
    rows = [
        {
            "community_id": community_id,
            "person_id": person_id,
            "stage": dialogue.stage,
            "notes": dict(dialogue.notes),
            "version": seen + 1,
            "moved_at": at,
        }
        for (community_id, person_id), (dialogue, seen) in moved.items()
    ]
    upsert_rows(conn, DIALOGUES, rows)


def bound_since(conn: Connection, places: Collection[Place3]) -> dict[Place3, datetime]:
    """Return since when those addresses are whose they are; none for who was never heard there."""
    if not places:
        return {}
    rows = conn.execute(_BOUND, keys_of(places))
    return {(row.community_id, row.channel, row.handle): row.since for row in rows}


def write_addresses(conn: Connection, used: Mapping[Place3, str], at: datetime) -> None:
    """Write that those people were heard at those addresses, which live again by that.

    Since when an address is somebody's stays, unless it was another's.
    """
    rows = [
        {
            "community_id": community_id,
            "channel": channel,
            "handle": handle,
            "person_id": person_id,
            "used_at": at,
            "dead_at": None,
            "since": at,
        }
        for (community_id, channel, handle), person_id in used.items()
    ]
    upsert_rows(conn, ADDRESSES, rows)


def place_of(community_id: str, address: Address) -> Place3:
    """Return the key of an address."""
    return community_id, address.channel, address.handle


def _known(row: Row[Any]) -> Known:
    return Known(
        person=_person(row),
        dialogue=Dialogue(row.stage or "", row.notes or {}, row.dialogue_version or 0),
        offered=tuple(choice.press for choice in load_choices(row.offered or [])),
    )


def _person(row: Row[Any]) -> Person:
    return Person(
        community_id=row.community_id,
        person_id=row.person_id,
        name=row.name,
        home=_home(row.home),
        identity=Identity(row.identity),
        consented_at=row.consented_at,
        neutral=row.neutral,
        version=row.version,
        advises=row.advises,
        proved=(row.home or {}).get("proved", ""),
    )


def _row(person: Person) -> dict[str, object]:
    return {
        "community_id": person.community_id,
        "person_id": person.person_id,
        "name": person.name,
        "staff": bool(person.posts),
        "home": _plain(person),
        "identity": person.identity.value,
        "consented_at": person.consented_at,
        "neutral": person.neutral,
        "advises": person.advises,
        "version": person.version + 1,
        "forgotten_at": None,
    }


def _plain(person: Person) -> dict[str, Any]:
    home = person.home
    if not home.is_known() and not home.words:
        return {}
    return {**asdict(home), **({"proved": person.proved} if is_proved(home) else {})}


def _home(plain: Mapping[str, Any]) -> Place:
    known = {name: value for name, value in plain.items() if name != "proved"}
    return Place(**{**known, "source": PlaceSource(plain["source"])}) if plain else Place()


def _check_versions(
    conn: Connection, versions: Select[tuple[str, str, int]], seen: Mapping[PersonKey, int]
) -> None:
    if not seen:
        return
    rows = conn.execute(versions, keys_of(seen))
    found = {(row.community_id, row.person_id): row.version for row in rows}
    for key, version in seen.items():
        if found.get(key, 0) != version:
            raise Stale(f"the row of {key[1]} has moved on")
