"""The second wall around votes: what one step of a person may change in them.

Conversations ask the same rules themselves; whatever they forget stops here.
"""

from domain.ballots import Ballot, Poll, Way
from domain.calendar import shanghai_day
from domain.dwellings import home_key, home_of, is_proved
from domain.polls import (
    BallotCast,
    BallotChecked,
    OpinionGiven,
    PollChange,
    PollOpened,
    RemindersStopped,
    area_named,
    may_hold,
    may_record,
    may_vote,
)
from domain.turns import Desk


def may_change_poll(desk: Desk, change: PollChange) -> bool:
    """Say whether the speaker at the desk may change a poll so; asking is the clock's."""
    match change:
        case PollOpened(poll):
            return poll.opened_by == desk.person.person_id and _may_open(desk, poll)
        case BallotCast(_, ballot):
            return _may_cast(desk, ballot)
        case BallotChecked(_, poll, home, _, by):
            is_his = by == desk.person.person_id
            return is_his and _is_open(desk, poll) and _serves(desk, home)
        case OpinionGiven(_, poll, person_id):
            seat = desk.polls.seat(poll)
            lives_there = seat is not None and seat.unit is not None
            return lives_there and person_id == desk.person.person_id and _is_open(desk, poll)
        case RemindersStopped(_, _, home):
            return _is_home(desk, home)
        case _:
            return False


def _may_open(desk: Desk, poll: Poll) -> bool:
    day = shanghai_day(desk.at)
    area = area_named(poll.area, desk.rules, day)
    is_his = area is not None and may_hold(desk.person, area, desk.rules, day)
    return is_his and poll.area in desk.polls.rolls


def _may_cast(desk: Desk, ballot: Ballot) -> bool:
    seat = desk.polls.seat(ballot.poll)
    if seat is None or seat.unit is None or seat.unit.home != ballot.home:
        return False
    if not seat.poll.is_open(desk.at) or ballot.cast_by != desk.person.person_id:
        return False
    if ballot.version != seat.version + 1:
        return False
    if ballot.way is Way.OWN:
        held = ballot.must_check or ballot.answer is None or not desk.is_bound_anew
        return held and may_vote(desk.person, seat.unit)
    is_shown = bool(ballot.witness and ballot.evidence)
    return is_shown and not seat.is_cast and _serves(desk, ballot.home)


def _serves(desk: Desk, home: str) -> bool:
    return may_record(desk.person, home_of(home), desk.rules, shanghai_day(desk.at))


def _is_open(desk: Desk, poll: str) -> bool:
    seat = desk.polls.seat(poll)
    return seat is not None and seat.poll.is_open(desk.at)


def _is_home(desk: Desk, home: str) -> bool:
    person = desk.person
    return is_proved(person.home) and home_key(person.home) == home
