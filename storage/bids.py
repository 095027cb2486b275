"""Sealed bids: written by their bidder, read by nobody else until the clock finds both of a round.

There is one way to read bids of two people, ``complete_rounds``, and it reads none but pairs;
a lone bid is destroyed without having been looked at (docs/sources.md#bids).
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, and_, bindparam, delete, select

from domain.bids import Round
from domain.mediation_stages import Role
from domain.proceedings import Bid, BidsDestroyed
from storage import writing
from storage.tables import MEDIATION_BIDS

_T = MEDIATION_BIDS.c
_OWN = select(MEDIATION_BIDS).where(_T.person_id.in_(bindparam("people", expanding=True)))
_THIS = and_(
    _T.community_id == bindparam("community"),
    _T.number == bindparam("case"),
    _T.attempt == bindparam("time"),
    _T.accord == bindparam("question"),
)
_FIRST, _SECOND = MEDIATION_BIDS.alias("first"), MEDIATION_BIDS.alias("second")
_PAIRS = (
    select(_FIRST.c.round, _FIRST.c.amount.label("claim"), _SECOND.c.amount.label("offer"))
    .join(
        _SECOND,
        and_(
            *(
                _FIRST.c[name] == _SECOND.c[name]
                for name in ("community_id", "number", "attempt", "accord", "round")
            )
        ),
    )
    .where(
        _FIRST.c.community_id == bindparam("community"),
        _FIRST.c.number == bindparam("case"),
        _FIRST.c.attempt == bindparam("time"),
        _FIRST.c.accord == bindparam("question"),
        _FIRST.c.side == bindparam("claimant"),
        _SECOND.c.side == bindparam("payer"),
    )
)


def place_bids(conn: Connection, bids: Sequence[Bid]) -> None:
    """Seal bids; the first of a side in a round stands."""
    writing.insert_new(conn, MEDIATION_BIDS, list(map(_row, bids)))


def own_bids(conn: Connection, people: Collection[str]) -> tuple[Bid, ...]:
    """Return the bids of those people, each of whom may have his own."""
    if not people:
        return ()
    rows = conn.execute(_OWN, {"people": sorted(people)})
    found = (
        Bid(
            row.community_id,
            row.number,
            row.attempt,
            row.accord,
            row.round,
            Role(row.side),
            row.person_id,
            row.amount,
            row.bid_at,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: (each.accord, each.round)))


def complete_rounds(
    conn: Connection, bidding: tuple[str, str, int, int], claimant: Role, payer: Role
) -> Mapping[int, Round]:
    """Return the rounds of a bidding in which both have bid, by their number."""
    rows = conn.execute(_PAIRS, {**_place(bidding), "claimant": claimant, "payer": payer})
    return {row.round: Round(row.claim, row.offer) for row in rows}


def destroy_bids(conn: Connection, gone: Sequence[BidsDestroyed]) -> None:
    """Delete the bids of a bidding, or of one round of it."""
    for each in gone:
        accord = each.accord
        place = _place((accord.community_id, accord.number, accord.attempt, accord.accord))
        condition = and_(_THIS, _T.round == each.round) if each.round else _THIS
        conn.execute(delete(MEDIATION_BIDS).where(condition), place)


def _place(bidding: tuple[str, str, int, int]) -> dict[str, object]:
    return dict(zip(("community", "case", "time", "question"), bidding, strict=True))


def _row(bid: Bid) -> writing.Row:
    return {
        "community_id": bid.community_id,
        "number": bid.number,
        "attempt": bid.attempt,
        "accord": bid.accord,
        "round": bid.round,
        "side": bid.side.value,
        "person_id": bid.person_id,
        "amount": bid.amount,
        "bid_at": bid.bid_at,
    }
