"""Mediation in the chat: one button for each act, and "我的调解" for who finds no button."""

from collections.abc import Callable, Mapping

from domain.mediation_states import Do, Role, acts_for
from domain.mediations import Mediation
from domain.presses import Press, read_press
from domain.turns import Choice, Step
from handlers import guidance, mediating, mediation_consent, mediation_course
from handlers.talk import Talk

Act = Callable[[Talk, Mediation, str], Step]

ACTS: Mapping[str, Act] = {
    "clear": mediation_consent.cleared,
    "consent": mediation_consent.consented,
    "said": mediation_consent.said,
    "silent": mediation_consent.silent,
    "decline": mediation_consent.declined,
    "refuse": mediation_consent.refused,
    "visit": mediation_consent.visited,
    "verify": mediation_consent.verified,
    "read": mediation_course.read,
    "read_out": mediation_course.read_out,
    "appoint": mediation_course.appointed,
    "object": mediation_course.objected,
    "refer_out": mediation_course.referred_out,
    "stop": mediation_course.stopped,
}
# What the list offers to whom; each is shown only where the table allows it now.
_OFFERED: tuple[tuple[str, Do, frozenset[Role]], ...] = (
    ("consent", Do.CONSENT, frozenset({Role.APPLICANT, Role.RESPONDENT})),
    ("decline", Do.DECLINE, frozenset({Role.APPLICANT})),
    ("refuse", Do.REFUSE, frozenset({Role.RESPONDENT})),
    ("read", Do.ACKNOWLEDGE, frozenset({Role.APPLICANT, Role.RESPONDENT})),
    ("object", Do.OBJECT, frozenset({Role.APPLICANT, Role.RESPONDENT})),
    ("shuttle", Do.SHUTTLE, frozenset({Role.MEDIATOR, Role.APPLICANT, Role.RESPONDENT})),
    ("meet", Do.MEET, frozenset({Role.MEDIATOR})),
    ("propose", Do.PROPOSE, frozenset({Role.MEDIATOR})),
    ("suspend", Do.SUSPEND, frozenset({Role.MEDIATOR})),
    ("resume", Do.RESUME, frozenset({Role.MEDIATOR, Role.STAFF})),
    ("fail", Do.FAIL, frozenset({Role.MEDIATOR, Role.STAFF})),
    ("clear", Do.CLEAR, frozenset({Role.STAFF})),
    ("refer_out", Do.REFER_OUT, frozenset({Role.STAFF})),
    ("stop", Do.STOP, frozenset({Role.APPLICANT, Role.RESPONDENT})),
)


def pressed(talk: Talk, press: Press) -> Step:
    """Do what the button says, on the mediation as it stands now.

    Raises:
        Refused: as ``mediating.wanted`` and the act do.
    """
    mediation = mediating.wanted(talk, press)
    act, _, argument = press.argument.partition("/")
    if act in mediation_course.TALKS:
        return mediation_course.moved(talk, mediation, act)
    if act not in ACTS:
        return guidance.lost(talk)
    return ACTS[act](talk, mediation, argument)


def told(talk: Talk) -> Step:
    """Take what was said for what an act still needed; words of harm are no answer."""
    if talk.reading.stops:
        return talk.say("mediation.you_are_heard")
    return pressed(talk, read_press(talk.desk.dialogue.notes["press"]))


def listed(talk: Talk) -> Step:
    """Show the speaker's mediations with what he may do in each now."""
    mine = [each for each in talk.desk.mediations if each.is_open and mediating.roles(talk, each)]
    if not mine:
        return talk.say("mediation.none")
    letters = tuple(
        talk.letter("mediation.card", mediating.values_of(talk, each), _buttons(talk, each))
        for each in mine
    )
    return Step(letters, dialogue=talk.resting())


def _buttons(talk: Talk, mediation: Mediation) -> tuple[Choice, ...]:
    roles = mediating.roles(talk, mediation)
    may = acts_for(mediation.stage, roles)
    acts = (name for name, act, whose in _OFFERED if act in may and roles & whose)
    return mediating.buttons(mediation, *acts)
