"""Who lives where (户): what somebody says of it, and who may confirm it after meeting him there.

A stairwell's code shows only that somebody stood in that stairwell; that he lives behind a certain
door is his word until somebody who serves that stairwell was there (docs/sources.md#household).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.people import Person, Role
from domain.places import Place, PlaceSource
from domain.rules import Rulebook

_PROVERS = frozenset(
    {Role.CAPTAIN, Role.GRID_WORKER, Role.GRID_HEAD, Role.SECRETARY, Role.DISPATCHER}
)
_DIGITS = 10_000
_SURE = 100


@dataclass(frozen=True, slots=True)
class HomeProved:
    """Somebody of staff met the person at that home, or found that he does not live there.

    ``home`` is the key of the home that the person claimed; if he claims another one by now,
    nothing is confirmed. ``at`` is aware UTC.
    """

    community_id: str
    person_id: str
    home: str
    by: str
    at: datetime
    lives_there: bool


def home_key(home: Place) -> str:
    """Return the key of a home (户), "" as long as the room is unknown."""
    if not (home.compound and home.building and home.room):
        return ""
    return f"{home.compound}.{home.building}.{home.unit}.{home.room}"


def home_of(key: str) -> Place:
    """Return the place of a key; an empty one for what is no key."""
    compound, building, unit, room, *more = (*key.split("."), "", "", "")
    is_key = compound and building and room and not any(more)
    return Place(compound, building, unit, room=room) if is_key else Place()


def is_proved(home: Place) -> bool:
    """Say whether somebody who serves the stairwell confirmed it."""
    return home.source is PlaceSource.CONFIRMED and bool(home.room)


def check_number(person_id: str, home: Place) -> str:
    """Return four digits that who claims a home can read out to whoever stands at its door."""
    words = f"{person_id}|{home_key(home)}".encode()
    return f"{int(hashlib.sha256(words).hexdigest(), 16) % _DIGITS:04}"


def after_proof(person: Person, proof: HomeProved) -> Person:
    """Return the person with the home confirmed, or without the door that is not his."""
    if not proof.lives_there:
        stairs = replace(person.home, floor="", room="", source=PlaceSource.ASKED)
        return replace(person, home=stairs, proved="")
    home = replace(person.home, source=PlaceSource.CONFIRMED, confidence=_SURE)
    return replace(person, home=home, proved=f"{proof.by} {proof.at.isoformat()}")


def is_prover(person: Person, day: date) -> bool:
    """Say whether the person serves any stairwell, grid or community in such a post."""
    return any(person.has_role(role, day) for role in _PROVERS)


def may_prove(prover: Person, home: Place, rules: Rulebook, day: date) -> bool:
    """Say whether the person serves the stairwell of the home, its grid or its community."""
    micro = rules.directory.microgrid_of(home, day)
    if micro is None or not home.room:
        return False
    places = {micro.code, micro.grid, *_communities(home, rules)}
    return any(post.role in _PROVERS and post.code in places for post in prover.posts_on(day))


def _communities(home: Place, rules: Rulebook) -> tuple[str, ...]:
    compound = rules.directory.compound(home.compound)
    return (compound.community_id,) if compound else ()
