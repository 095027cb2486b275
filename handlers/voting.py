"""Voting (表决): one ballot a home, which its owners cast, change and take back until the close.

Who is no owner of the home, or whose home nobody has confirmed, says what he thinks and is not
counted among the owners. What somebody cast is said back to him once and read by nobody after that.
"""

from collections.abc import Iterable

from domain.ballots import Answer, Ballot, Poll, Unit, Way
from domain.calendar import shanghai_day
from domain.dwellings import home_of, is_proved
from domain.letters import place_text
from domain.people import Person, Role, ScopeKind
from domain.poll_words import answers, ballot_choices, poll_values
from domain.polls import BallotCast, OpinionGiven, RemindersStopped, Seat, may_vote
from domain.presses import CHECK_VOTER, OPINE, UNDO_VOTE, VOTE, Press
from domain.refusals import Refused
from domain.turns import Choice, Letter, Step, Text
from handlers.talk import Talk, choice

_SHOWN_AT_ONCE = 3


def listed(talk: Talk) -> Step:
    """Show which polls wait for the home of the speaker, the first to close first."""
    seats = talk.desk.polls.seats[:_SHOWN_AT_ONCE]
    if not seats:
        home = talk.desk.person.home
        return talk.say("voting.none" if is_proved(home) else "voting.no_home")
    return Step(tuple(_shown(talk, seat) for seat in seats), dialogue=talk.resting())


def _shown(talk: Talk, seat: Seat) -> Letter:
    values = poll_values(seat.poll)
    if not may_vote(talk.desk.person, seat.unit):
        return talk.letter("voting.opinion", values, answers(OPINE, seat.poll.poll))
    if talk.desk.person.person_id in _voters(seat):
        return talk.letter("voting.stands", values, _changes(seat.poll))
    return talk.letter("voting.asked", values, ballot_choices(seat.poll))


def _changes(poll: Poll) -> tuple[Choice, ...]:
    undo = choice("voting.button_undo", str(Press(UNDO_VOTE, argument=poll.poll)))
    return (*answers(VOTE, poll.poll), undo)


def voted(talk: Talk, press: Press) -> Step:
    """Cast the ballot of the speaker's home; who has none may say what he thinks.

    From a telephone that was bound within 72 hours it counts once somebody has met the speaker.

    Raises:
        Refused: ``voting.unknown``, ``voting.not_yet`` or ``voting.closed``.
    """
    seat, unit = open_seat(talk, press)
    answer = answer_of(press)
    if not may_vote(talk.desk.person, unit):
        return Step((_shown(talk, seat),), dialogue=talk.resting())
    must_check = talk.desk.is_bound_anew
    ballot = _own(talk, seat, answer, must_check=must_check)
    values = {
        **poll_values(seat.poll),
        "answer": Text(f"voting.{answer}"),
        "place": place_text(talk.desk.person.home, talk.rules),
    }
    undo = _changes(seat.poll)[-1:]
    says = talk.letter(_cast_key(talk, seat, must_check=must_check), values, undo)
    others = _to_check(talk, seat, ballot) if must_check else ()
    change = BallotCast(seat.poll.community_id, ballot)
    return Step((says, *others), (change,), talk.resting())


def _cast_key(talk: Talk, seat: Seat, *, must_check: bool) -> str:
    if must_check:
        return "voting.waits"
    others = _voters(seat) - {talk.desk.person.person_id}
    return "voting.cast_beside" if others else "voting.cast"


def _own(talk: Talk, seat: Seat, answer: Answer | None, *, must_check: bool = False) -> Ballot:
    return Ballot(
        seat.poll.poll,
        seat.unit.home if seat.unit else "",
        answer,
        Way.OWN,
        talk.desk.person.person_id,
        talk.desk.at,
        seat.version + 1,
        must_check=must_check,
    )


def _voters(seat: Seat) -> frozenset[str]:
    return seat.cast.voters if seat.cast else frozenset()


def undone(talk: Talk, press: Press) -> Step:
    """Take back what the speaker cast.

    Raises:
        Refused: as ``voted``, or ``voting.nothing`` where he cast nothing.
    """
    seat, _ = open_seat(talk, press)
    if talk.desk.person.person_id not in _voters(seat):
        raise Refused("voting.nothing")
    change = BallotCast(seat.poll.community_id, _own(talk, seat, None))
    says = talk.letter("voting.undone", poll_values(seat.poll), answers(VOTE, seat.poll.poll))
    return Step((says,), (change,), talk.resting())


def opined(talk: Talk, press: Press) -> Step:
    """Note what somebody without a ballot thinks; it is counted apart, as residents' opinion.

    Raises:
        Refused: as ``voted``.
    """
    seat, unit = open_seat(talk, press)
    answer = answer_of(press)
    if may_vote(talk.desk.person, unit):
        return Step((_shown(talk, seat),), dialogue=talk.resting())
    person_id = talk.desk.person.person_id
    change = OpinionGiven(seat.poll.community_id, seat.poll.poll, person_id, answer, talk.desk.at)
    values = {**poll_values(seat.poll), "answer": Text(f"voting.{answer}")}
    return Step((talk.letter("voting.opined", values),), (change,), talk.resting())


def hushed(talk: Talk, press: Press) -> Step:
    """Remind the home no more; it may vote all the same.

    Raises:
        Refused: ``voting.unknown``, ``voting.not_yet``, ``voting.closed``.
    """
    seat, unit = open_seat(talk, press)
    if not may_vote(talk.desk.person, unit):
        raise Refused("voting.unknown")
    change = RemindersStopped(seat.poll.community_id, seat.poll.poll, unit.home)
    says = talk.letter("voting.hushed", poll_values(seat.poll))
    return Step((says,), (change,), talk.resting())


def open_seat(talk: Talk, press: Press) -> tuple[Seat, Unit]:
    """Return the seat that a press is about, in a poll that is open, and its unit of the roll.

    Raises:
        Refused: ``voting.unknown``, ``voting.not_yet`` or ``voting.closed``.
    """
    seat = talk.desk.polls.seat(press.argument.partition("/")[0])
    if seat is None or seat.unit is None:
        raise Refused("voting.unknown")
    if talk.desk.at < seat.poll.opens:
        raise Refused("voting.not_yet", opens=shanghai_day(seat.poll.opens).isoformat())
    if not seat.poll.is_open(talk.desk.at):
        raise Refused("voting.closed", closes=shanghai_day(seat.poll.closes).isoformat())
    return seat, seat.unit


def answer_of(press: Press) -> Answer:
    """Return the answer that stands last in a press.

    Raises:
        Refused: ``presses.unreadable``.
    """
    said = press.argument.rpartition("/")[2]
    if said not in tuple(Answer):
        raise Refused("presses.unreadable")
    return Answer(said)


def _to_check(talk: Talk, seat: Seat, ballot: Ballot) -> tuple[Letter, ...]:
    """Ask the nearest who serves the stairwell to meet who cast it."""
    home = home_of(ballot.home)
    argument = f"{ballot.poll}/{ballot.home}/{ballot.version}"
    button = choice("voting.button_checked", str(Press(CHECK_VOTER, argument=argument)))
    values = {**poll_values(seat.poll), "place": place_text(home, talk.rules)}
    return tuple(
        Letter(
            each.person_id,
            "voting.to_check",
            values,
            (button,),
            not_before=talk.rules.calendar.quiet_ends(talk.desk.at),
            dedupe=f"check:{argument}",
        )
        for each in _nearest(talk, ballot.home)
    )


def _nearest(talk: Talk, home: str) -> tuple[Person, ...]:
    directory, day = talk.rules.directory, talk.day
    micro = directory.microgrid_of(home_of(home), day)
    if micro is None:
        return ()
    people: Iterable[Person] = (
        *directory.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code, day),
        *directory.serving(Role.GRID_WORKER, ScopeKind.GRID, micro.grid, day),
    )
    others = [each for each in people if each.person_id != talk.desk.person.person_id]
    return tuple(others[:1])
