"""What was learnt, made ready to be used: read once an edition, thrown away when it changes."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.alike import Rarity
from domain.grams import grams
from domain.lessons import OwnTerm, TermState
from domain.places import Place
from domain.taught import NOTHING, Exemplar, Taught
from storage.columns import compact
from storage.keyring import Keyring, ring_of
from storage.resealing import raw
from storage.sealing import unseal
from storage.tables import CASES, LEARNT, LESSONS, TERMS, WHOLE_STATION
from storage.writing import upsert_rows

MOST = 500
"""So many of the newest lessons count at once; ``yizhan train`` learns from the older ones."""
TAUGHT, RARITY = "taught", "rarity"
_HELD_AT_MOST = 2_000
_PAIRED_AT_MOST = 100_000

# What the words were sealed to.
_TEXT, _PLACE_WORDS = f"{CASES.name}.text", f"{CASES.name}.place_words"

_EDITIONS = select(LEARNT.c.community_id, LEARNT.c.name, LEARNT.c.edition).where(
    LEARNT.c.community_id.in_(bindparam("communities", expanding=True))
)
_NEWEST = (
    select(LESSONS, raw(CASES.c.text).label("text"), raw(CASES.c.place_words).label("place_words"))
    .join_from(
        LESSONS,
        CASES,
        (CASES.c.community_id == LESSONS.c.community_id) & (CASES.c.number == LESSONS.c.number),
    )
    .where(LESSONS.c.community_id == bindparam("community"), LESSONS.c.undone_at.is_(None))
    .order_by(LESSONS.c.given_at.desc(), LESSONS.c.number.desc(), LESSONS.c.seq.desc())
    .limit(4 * MOST)
)
_TAKEN = select(TERMS).where(
    TERMS.c.community_id == bindparam("community"), TERMS.c.state == TermState.TAKEN.value
)
# The newest edition of each, which is a digest of its content.
_READ: dict[tuple[str, str], tuple[str, Taught | Rarity]] = {}


class Learnt:
    """What the communities of a batch were taught, and how rare their words are."""

    def __init__(self, found: Mapping[tuple[str, str], Taught | Rarity]) -> None:
        self._found = found

    def taught(self, community_id: str) -> Taught:
        """Return what the community's people taught, with the words of the whole city."""
        own = self._found.get((community_id, TAUGHT), NOTHING)
        city = self._found.get((WHOLE_STATION, TAUGHT), NOTHING)
        if not isinstance(own, Taught) or not isinstance(city, Taught):
            return NOTHING
        return own.beside(city) if city else own

    def rarity(self, community_id: str) -> Rarity:
        """Return how rare pairs of characters are among the community's reports."""
        found = self._found.get((community_id, RARITY))
        return found if isinstance(found, Rarity) else Rarity()


def load_learnt(conn: Connection, communities: Collection[str]) -> Learnt:
    """Return what is in force for those communities."""
    asked = {"communities": sorted({WHOLE_STATION, *communities})}
    found: dict[tuple[str, str], Taught | Rarity] = {}
    for row in conn.execute(_EDITIONS, asked):
        key = (row.community_id, row.name)
        edition, learnt = _READ.get(key, ("", NOTHING))
        if edition != row.edition:
            content = _content_of(conn, *key)
            learnt = _taught(content, row.edition) if row.name == TAUGHT else _rarity(content)
            _keep(key, row.edition, learnt)
        found[key] = learnt
    return Learnt(found)


def _keep(key: tuple[str, str], edition: str, learnt: Taught | Rarity) -> None:
    if len(_READ) >= _HELD_AT_MOST:
        _READ.clear()
    _READ[key] = (edition, learnt)


def _content_of(conn: Connection, community_id: str, name: str) -> Mapping[str, Any]:
    chosen = select(LEARNT.c.content).where(
        LEARNT.c.community_id == community_id, LEARNT.c.name == name
    )
    content: Mapping[str, Any] = conn.execute(chosen).scalar_one()
    return content


def _taught(content: Mapping[str, Any], edition: str) -> Taught:
    exemplars = [
        Exemplar(leaf, before, giver, bool(by_staff), _in_two("".join(pairs)))
        for leaf, before, giver, by_staff, pairs in content["lessons"]
    ]
    terms = [
        OwnTerm(term, leaf, scope, TermState.TAKEN, weight)
        for term, leaf, scope, weight in content["terms"]
    ]
    return Taught(exemplars, terms, edition)


def _in_two(joined: str) -> frozenset[str]:
    return frozenset(intern(joined[at : at + 2]) for at in range(0, len(joined), 2))


def _rarity(content: Mapping[str, Any]) -> Rarity:
    return Rarity(content["reports"], content["counts"])


def teach_anew(conn: Connection, communities: Collection[str]) -> None:
    """Make what the communities were taught out of their lessons and words as they stand."""
    for community_id in sorted(communities):
        content = {
            "lessons": _lessons_of(conn, community_id),
            "terms": [
                [row.term, row.leaf, row.scope, row.weight]
                for row in conn.execute(_TAKEN, {"community": community_id})
            ],
        }
        _write(conn, community_id, TAUGHT, content)


def write_rarity(
    conn: Connection, community_id: str, reports: int, counts: Mapping[str, int]
) -> None:
    """Write how rare pairs of characters are among the community's reports."""
    _write(conn, community_id, RARITY, {"reports": reports, "counts": dict(counts)})


def _write(conn: Connection, community_id: str, name: str, content: Mapping[str, Any]) -> None:
    edition = hashlib.sha256(compact(content).encode()).hexdigest()[:12]
    row = {"community_id": community_id, "name": name, "edition": edition, "content": content}
    upsert_rows(conn, LEARNT, [row])


def _lessons_of(conn: Connection, community_id: str) -> list[Sequence[Any]]:
    """Return the newest lesson of each case; givers are numbers here, not people."""
    givers: dict[str, int] = {}
    ring = ring_of(conn.dialect)
    rows: dict[str, Sequence[Any]] = {}
    for row in conn.execute(_NEWEST, {"community": community_id}):
        if row.number not in rows and len(rows) < MOST:
            giver = givers.setdefault(row.giver, len(givers))
            pairs = _pairs(ring, row.text, row.place_words)
            rows[row.number] = [row.leaf, row.before, giver, int(row.by_staff), pairs]
    return list(rows.values())


@lru_cache(maxsize=_PAIRED_AT_MOST)
def _pairs(ring: Keyring, text: str, place_words: str) -> str:
    """Return the pairs of characters of words that lie sealed, one behind the other.

    Every lesson of a community is gone through again at each new one, so what was once unsealed
    is not unsealed again.
    """
    place = Place(words=unseal(ring, place_words, _PLACE_WORDS))
    found = grams(unseal(ring, text, _TEXT), place)
    return "".join(sorted(pair for pair in found if len(pair) > 1))
