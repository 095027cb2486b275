"""Ballots that somebody else writes down (代为登记): at the door, before a witness, told at once.

The captain or grid worker of the stairwell writes down what a household says that does not write
itself; he never does it over a ballot of its own, nor for his own home (docs/sources.md#votes).
"""

from dataclasses import dataclass

from domain.ballots import Answer, Ballot, Unit, Way
from domain.dwellings import home_of
from domain.letters import name_text, place_text
from domain.poll_words import answers, poll_values
from domain.polls import BallotCast, BallotChecked, Seat, may_record
from domain.presses import RECORD_VOTE, VOTE, Press, read_press
from domain.refusals import Refused
from domain.turns import Letter, Step, Text, Value
from handlers import guidance
from handlers.talk import Talk
from handlers.voting import answer_of, open_seat

STAGE = "vote_witness"
_BETWEEN = ("，", ",", "。", "；", ";", " ")


@dataclass(frozen=True, slots=True)
class _Door:
    """A home at which somebody stands who may write down its ballot."""

    seat: Seat
    unit: Unit

    @property
    def argument(self) -> str:
        """Return how a press names it."""
        return f"{self.seat.poll.poll}/{self.unit.home}"


def _door(talk: Talk, press: Press) -> _Door:
    seat, unit = open_seat(talk, press)
    if not may_record(talk.desk.person, home_of(unit.home), talk.rules, talk.day):
        raise Refused("vote_records.not_yours")
    return _Door(seat, unit)


def begun(talk: Talk, press: Press) -> Step:
    """Ask what the household says, then who was there; the press names poll, home and answer.

    Raises:
        Refused: ``voting.unknown``, ``voting.not_yet``, ``voting.closed``,
            ``vote_records.not_yours`` or ``vote_records.has_own``.
    """
    door = _door(talk, press)
    if door.seat.is_cast:
        raise Refused("vote_records.has_own")
    values = _values(talk, door)
    if press.argument == door.argument:
        return Step(
            (talk.letter("vote_records.asked", values, answers(RECORD_VOTE, door.argument)),)
        )
    values["answer"] = Text(f"voting.{answer_of(press)}")
    return talk.ask(STAGE, talk.letter("vote_records.witness", values), {"press": str(press)})


def told(talk: Talk) -> Step:
    """Write down the ballot with its witness and how it was said; tell the household.

    Raises:
        Refused: as ``begun``.
    """
    if talk.reading.intent == "cancel":
        return guidance.cancelled(talk)
    press = read_press(talk.desk.dialogue.notes.get("press", ""))
    witness, evidence = _parted(talk.turn.text)
    if not evidence:
        return talk.ask(STAGE, talk.letter("vote_records.again", {}), talk.desk.dialogue.notes)
    door, answer = _door(talk, press), answer_of(press)
    if door.seat.is_cast:
        raise Refused("vote_records.has_own")
    ballot = _written(talk, door, answer, (witness, evidence))
    values = {
        **_values(talk, door),
        "answer": Text(f"voting.{answer}"),
        "witness": witness,
        "writer": name_text(talk.desk.person.person_id, talk.rules),
    }
    letters = _to_household(talk, door, values, ballot)
    key = "vote_records.written" if letters else "vote_records.written_unreached"
    change = BallotCast(door.seat.poll.community_id, ballot)
    return Step((talk.letter(key, values), *letters), (change,), talk.resting())


def _parted(words: str) -> tuple[str, str]:
    """Return who was there, which stands before the first comma, and how it was said."""
    places = [place for sign in _BETWEEN if (place := words.strip().find(sign)) > 0]
    first = min(places, default=0)
    return words.strip()[:first].strip(), words.strip()[first + 1 :].strip() if first else ""


def _written(talk: Talk, door: _Door, answer: Answer, shown: tuple[str, str]) -> Ballot:
    return Ballot(
        door.seat.poll.poll,
        door.unit.home,
        answer,
        Way.ASSISTED,
        talk.desk.person.person_id,
        talk.desk.at,
        door.seat.version + 1,
        witness=shown[0],
        evidence=shown[1],
    )


def _to_household(
    talk: Talk, door: _Door, values: dict[str, Value], ballot: Ballot
) -> tuple[Letter, ...]:
    return tuple(
        Letter(
            each,
            "vote_records.household",
            values,
            answers(VOTE, ballot.poll),
            not_before=talk.rules.calendar.quiet_ends(talk.desk.at),
            dedupe=f"written:{door.argument}:{ballot.version}",
        )
        for each in door.seat.members
    )


def _values(talk: Talk, door: _Door) -> dict[str, Value]:
    place = place_text(home_of(door.unit.home), talk.rules)
    return {**poll_values(door.seat.poll), "place": place}


def checked(talk: Talk, press: Press) -> Step:
    """Note that the speaker met who cast a ballot from a telephone that was bound anew.

    Raises:
        Refused: as ``begun``, or ``vote_records.nothing_to_check``.
    """
    door = _door(talk, press)
    version = press.argument.rpartition("/")[2]
    cast = door.seat.cast
    if cast is None or not cast.waits or version != str(cast.version):
        raise Refused("vote_records.nothing_to_check")
    change = BallotChecked(
        door.seat.poll.community_id,
        door.seat.poll.poll,
        door.unit.home,
        cast.version,
        talk.desk.person.person_id,
    )
    says = talk.letter("vote_records.checked", _values(talk, door))
    return Step((says,), (change,), talk.resting())
