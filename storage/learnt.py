"""What was learnt, made ready to be used: read once an edition, thrown away when it changes."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from domain.alike import Rarity
from domain.grams import grams
from domain.lessons import OwnTerm, TermState
from domain.places import Place
from domain.taught import NOTHING, Exemplar, Taught
from storage.columns import compact
from storage.tables import CASES, LEARNT, LESSONS, TERMS, WHOLE_STATION
from storage.writing import upsert_rows

MOST = 500
"""So many of the newest lessons count at once; ``yizhan train`` learns from the older ones."""
TAUGHT, RARITY = "taught", "rarity"
_HELD_AT_MOST = 600

_EDITIONS = select(LEARNT.c.community_id, LEARNT.c.name, LEARNT.c.edition).where(
    LEARNT.c.community_id.in_(bindparam("communities", expanding=True))
)
_NEWEST = (
    select(LESSONS, CASES.c.text, CASES.c.place_words)
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
# By edition, which is a digest of the content: what lies here never grows old.
_READ: dict[tuple[str, str], Taught | Rarity] = {}


class Learnt:
    """What the communities of a batch were taught, and how rare their words are."""

    def __init__(self, found: Mapping[tuple[str, str], Taught | Rarity]) -> None:
        self._found = found

    def taught(self, community_id: str) -> Taught:
        """Return what the community's people taught, with the words of the whole city."""
        own = self._found.get((community_id, TAUGHT), NOTHING)
        city = self._found.get((WHOLE_STATION, TAUGHT), NOTHING)
        if not isinstance(own, Taught) or not isinstance(city, Taught) or not city:
            return own if isinstance(own, Taught) else NOTHING
        return Taught(own.exemplars, (*own.terms, *city.terms), f"{own.edition}{city.edition}")

    def rarity(self, community_id: str) -> Rarity:
        """Return how rare pairs of characters are among the community's reports."""
        found = self._found.get((community_id, RARITY))
        return found if isinstance(found, Rarity) else Rarity()


def load_learnt(conn: Connection, communities: Collection[str]) -> Learnt:
    """Return what is in force for those communities."""
    asked = {"communities": sorted({WHOLE_STATION, *communities})}
    found: dict[tuple[str, str], Taught | Rarity] = {}
    for row in conn.execute(_EDITIONS, asked):
        mark = (row.name, row.edition)
        if mark not in _READ:
            _keep(mark, _content_of(conn, row.community_id, row.name))
        found[row.community_id, row.name] = _READ[mark]
    return Learnt(found)


def _keep(mark: tuple[str, str], content: Mapping[str, Any]) -> None:
    if len(_READ) >= _HELD_AT_MOST:
        _READ.clear()
    _READ[mark] = _taught(content, mark[1]) if mark[0] == TAUGHT else _rarity(content)


def _content_of(conn: Connection, community_id: str, name: str) -> Mapping[str, Any]:
    chosen = select(LEARNT.c.content).where(
        LEARNT.c.community_id == community_id, LEARNT.c.name == name
    )
    content: Mapping[str, Any] = conn.execute(chosen).scalar_one()
    return content


def _taught(content: Mapping[str, Any], edition: str) -> Taught:
    exemplars = [
        Exemplar(leaf, before, giver, bool(by_staff), frozenset(pairs))
        for leaf, before, giver, by_staff, pairs in content["lessons"]
    ]
    terms = [
        OwnTerm(term, leaf, scope, TermState.TAKEN, weight)
        for term, leaf, scope, weight in content["terms"]
    ]
    return Taught(exemplars, terms, edition)


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
    rows: dict[str, Sequence[Any]] = {}
    for row in conn.execute(_NEWEST, {"community": community_id}):
        if row.number not in rows and len(rows) < MOST:
            giver = givers.setdefault(row.giver, len(givers))
            place = Place(words=row.place_words)
            pairs = sorted(pair for pair in grams(row.text, place) if len(pair) > 1)
            rows[row.number] = [row.leaf, row.before, giver, int(row.by_staff), pairs]
    return list(rows.values())
