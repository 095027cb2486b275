"""The one row a community that gives out numbers; who holds it writes alone for that community."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from storage.tables import LEDGERS
from storage.writing import insert_new

_HELD = (
    select(LEDGERS.c.community_id, LEDGERS.c.next_case, LEDGERS.c.next_spot)
    .where(LEDGERS.c.community_id.in_(bindparam("communities", expanding=True)))
    .order_by(LEDGERS.c.community_id)
    .with_for_update()
)
_MOVED = (
    update(LEDGERS)
    .where(LEDGERS.c.community_id == bindparam("community"))
    .values(
        next_case=LEDGERS.c.next_case + bindparam("cases"),
        next_spot=LEDGERS.c.next_spot + bindparam("spots"),
        next_failure=LEDGERS.c.next_failure + bindparam("failures"),
    )
)
_TAKEN = _MOVED.returning(LEDGERS.c.next_spot, LEDGERS.c.next_failure)


@dataclass(frozen=True, slots=True)
class Taken:
    """The first of the spots and the failure number that were taken."""

    spot: int
    failure: int


def hold(conn: Connection, communities: Collection[str]) -> Mapping[str, int]:
    """Return each community's next free case number; until the commit nobody else takes any.

    They are held in one order everywhere, so that two processes never wait for each other.
    """
    held = _held(conn, communities)
    if missing := set(communities) - held.keys():
        first = {"next_case": 1, "next_spot": 1, "next_failure": 1}
        insert_new(conn, LEDGERS, [{"community_id": each, **first} for each in sorted(missing)])
        held = _held(conn, communities)
    return held


def take(
    conn: Connection, community: str, *, cases: int = 0, spots: int = 0, failures: int = 0
) -> Taken:
    """Take so many case numbers, spots in chats and failure numbers of a held ledger."""
    asked = {"community": community, "cases": cases, "spots": spots, "failures": failures}
    row = conn.execute(_TAKEN, asked).one()
    return Taken(row.next_spot - spots, row.next_failure - failures)


def take_spots(
    conn: Connection, spots: Mapping[str, int], cases: Mapping[str, int]
) -> dict[str, int]:
    """Take so many spots and case numbers of each held ledger; return the first spots."""
    communities = sorted(spots.keys() | cases.keys())
    if not communities:
        return {}
    rows = conn.execute(_HELD, {"communities": communities})
    first = {row.community_id: row.next_spot for row in rows}
    asked = (
        {"community": each, "spots": spots.get(each, 0), "cases": cases.get(each, 0)}
        for each in communities
    )
    conn.execute(_MOVED, [{**each, "failures": 0} for each in asked])
    return first


def _held(conn: Connection, communities: Collection[str]) -> dict[str, int]:
    rows = conn.execute(_HELD, {"communities": sorted(communities)})
    return {row.community_id: row.next_case for row in rows}
