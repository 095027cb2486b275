"""The life of a case as a table: in which state who may do what, and where it leads.

The diagrams in ``docs/`` are drawn from these tables and the tests walk their whole product.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import Refused


class State(StrEnum):
    """Where a case (诉求) stands; the comment is the word of the street."""

    NEW = "new"  # 待派单
    ASSIGNED = "assigned"  # 待签收
    ACCEPTED = "accepted"  # 处理中
    WAITING = "waiting"  # 待补充
    PAUSED = "paused"  # 暂停计时
    IN_MEDIATION = "in_mediation"  # 调解中
    RESOLVED = "resolved"  # 待确认
    CLOSED = "closed"  # 已办结
    WITHDRAWN = "withdrawn"  # 已撤回
    MERGED = "merged"  # 已并单
    REFERRED = "referred"  # 已转介


class Act(StrEnum):
    """What somebody does to a case."""

    OPEN = "open"
    ASSIGN = "assign"
    ACCEPT = "accept"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    REPLY = "reply"
    ASK = "ask"
    PAUSE = "pause"
    RESUME = "resume"
    COMMENT = "comment"
    ATTACH = "attach"
    HAND_ON = "hand_on"
    RETURN = "return"
    EXTEND = "extend"
    RECLASSIFY = "reclassify"
    PLACE = "place"
    MOVE = "move"
    SET_IDENTITY = "set_identity"
    FOLLOW = "follow"
    MERGE = "merge"
    UNMERGE = "unmerge"
    JOIN = "join"
    LEAVE = "leave"
    ASSIST = "assist"
    TAKE_PART = "take_part"
    WHISTLE = "whistle"
    ARRIVE = "arrive"
    HELPED = "helped"
    REFER = "refer"
    MEDIATE = "mediate"
    END_MEDIATION = "end_mediation"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    RATE = "rate"
    REOPEN = "reopen"
    LAPSE = "lapse"
    DISSUADE = "dissuade"
    WARRANTY = "warranty"
    EXCLUDE = "exclude"
    REVIEW = "review"
    REVEAL = "reveal"
    FOLLOW_UP = "follow_up"
    RELAPSE = "relapse"
    WITHDRAW = "withdraw"
    NUDGE = "nudge"
    ESCALATE = "escalate"
    RECLOCK = "reclock"
    FORGET = "forget"


class Part(StrEnum):
    """What somebody is to one case.

    Who holds it for a company, a committee or a department is an ``OUTSIDER``: he works on it as
    every holder does, but is rid of it by returning it alone (退单).
    """

    REPORTER = "reporter"
    FOLLOWER = "follower"
    HOLDER = "holder"
    OUTSIDER = "outsider"
    SUPERVISOR = "supervisor"
    CALLER = "caller"
    ASSISTANT = "assistant"
    WATCHER = "watcher"
    STATION = "station"


_GIVES_AWAY = frozenset({Act.HAND_ON, Act.RECLASSIFY, Act.PLACE})

# Acts that change nothing about what others may do next: a button offered before one stays good.
QUIET_ACTS = frozenset(
    {
        Act.NOTE,
        Act.REPLY,
        Act.COMMENT,
        Act.ATTACH,
        Act.FOLLOW,
        Act.NUDGE,
        Act.ESCALATE,
        Act.ACKNOWLEDGE,
        Act.RECLOCK,
        Act.SET_IDENTITY,
        Act.FORGET,
        Act.LEAVE,
        Act.ASSIST,
        Act.TAKE_PART,
        Act.WHISTLE,
        Act.ARRIVE,
        Act.HELPED,
        Act.FOLLOW_UP,
        Act.RELAPSE,
        Act.DISSUADE,
        Act.WARRANTY,
        Act.EXCLUDE,
        Act.REVIEW,
        Act.REVEAL,
    }
)

FINAL = frozenset({State.CLOSED, State.WITHDRAWN, State.MERGED, State.REFERRED})
OPEN = frozenset(State) - FINAL

_REPORTER = frozenset({Part.REPORTER})
RESIDENTS = frozenset({Part.REPORTER, Part.FOLLOWER})
HOLDERS = frozenset({Part.HOLDER, Part.OUTSIDER})
_STAFF = HOLDERS | {Part.SUPERVISOR}
_OF_THE_HOUSE = frozenset({Part.HOLDER, Part.SUPERVISOR})
_SUPERVISOR = frozenset({Part.SUPERVISOR})
_DISPATCH = frozenset({Part.SUPERVISOR, Part.STATION})
_STATION = frozenset({Part.STATION})
_ON_SPOT = _STAFF | {Part.WATCHER}
_INSIDE = frozenset({Part.SUPERVISOR, Part.WATCHER})
_CALLER = frozenset({Part.CALLER})
_ASSISTANT = frozenset({Part.ASSISTANT})
_ALL = frozenset(Part)
_HANDLED = frozenset({State.ASSIGNED, State.ACCEPTED, State.WAITING, State.PAUSED})
_IN_HAND = _HANDLED | {State.IN_MEDIATION}


@dataclass(frozen=True, slots=True)
class Move:
    """One row: from any of these states, by any of these parts, the act leads to ``to``."""

    states: frozenset[State]
    act: Act
    parts: frozenset[Part]
    to: State | None  # None: the state stays


MOVES: tuple[Move, ...] = (
    Move(frozenset({State.NEW}), Act.ASSIGN, _DISPATCH, State.ASSIGNED),
    Move(frozenset({State.NEW, State.ASSIGNED}), Act.ACCEPT, _STAFF, State.ACCEPTED),
    Move(_HANDLED, Act.ACKNOWLEDGE, _STAFF, None),
    Move(frozenset({State.NEW}) | _HANDLED, Act.HAND_ON, _OF_THE_HOUSE, State.ASSIGNED),
    Move(_HANDLED, Act.RETURN, HOLDERS, State.ASSIGNED),
    Move(frozenset({State.NEW}) | _HANDLED, Act.RECLASSIFY, _OF_THE_HOUSE | _STATION, None),
    Move(frozenset({State.NEW}) | _HANDLED, Act.PLACE, _OF_THE_HOUSE | _REPORTER, None),
    Move(frozenset({State.ASSIGNED, State.ACCEPTED}), Act.EXTEND, _STAFF, None),
    Move(OPEN, Act.MOVE, _DISPATCH, None),
    Move(frozenset({State.ASSIGNED, State.ACCEPTED}), Act.ASK, _STAFF, State.WAITING),
    Move(frozenset({State.ACCEPTED}), Act.PAUSE, _STAFF, State.PAUSED),
    Move(frozenset({State.WAITING, State.PAUSED}), Act.RESUME, _STAFF | _STATION, State.ACCEPTED),
    Move(frozenset({State.WAITING}), Act.COMMENT, RESIDENTS, State.ACCEPTED),
    Move(frozenset(State) - {State.WAITING}, Act.COMMENT, RESIDENTS, None),
    Move(frozenset(State), Act.ATTACH, RESIDENTS | _STAFF, None),
    Move(frozenset(State), Act.NOTE, _STAFF | _ASSISTANT, None),
    Move(frozenset(State), Act.REPLY, _STAFF, None),
    Move(frozenset(State), Act.SET_IDENTITY, _REPORTER, None),
    Move(OPEN, Act.FOLLOW, _ALL, None),
    Move(frozenset({State.NEW}) | _HANDLED, Act.MERGE, _SUPERVISOR, State.MERGED),
    Move(frozenset({State.MERGED}), Act.UNMERGE, _SUPERVISOR, State.ASSIGNED),
    Move(frozenset({State.NEW}) | _HANDLED, Act.JOIN, _REPORTER, State.MERGED),
    Move(frozenset(State), Act.LEAVE, _SUPERVISOR, None),
    Move(OPEN - {State.RESOLVED}, Act.LEAVE, RESIDENTS, None),
    Move(_IN_HAND, Act.ASSIST, _STAFF, None),
    Move(_IN_HAND | {State.NEW}, Act.WHISTLE, _CALLER, None),
    Move(OPEN, Act.TAKE_PART, _ASSISTANT, None),
    Move(OPEN, Act.ARRIVE, _ASSISTANT, None),
    Move(OPEN, Act.HELPED, _ASSISTANT, None),
    Move(frozenset({State.NEW}) | _HANDLED, Act.REFER, _SUPERVISOR, State.REFERRED),
    Move(frozenset({State.ACCEPTED}), Act.MEDIATE, _STAFF, State.IN_MEDIATION),
    Move(frozenset({State.IN_MEDIATION}), Act.END_MEDIATION, _STAFF | _STATION, State.ACCEPTED),
    Move(OPEN, Act.DISSUADE, _ON_SPOT, None),
    Move(OPEN, Act.WARRANTY, _STAFF | _STATION, None),
    Move(frozenset(State), Act.REVEAL, _INSIDE, None),
    Move(_IN_HAND, Act.RESOLVE, _STAFF, State.RESOLVED),
    Move(frozenset({State.RESOLVED}), Act.CONFIRM, RESIDENTS, State.CLOSED),
    Move(frozenset({State.RESOLVED, State.CLOSED}), Act.DISPUTE, RESIDENTS, State.ASSIGNED),
    Move(frozenset({State.CLOSED}), Act.RATE, RESIDENTS, None),
    Move(frozenset({State.RESOLVED}), Act.LAPSE, _STATION, State.CLOSED),
    Move(frozenset({State.CLOSED}), Act.FOLLOW_UP, RESIDENTS | _STATION, None),
    Move(frozenset({State.CLOSED}), Act.RELAPSE, RESIDENTS, None),
    Move(frozenset({State.CLOSED, State.REFERRED}), Act.REOPEN, _SUPERVISOR, State.ASSIGNED),
    Move(frozenset({State.CLOSED, State.REFERRED}), Act.EXCLUDE, _SUPERVISOR, None),
    Move(frozenset({State.CLOSED, State.REFERRED}), Act.REVIEW, _CALLER, None),
    Move(OPEN - {State.RESOLVED}, Act.WITHDRAW, _REPORTER, State.WITHDRAWN),
    Move(OPEN, Act.NUDGE, _STATION, None),
    Move(OPEN, Act.ESCALATE, _STATION, None),
    Move(OPEN, Act.RECLOCK, _STATION, None),
    Move(frozenset(State), Act.FORGET, _REPORTER | _STATION, None),
)

TABLE: dict[tuple[State, Act, Part], State] = {
    (state, move.act, part): move.to or state
    for move in MOVES
    for state in move.states
    for part in move.parts
}


def next_state(state: State, act: Act, parts: frozenset[Part]) -> tuple[State, Part]:
    """Return where the act leads and in which part it is done.

    Raises:
        Refused: ``cases.not_yours`` if nobody of these parts may ever do it to such a case,
            ``cases.too_late`` if the case has moved on, ``passing.return_it`` to an outsider who
            would give it away.
    """
    for part in sorted(parts):
        to = TABLE.get((state, act, part))
        if to is not None:
            return to, part
    if any((other, act, part) in TABLE for other in State for part in parts):
        raise Refused("cases.too_late")
    if Part.OUTSIDER in parts and act in _GIVES_AWAY:
        raise Refused("passing.return_it")
    raise Refused("cases.not_yours")


def acts_for(state: State, parts: frozenset[Part]) -> frozenset[Act]:
    """Return every act that these parts may do in the state (what a page may offer)."""
    return frozenset(act for (at, act, part) in TABLE if at is state and part in parts)
