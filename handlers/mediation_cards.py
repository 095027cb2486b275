"""What a mediation shows who is in it: where it stands, what he may do, what waits for him."""

from collections.abc import Iterator

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.mediation_states import Do, Role, Stage, acts_for
from domain.mediations import Mediation
from domain.questions import choices_of, values_of
from domain.turns import Choice, Letter, Step, Text
from handlers import hearings, issuing, mediating, pending
from handlers.talk import Talk

_SIDES = frozenset({Role.APPLICANT, Role.RESPONDENT})
_MEDIATOR = frozenset({Role.MEDIATOR})
_AFTER_HOLD = ("resume", "carry_on", "stop")
# While an agreement waits for a side its own buttons stand for these two acts of the table.
_NOT_WRITTEN = ("read", "shuttle")
# What the list offers to whom; each is shown only where the table allows it now.
_OFFERED: tuple[tuple[str, Do, frozenset[Role]], ...] = (
    ("consent", Do.CONSENT, _SIDES),
    ("decline", Do.DECLINE, frozenset({Role.APPLICANT})),
    ("refuse", Do.REFUSE, frozenset({Role.RESPONDENT})),
    ("read", Do.ACKNOWLEDGE, _SIDES),
    ("object", Do.OBJECT, _SIDES),
    ("shuttle", Do.SHUTTLE, frozenset({Role.MEDIATOR, Role.APPLICANT, Role.RESPONDENT})),
    ("say", Do.SAY, _SIDES),
    ("words", Do.SAY, frozenset({*_SIDES, Role.MEDIATOR, Role.GUEST})),
    ("extend", Do.BID, _SIDES),
    ("panel", Do.BID, _SIDES),
    ("say_a", Do.SAY, _MEDIATOR),
    ("say_b", Do.SAY, _MEDIATOR),
    ("tell", Do.SAY, _MEDIATOR),
    ("relay_a", Do.NOTE, _MEDIATOR),
    ("relay_b", Do.NOTE, _MEDIATOR),
    ("issues", Do.NOTE, _MEDIATOR),
    ("times", Do.NOTE, _MEDIATOR),
    ("meet", Do.NOTE, _MEDIATOR),
    ("minutes", Do.NOTE, _MEDIATOR),
    ("guest", Do.NOTE, _MEDIATOR),
    ("suspend", Do.NOTE, _MEDIATOR),
    ("room", Do.SAY, frozenset({Role.MEDIATOR, Role.GUEST})),
    ("propose", Do.PROPOSE, _MEDIATOR),
    ("resume", Do.RESUME, frozenset({Role.MEDIATOR, Role.STAFF})),
    ("fail", Do.FAIL, frozenset({Role.MEDIATOR, Role.STAFF})),
    ("hold", Do.HOLD, frozenset({Role.MEDIATOR, Role.STAFF})),
    ("carry_on", Do.CARRY_ON, frozenset({Role.STAFF})),
    ("finish", Do.CLOSE, frozenset({Role.STAFF})),
    ("clear", Do.CLEAR, frozenset({Role.STAFF})),
    ("refer_out", Do.REFER_OUT, frozenset({Role.STAFF})),
    ("draft", Do.DRAFT, frozenset({Role.MEDIATOR})),
    ("draft/oral", Do.DRAFT, frozenset({Role.MEDIATOR})),
    ("paper", Do.SIGN, _SIDES),
    ("paper", Do.SEAL, frozenset({Role.COMMITTEE})),
    ("paper", Do.APPLY, _SIDES),
    ("apply", Do.APPLY, _SIDES),
    ("waive", Do.WAIVE, _SIDES),
    ("again", Do.AGAIN, frozenset({*_SIDES, Role.STAFF})),
    ("stop", Do.STOP, _SIDES),
)


def listed(talk: Talk) -> Step:
    """Show the speaker's mediations with what he may do in each now."""
    mine = [each for each in talk.desk.mediations if each.is_open and mediating.roles(talk, each)]
    if not mine:
        return talk.say("mediation.none")
    letters = (letter for each in mine for letter in _card(talk, each))
    return Step(tuple(letters), dialogue=talk.resting())


def _card(talk: Talk, mediation: Mediation) -> Iterator[Letter]:
    """Yield where it stands, what may be done, and every question that waits for the speaker."""
    hearing = hearings.hearing_of(talk, mediation)
    lines = tuple(issuing.line_of(each) for each in hearing.known.issues)
    values = {
        **mediating.values_of(talk, mediation),
        "lines": Text("mediation.lines", {"lines": lines}) if lines else "",
    }
    choices = (*pending.waits_for(talk, mediation), *_buttons(talk, mediation))
    yield talk.letter("mediation.card", values, (*choices, *_issues(talk, mediation)))
    own = mediating.roles(talk, mediation)
    for accord in hearing.known.accords:
        waits = accord.state is AccordState.ASKED and own & (
            set(accord.asked) - accord.answers.keys()
        )
        if waits and accord.kind is not Kind.CLOSE:
            yield talk.letter(
                f"accords.ask_{accord.kind}",
                values_of(accord, hearing),
                choices_of(accord, hearing),
            )


def _issues(talk: Talk, mediation: Mediation) -> tuple[Choice, ...]:
    hearing = hearings.hearing_of(talk, mediation)
    if Role.MEDIATOR not in mediating.roles(talk, mediation):
        return ()
    return tuple(
        hearing.button(
            f"issue_card/{each.issue}", "issuing.button_card", {"issue": str(each.issue)}
        )
        for each in hearing.known.issues
        if issuing.acts_about(each)
    )


def _buttons(talk: Talk, mediation: Mediation) -> tuple[Choice, ...]:
    roles = mediating.roles(talk, mediation)
    may = acts_for(mediation.stage, roles)
    acts = (name for name, act, whose in _OFFERED if act in may and roles & whose)
    return mediating.buttons(mediation, *(each for each in acts if _fits(mediation, each, roles)))


def _fits(mediation: Mediation, name: str, roles: frozenset[Role]) -> bool:
    """Say whether the act leads anywhere: what binds is neither begun anew nor called off."""
    held = mediation.stage is Stage.SAFETY_HOLD
    if mediation.stage is Stage.DRAFT and roles & _SIDES and name in _NOT_WRITTEN:
        return False
    if name == "again":
        return Role.STAFF not in roles or not mediation.respondent.person_id
    if name == "resume" and mediation.barred:
        return False
    return not held or name not in _AFTER_HOLD or (name == "carry_on") is mediation.binds
