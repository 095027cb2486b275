"""Who may know: open, confidential or anonymous; and notices that say nothing to others."""

from collections.abc import Callable
from dataclasses import replace

from domain.cases import Case, CaseChanged, Party, perform
from domain.people import Identity
from domain.presses import Press
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Change, PersonChanged, Step
from handlers import belongings, mediation_course
from handlers.talk import Talk, choice


def asked(talk: Talk) -> Step:
    """Offer the three levels, saying what each means."""
    buttons = tuple(choice(f"identity.{level}", f"identity::-1:{level}") for level in Identity)
    return Step((talk.letter("identity.which", {}, buttons),), dialogue=talk.resting())


def chosen(talk: Talk, press: Press) -> Step:
    """Set the level for the open matters and those to come."""
    if press.argument not in set(Identity):
        raise Refused("presses.unreadable")
    level = Identity(press.argument)
    changes = _for_all(talk, lambda party: replace(party, identity=level))
    person = replace(talk.desk.person, identity=level)
    step = talk.say(f"identity.set_{level}")
    return replace(step, changes=(PersonChanged(person), *changes))


def hidden(talk: Talk) -> Step:
    """Send only neutral notices from now on: a second reader of the phone learns nothing."""
    return _neutral(talk, "identity.hidden", neutral=True)


def shown_again(talk: Talk) -> Step:
    """Send full notices again."""
    return _neutral(talk, "identity.unhidden", neutral=False)


def _neutral(talk: Talk, key: str, *, neutral: bool) -> Step:
    changes = _for_all(talk, lambda party: replace(party, neutral=neutral))
    person = replace(talk.desk.person, neutral=neutral)
    talks = mediation_course.hidden(talk, neutral=neutral)
    return replace(talk.say(key), changes=(PersonChanged(person), *changes, *talks))


def _for_all(talk: Talk, change: Callable[[Party], Party]) -> tuple[Change, ...]:
    person_id = talk.desk.person.person_id
    return tuple(_changed(talk, case, person_id, change) for case in belongings.own_open(talk))


def _changed(
    talk: Talk, case: Case, person_id: str, change: Callable[[Party], Party]
) -> CaseChanged:
    def set_party(old: Case) -> Case:
        parties = tuple(
            change(party) if party.person_id == person_id else party for party in old.parties
        )
        return replace(old, parties=parties)

    return perform(case, talk.deed(Act.SET_IDENTITY, case), set_party)


def nobody_shown(talk: Talk) -> Step:
    """Answer "谁投诉的": the station has nothing to show, to anybody."""
    return talk.say("identity.nobody_shown")
