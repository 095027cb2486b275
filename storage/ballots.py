"""Ballots and opinions: written by whoever gives them, read by the count alone, after the close.

There is one way to read what was said, ``closed_votes``, and its statements find nothing of a
poll that is open. All else that is asked of ballots is whether one stands (docs/sources.md#votes).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, and_, bindparam, delete, func, select, update
from sqlalchemy import Row as SqlRow

from domain.ballots import Answer, Ballot, ClosedVotes, Way
from domain.polls import BallotCast, BallotChecked, Cast, OpinionGiven, cast_after
from storage.keys import among, keys_of
from storage.tables import BALLOTS, OPINIONS, POLLS
from storage.writing import Row, insert_rows, upsert_rows

_B, _O = BALLOTS.c, OPINIONS.c
_NOW: BindParameter[datetime] = bindparam("now", type_=POLLS.c.closes_at.type)
_THIS = (POLLS.c.community_id == bindparam("community"), POLLS.c.poll == bindparam("which"))
_IS_CLOSED = and_(*_THIS, POLLS.c.closes_at <= _NOW)
_CLOSED = (
    select(BALLOTS)
    .join(POLLS, and_(POLLS.c.community_id == _B.community_id, POLLS.c.poll == _B.poll))
    .where(_IS_CLOSED)
    .order_by(_B.home, _B.version)
)
_OPINIONS = (
    select(_O.answer)
    .join(POLLS, and_(POLLS.c.community_id == _O.community_id, POLLS.c.poll == _O.poll))
    .where(_IS_CLOSED)
)
_STANDING = select(
    _B.poll,
    _B.home,
    _B.version,
    _B.way,
    _B.cast_by,
    (_B.must_check & (_B.checked_by == "")).label("waits"),
    (_B.answer != "").label("is_live"),
).order_by(_B.version)
_OF_HOMES = _STANDING.where(among(_B.community_id, _B.poll, _B.home))
_OF_POLL = _STANDING.where(_B.community_id == bindparam("community"), _B.poll == bindparam("which"))
_CHECKED = (
    update(BALLOTS)
    .where(
        _B.community_id == bindparam("community"),
        _B.poll == bindparam("which"),
        _B.home == bindparam("door"),
        _B.version == bindparam("edition"),
    )
    .values(checked_by=bindparam("by"))
)
_WITHDRAWN = delete(OPINIONS).where(
    _O.community_id == bindparam("community"),
    _O.poll == bindparam("which"),
    _O.person_id == bindparam("person"),
)
_HEARD = select(func.count()).where(
    _O.community_id == bindparam("community"), _O.poll == bindparam("which")
)


def closed_votes(conn: Connection, community_id: str, poll: str, at: datetime) -> ClosedVotes:
    """Return what was said in a poll that closed by that moment; nothing of one that is open."""
    asked = {"community": community_id, "which": poll, "now": at}
    ballots = tuple(
        Ballot(
            poll=row.poll,
            home=row.home,
            answer=Answer(row.answer) if row.answer else None,
            way=Way(row.way),
            cast_by=row.cast_by,
            cast_at=row.cast_at,
            version=row.version,
            witness=row.witness,
            evidence=row.evidence,
            must_check=row.must_check,
            checked_by=row.checked_by,
        )
        for row in conn.execute(_CLOSED, asked)
    )
    return ClosedVotes(ballots, tuple(map(Answer, conn.scalars(_OPINIONS, asked))))


def casts_of(
    conn: Connection, keys: Collection[tuple[str, str, str]]
) -> Mapping[tuple[str, str], Cast]:
    """Return by poll and home which of them have a ballot; keys are community, poll, home."""
    if not keys:
        return {}
    return _folded(conn.execute(_OF_HOMES, keys_of(keys)))


def casts_in(conn: Connection, community_id: str, poll: str) -> Mapping[str, Cast]:
    """Return by home which homes have a ballot in a poll."""
    rows = conn.execute(_OF_POLL, {"community": community_id, "which": poll})
    return {home: each for (_, home), each in _folded(rows).items()}


def _folded(rows: Iterable[SqlRow[Any]]) -> Mapping[tuple[str, str], Cast]:
    found: dict[tuple[str, str], Cast] = {}
    for row in rows:
        newest = Cast(row.version, Way(row.way), bool(row.waits), bool(row.is_live))
        key = (row.poll, row.home)
        found[key] = cast_after(found.get(key), newest, row.cast_by)
    return found


def opinions_in(conn: Connection, community_id: str, poll: str) -> int:
    """Return how many people without a ballot said what they think."""
    return int(conn.scalar(_HEARD, {"community": community_id, "which": poll}) or 0)


def write_ballots(
    conn: Connection, cast: Sequence[BallotCast], checked: Sequence[BallotChecked]
) -> None:
    """Keep ballots and checks; who was faster with a version of a home is not written over."""
    insert_rows(conn, BALLOTS, list(map(_ballot_row, cast)))
    for each in checked:
        values = {"community": each.community_id, "which": each.poll, "door": each.home}
        conn.execute(_CHECKED, {**values, "edition": each.version, "by": each.by})


def write_opinions(conn: Connection, given: Sequence[OpinionGiven]) -> None:
    """Keep opinions, one a person and poll; one without an answer is withdrawn."""
    rows = [_opinion_row(each, each.answer) for each in given if each.answer is not None]
    upsert_rows(conn, OPINIONS, rows)
    for each in given:
        if each.answer is None:
            asked = {"community": each.community_id, "which": each.poll}
            conn.execute(_WITHDRAWN, {**asked, "person": each.person_id})


def _ballot_row(cast: BallotCast) -> Row:
    ballot = cast.ballot
    return {
        "community_id": cast.community_id,
        "poll": ballot.poll,
        "home": ballot.home,
        "version": ballot.version,
        "answer": ballot.answer.value if ballot.answer else "",
        "way": ballot.way.value,
        "cast_by": ballot.cast_by,
        "cast_at": ballot.cast_at,
        "witness": ballot.witness,
        "evidence": ballot.evidence,
        "must_check": ballot.must_check,
        "checked_by": ballot.checked_by,
    }


def _opinion_row(given: OpinionGiven, answer: Answer) -> Row:
    return {
        "community_id": given.community_id,
        "poll": given.poll,
        "person_id": given.person_id,
        "answer": answer.value,
        "said_at": given.at,
    }
