"""Saying where one lives, and the confirmation of who serves that stairwell and went to the door.

Who is confirmed is asked first in what concerns the home, and signs without a second look.
"""

from dataclasses import replace

from domain.dwellings import HomeProved, check_number, home_key, home_of, is_proved, may_prove
from domain.grids import MicroGrid
from domain.letters import place_text
from domain.people import Role, ScopeKind
from domain.places import Place, PlaceSource
from domain.presses import Press
from domain.refusals import Refused
from domain.turns import Letter, PersonChanged, Step
from handlers.talk import Talk, choice

_ANSWERS = ("y", "n")
_SPEAKERS = ("我", "俺", "咱")


def is_said(talk: Talk) -> bool:
    """Say whether the speaker says behind which door he lives, and nothing else."""
    is_own = any(word in talk.reading.text for word in _SPEAKERS)
    return is_own and talk.reading.is_place_alone() and bool(_told(talk).room)


def _told(talk: Talk) -> Place:
    there, before = talk.reading.place, talk.desk.person.home
    place = replace(there.completed_by(before), words="", source=PlaceSource.ASKED)
    is_scanned = before.source is PlaceSource.CODE and _stairs(place) == _stairs(before)
    return replace(place, source=PlaceSource.CODE) if is_scanned else place


def _stairs(place: Place) -> tuple[str, str, str]:
    return place.compound, place.building, place.unit


def claimed(talk: Talk) -> Step:
    """Note where the speaker says that he lives, and ask who serves the stairwell to confirm it."""
    home, person = _told(talk), talk.desk.person
    micro = talk.rules.directory.microgrid_of(home, talk.day)
    if not home_key(home) or micro is None:
        return talk.say("dwelling.unknown")
    if is_proved(person.home) and home_key(person.home) == home_key(home):
        return talk.say("dwelling.is_proved", {"place": place_text(home, talk.rules)})
    code = check_number(person.person_id, home)
    values = {"place": place_text(home, talk.rules), "code": code}
    says = talk.letter("dwelling.claimed", values)
    change = PersonChanged(replace(person, home=home))
    return Step((says, *_asked(talk, home, micro)), (change,), talk.resting())


def _asked(talk: Talk, home: Place, micro: MicroGrid) -> tuple[Letter, ...]:
    """Return the question to the nearest who serves the stairwell and is somebody else."""
    directory, person_id, day = talk.rules.directory, talk.desk.person.person_id, talk.day
    people = (
        *directory.serving(Role.CAPTAIN, ScopeKind.MICROGRID, micro.code, day),
        *directory.serving(Role.GRID_WORKER, ScopeKind.GRID, micro.grid, day),
        *directory.serving(Role.SECRETARY, ScopeKind.GRID, micro.grid, day),
    )
    key, code = home_key(home), check_number(person_id, home)
    buttons = tuple(
        choice(f"dwelling.button_{said}", str(Press("home", argument=f"{person_id}/{key}/{said}")))
        for said in _ANSWERS
    )
    others = [each.person_id for each in people if each.person_id != person_id]
    return tuple(
        Letter(
            each,
            "dwelling.asked",
            {"place": place_text(home, talk.rules), "code": code},
            buttons,
            not_before=talk.rules.calendar.quiet_ends(talk.desk.at),
            dedupe=f"home:{person_id}:{key}",
        )
        for each in others[:1]
    )


def pressed(talk: Talk, press: Press) -> Step:
    """Take the word of who was at the door.

    Raises:
        Refused: ``presses.unreadable``, ``dwelling.not_yours`` for who does not serve that
            stairwell, or speaks for himself.
    """
    person_id, _, rest = press.argument.partition("/")
    key, _, said = rest.partition("/")
    home, speaker = home_of(key), talk.desk.person
    if said not in _ANSWERS or not home.room:
        raise Refused("presses.unreadable")
    is_own = person_id == speaker.person_id
    if is_own or not may_prove(speaker, home, talk.rules, talk.day):
        raise Refused("dwelling.not_yours")
    lives = said == "y"
    place = {"place": place_text(home, talk.rules)}
    proof = HomeProved(
        talk.turn.community_id, person_id, key, speaker.person_id, talk.desk.at, lives
    )
    told = Letter(
        person_id,
        f"dwelling.{'confirmed' if lives else 'denied'}",
        place,
        not_before=talk.rules.calendar.quiet_ends(talk.desk.at),
    )
    says = talk.letter(f"dwelling.you_{'confirmed' if lives else 'denied'}", place)
    return Step((says, told), (proof,), talk.resting())
