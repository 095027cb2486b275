"""Speaking in the rooms of a mediation: alone with the mediator, together, among who mediate.

What who serves writes to a side passes two filters first: nothing of the other side's caucus
slips out, and nobody is pressed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.mediation_stages import Do, Role, Stage
from domain.mediations import Mediation, MediationChanged
from domain.privacy import mask_numbers
from domain.proceedings import CAUCUS, Room, Word, WordSaid
from domain.refusals import Refused
from domain.slips import slip_in
from domain.turns import Letter, Step, Text, Value
from handlers import hearings, mediating
from handlers.talk import Talk

_SHOWN = 6
A, B = Role.APPLICANT, Role.RESPONDENT


@dataclass(frozen=True, slots=True)
class Voice:
    """Who may speak by an act, in which room, and which sides hear it."""

    room: Room
    by: frozenset[Role]
    to: tuple[Role, ...]


VOICES: Mapping[str, Voice] = {
    "say_a": Voice(Room.APPLICANT, frozenset({Role.MEDIATOR}), (A,)),
    "say_b": Voice(Room.RESPONDENT, frozenset({Role.MEDIATOR}), (B,)),
    "tell": Voice(Room.JOINT, frozenset({Role.MEDIATOR}), (A, B)),
    "joint": Voice(Room.JOINT, frozenset({A, B, Role.MEDIATOR, Role.GUEST}), (A, B)),
    "room": Voice(Room.MEDIATORS, frozenset({Role.MEDIATOR, Role.GUEST}), ()),
}


def said(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Take what a side says to the mediator alone.

    Raises:
        Refused: as ``hearings.own_side`` and the table do.
    """
    side = hearings.own_side(talk, mediation)
    hearings.checked(talk, mediation, Do.SAY)
    if ask := hearings.wants_words(talk, mediation, "speaking.ask_say", "say"):
        return ask
    words = mask_numbers(talk.turn.text.strip())
    change, kept = _kept(talk, mediation, CAUCUS[side], words)
    who = Text(f"speaking.side_{side}")
    hearing = hearings.hearing_of(talk, change.mediation)
    back = f"say_{'a' if side is A else 'b'}"
    letters = hearing.to_mediator(
        "speaking.caucus", {"who": who, "words": words}, back, f"relay_{back[-1]}"
    )
    tagged = tuple(replace(each, dedupe=_tag(change, "m")) for each in letters)
    step = _told(talk, (change, kept), "speaking.you_said", *tagged)
    # Who is telling something seldom ends with one sentence.
    more = replace(step.says[0], choices=(hearing.button("say"),))
    return replace(step, says=(more, *step.says[1:]))


def voiced(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Take what is said in a room by whoever may; ``argument`` is the act.

    Raises:
        Refused: ``mediation.not_yours``, ``mediation.not_now``, or as the table does.
    """
    voice = VOICES[argument]
    roles = mediating.roles(talk, mediation)
    if roles.isdisjoint(voice.by):
        raise Refused("mediation.not_yours")
    if argument == "joint" and mediation.stage is not Stage.SESSION:
        raise Refused("mediation.not_now")
    hearings.checked(talk, mediation, Do.SAY)
    if ask := hearings.wants_words(talk, mediation, f"speaking.ask_{argument}", argument):
        return ask
    words = mask_numbers(talk.turn.text.strip())
    sides = voice.to if roles & {Role.MEDIATOR, Role.GUEST} else ()
    if no := blocked(talk, mediation, words, *(sides or (A, B) * (argument == "room"))):
        return no
    change, kept = _kept(talk, mediation, voice.room, words)
    return _told(talk, (change, kept), "speaking.you_told", *_heard(talk, change, voice, words))


def heard(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Show the latest words of the rooms in which the speaker may read.

    Raises:
        Refused: as the table does.
    """
    hearings.checked(talk, mediation, Do.SAY)
    known = hearings.known_of(talk, mediation)
    lines = tuple(
        Text("speaking.line", {"who": Text(f"speaking.side_{each.role}"), "words": each.text})
        for each in known.words[-_SHOWN:]
    )
    values = {**mediating.values_of(talk, mediation), "lines": lines}
    return Step((talk.letter("speaking.latest" if lines else "speaking.nothing", values),))


def _heard(talk: Talk, change: MediationChanged, voice: Voice, words: str) -> tuple[Letter, ...]:
    after, speaker = change.mediation, talk.desk.person.person_id
    hearing = hearings.hearing_of(talk, after)
    values: dict[str, Value] = {"who": Text(f"speaking.side_{change.event.role}"), "words": words}
    alone = voice.room in CAUCUS.values()
    act = "say" if alone or voice.by == {Role.MEDIATOR} else "joint"
    letters = [
        letter for side in voice.to for letter in hearing.to_side(side, _KEYS[alone], values, act)
    ]
    if not alone:
        letters += hearing.to_mediator("speaking.together", values, act if voice.to else "room")
        letters += [
            hearing.letter(each, "speaking.together", values, act if voice.to else "room")
            for each in after.course.guests
        ]
    tagged = (replace(each, dedupe=_tag(change, each.to)) for each in letters)
    return tuple(each for each in tagged if each.to != speaker)


_KEYS = {True: "speaking.from_mediator", False: "speaking.together"}


def blocked(talk: Talk, mediation: Mediation, words: str, *sides: Role) -> Step | None:
    """Return the refusal of words that press or give a caucus away, None if they may go out.

    The refusal is recorded with its reason and the hash of the words, never with the words. The
    question stays open: whatever is written next is the same thing in other words.
    """
    reason, key, values = _fault(talk, mediation, words, sides)
    if not reason:
        return None
    what = mediating.deed(talk, mediation, Do.BLOCK, reason=reason, text=words)
    change = hearings.recorded(talk, mediation, what)
    return Step((talk.letter(key, values),), (change,))


def _fault(
    talk: Talk, mediation: Mediation, words: str, sides: tuple[Role, ...]
) -> tuple[str, str, dict[str, Value]]:
    if talk.reading.presses:
        kind = talk.reading.presses[0]
        return f"pressure:{kind}", "speaking.presses", {"why": Text(f"speaking.why_{kind}")}
    known = hearings.known_of(talk, mediation)
    for side in sides:
        slip = slip_in(words, known.secret_from(side), known.known_to(side))
        if slip:
            return f"slip:{slip.kind}", f"speaking.slip_{slip.kind}", {}
    return "", "", {}


def _kept(
    talk: Talk, mediation: Mediation, room: Room, words: str
) -> tuple[MediationChanged, WordSaid]:
    what = mediating.deed(talk, mediation, Do.SAY, reason=room.value, text=words)
    change = hearings.recorded(talk, mediation, what)
    event = change.event
    place = (event.community_id, event.number, event.attempt, event.seq)
    speaker = talk.desk.person.person_id
    return change, WordSaid(Word(*place, room, event.role, speaker, talk.desk.at, words))


def _tag(change: MediationChanged, to: str) -> str:
    event = change.event
    return f"talks:{event.number}:{event.attempt}:{event.seq}:{to}"


def _told(
    talk: Talk, changes: tuple[MediationChanged, WordSaid], key: str, *letters: Letter
) -> Step:
    says = talk.letter(key, mediating.values_of(talk, changes[0].mediation))
    return Step((says, *letters), changes, talk.resting())
