"""Lay before each person the polls that his turn is about; nothing that anybody said in them."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from domain.ballots import Poll, Unit
from domain.dwellings import home_key, home_of
from domain.polls import PollDesk, Seat
from domain.presses import OPEN_POLL, POLL_ACTS, Press, read_press, typed_press
from domain.refusals import Refused
from domain.turns import Desk
from storage.ballots import casts_of
from storage.calls import Call
from storage.polls import polls_at, polls_named
from storage.rolls import members_of, rolled_areas, units_of

_WANTED = frozenset({"my_votes", "open_poll"})
# Questions whose answer is about a poll.
_AWAITED = frozenset({"poll", "vote_witness"})


def with_polls(conn: Connection, desks: Sequence[Desk], calls: Sequence[Call]) -> list[Desk]:
    """Return the desks with the polls that each turn is about; most turns are about none."""
    return [
        replace(desk, polls=_laid(conn, desk, call)) if _is_about_polls(desk, call) else desk
        for desk, call in zip(desks, calls, strict=True)
    ]


def _is_about_polls(desk: Desk, call: Call) -> bool:
    press = _pressed(desk, call)
    if press or call.turn.press:
        return press is not None and press.act in POLL_ACTS
    return call.reading.intent in _WANTED or desk.dialogue.stage in _AWAITED


def _laid(conn: Connection, desk: Desk, call: Call) -> PollDesk:
    community, own = call.turn.community_id, home_key(desk.person.home)
    press = _pressed(desk, call)
    if press is None or press.act == OPEN_POLL:
        found = polls_at(conn, [(community, own)], desk.at).get((community, own), ())
        rolls = rolled_areas(conn, [community]) if desk.person.posts else frozenset()
        return PollDesk(_seats(conn, community, own, found), rolls)
    poll, _, rest = press.argument.partition("/")
    known = polls_named(conn, [(community, poll)]).get((community, poll))
    if known is None:
        return PollDesk()
    named = rest.partition("/")[0]
    home = named if home_of(named).room else own
    unit = units_of(conn, [(community, poll, home)]).get((poll, home))
    [seat] = _seats(conn, community, home, ((known, unit),))
    members = members_of(conn, community, home) if home != own else ()
    return PollDesk((replace(seat, members=members),))


def _pressed(desk: Desk, call: Call) -> Press | None:
    """Return the press of a turn, of a number typed for it, or that an open question is about."""
    typed = typed_press(call.reading.text, desk.offered, desk.dialogue.stage)
    noted = desk.dialogue.notes.get("press", "") if desk.dialogue.stage in _AWAITED else ""
    try:
        return read_press(call.turn.press or typed or noted)
    except Refused:
        return None


def _seats(
    conn: Connection, community: str, home: str, polls: Sequence[tuple[Poll, Unit | None]]
) -> tuple[Seat, ...]:
    casts = casts_of(conn, {(community, poll.poll, home) for poll, _ in polls})
    return tuple(Seat(poll, unit, casts.get((poll.poll, home))) for poll, unit in polls)
