"""Polls: opened with a roll that is frozen for each, woken by the clock, asked home by home."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, RowMapping, and_, bindparam, select, update

from domain.ballots import Matter, Poll, Unit
from domain.polls import HomesAsked, PollOpened, PollWoken, RemindersStopped
from storage.keys import among, keys_of
from storage.rolls import unit_of
from storage.tables import POLL_UNITS, POLLS, ROLL_UNITS
from storage.writing import Row, insert_new

_P, _U, _R = POLLS.c, POLL_UNITS.c, ROLL_UNITS.c
_BY_ID = select(POLLS).where(among(_P.community_id, _P.poll))
_HOMES = (
    select(POLLS, _U.home, _U.size, _U.owner, _U.let)
    .join(POLL_UNITS, and_(_U.community_id == _P.community_id, _U.poll == _P.poll))
    .order_by(_P.closes_at, _P.poll)
)
_AT_HOME = _HOMES.where(
    among(_U.community_id, _U.home),
    _P.closes_at > bindparam("now", type_=_P.closes_at.type),
    _P.opens_at <= bindparam("now", type_=_P.closes_at.type),
)
_THESE = (
    _U.community_id == bindparam("community"),
    _U.poll == bindparam("which"),
    _U.home == bindparam("door"),
)
_ASKED = (
    update(POLL_UNITS)
    .where(*_THESE)
    .values(asked=_U.asked + 1, asked_at=bindparam("now", type_=_U.asked_at.type))
)
_STOPPED = update(POLL_UNITS).where(*_THESE).values(stopped=True)
_WOKEN = (
    update(POLLS)
    .where(_P.community_id == bindparam("community"), _P.poll == bindparam("which"))
    .values(wake_at=bindparam("again", type_=_P.wake_at.type))
)


def open_polls(conn: Connection, opened: Iterable[PollOpened]) -> None:
    """Keep polls that begin, each with the roll of its area as it stands now."""
    for each in opened:
        poll = each.poll
        insert_new(conn, POLLS, [_poll_row(poll)])
        chosen = select(ROLL_UNITS).where(
            _R.community_id == poll.community_id, _R.area == poll.area
        )
        rows = [_frozen_row(poll, row) for row in conn.execute(chosen).mappings()]
        insert_new(conn, POLL_UNITS, rows)


def note_asked(conn: Connection, asked: Iterable[HomesAsked]) -> None:
    """Count one question more for each of the homes."""
    for each in asked:
        values = {"community": each.community_id, "which": each.poll, "now": each.at}
        if each.homes:
            conn.execute(_ASKED, [{**values, "door": home} for home in each.homes])


def stop_reminders(conn: Connection, stopped: Iterable[RemindersStopped]) -> None:
    """Keep that homes want to hear no more of a poll until it is over."""
    for each in stopped:
        values = {"community": each.community_id, "which": each.poll, "door": each.home}
        conn.execute(_STOPPED, values)


def wake_polls(conn: Connection, woken: Iterable[PollWoken]) -> None:
    """Keep when the clock looks at polls next."""
    for each in woken:
        values = {"community": each.community_id, "which": each.poll, "again": each.again_at}
        conn.execute(_WOKEN, values)


def polls_named(
    conn: Connection, keys: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], Poll]:
    """Return the polls of those communities and ids."""
    if not keys:
        return {}
    rows = conn.execute(_BY_ID, keys_of(keys)).mappings()
    return {(row["community_id"], row["poll"]): _poll(row) for row in rows}


def polls_at(
    conn: Connection, homes: Collection[tuple[str, str]], at: datetime
) -> Mapping[tuple[str, str], tuple[tuple[Poll, Unit], ...]]:
    """Return the open polls of each community and home, with the home's unit; first to close."""
    if not homes:
        return {}
    found: dict[tuple[str, str], list[tuple[Poll, Unit]]] = {}
    for row in conn.execute(_AT_HOME, {**keys_of(homes), "now": at}).mappings():
        found.setdefault((row["community_id"], row["home"]), []).append((_poll(row), unit_of(row)))
    return {home: tuple(polls) for home, polls in found.items()}


def due_polls(conn: Connection, at: datetime, limit: int) -> tuple[Poll, ...]:
    """Return the polls that the clock has to look at, the longest waiting first."""
    chosen = select(POLLS).where(_P.wake_at <= at).order_by(_P.wake_at, _P.poll).limit(limit)
    return tuple(map(_poll, conn.execute(chosen).mappings()))


def polls_in(conn: Connection, communities: Collection[str]) -> tuple[Poll, ...]:
    """Return every poll of those communities, the last to close first."""
    chosen = (
        select(POLLS)
        .where(_P.community_id.in_(sorted(communities)))
        .order_by(_P.closes_at.desc(), _P.poll)
    )
    return tuple(map(_poll, conn.execute(chosen).mappings()))


def _poll(row: RowMapping) -> Poll:
    return Poll(
        community_id=row["community_id"],
        poll=row["poll"],
        area=row["area"],
        question=row["question"],
        matter=Matter(row["matter"]),
        opens=row["opens_at"],
        closes=row["closes_at"],
        opened_by=row["opened_by"],
    )


def _poll_row(poll: Poll) -> Row:
    return {
        "community_id": poll.community_id,
        "poll": poll.poll,
        "area": poll.area,
        "question": poll.question,
        "matter": poll.matter.value,
        "opens_at": poll.opens,
        "closes_at": poll.closes,
        "opened_by": poll.opened_by,
        "wake_at": poll.opens,
    }


def _frozen_row(poll: Poll, row: RowMapping) -> Row:
    unit = Unit(
        row["compound"], row["building"], row["unit"], row["room"], row["size"], row["owner"]
    )
    return {
        "community_id": poll.community_id,
        "poll": poll.poll,
        "home": unit.home,
        "size": unit.area,
        "owner": unit.owner,
        "let": row["let"],
        "asked": 0,
        "asked_at": None,
        "stopped": False,
    }
