"""Mediation in the chat: one button for each act, and "我的调解" for who finds no button."""

from collections.abc import Iterator, Mapping

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.mediation_roles import side_of
from domain.mediation_states import Do, Role, Stage, acts_for
from domain.mediations import Mediation
from domain.presses import Press, read_press
from domain.questions import choices_of, values_of
from domain.turns import Choice, Letter, Step, Text
from handlers import (
    answering,
    asking,
    bidding,
    breaking,
    court,
    drafting,
    guidance,
    hearings,
    holding,
    issuing,
    mediating,
    mediation_consent,
    mediation_course,
    meeting,
    pending,
    performing,
    revisiting,
    sealing,
    selecting,
    signing,
    speaking,
)
from handlers.talk import Talk

_SIDES = frozenset({Role.APPLICANT, Role.RESPONDENT})
_MEDIATOR = frozenset({Role.MEDIATOR})

ACTS: Mapping[str, mediating.Act] = {
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
    "propose_m": selecting.proposed,
    "guest": selecting.guests,
    "say": speaking.said,
    "words": speaking.heard,
    "issue": issuing.named,
    "issues": issuing.begun,
    "issue_card": issuing.shown,
    "answer": answering.answered,
    "rank": answering.stepped,
    "slot": answering.stepped,
    "edit": answering.edited,
    "revoke": answering.revoked,
    "bid": bidding.bid,
    "close": bidding.close_asked,
    "postpone": meeting.postponed,
    "missed": meeting.missed,
    "object": mediation_course.objected,
    "refer_out": mediation_course.referred_out,
    "stop": mediation_course.stopped,
    "draft": issuing.drafted,
    "give": issuing.handed_out,
    "paper": drafting.shown,
    "rework": drafting.reworked,
    "seen": signing.seen,
    "sign": signing.sign,
    "read_to": signing.read_to,
    "brought": signing.brought,
    "signed_applicant": signing.heard_from(Role.APPLICANT),
    "signed_respondent": signing.heard_from(Role.RESPONDENT),
    "seal": sealing.sealed,
    "fulfil": performing.fulfilled,
    "received": performing.received,
    "missing": performing.missing,
    "looked": performing.looked,
    "again": breaking.again,
    "cannot": breaking.cannot,
    "finish": breaking.finished,
    "hold": holding.held,
    "carry_on": holding.carried_on,
    "apply": court.applied,
    "waive": court.waived,
    "court": court.noted,
    "back": revisiting.answered,
}
_AFTER_HOLD = ("resume", "carry_on", "stop")
# While an agreement waits for a side its own buttons stand for these two acts of the table.
_NOT_WRITTEN = ("read", "shuttle")
# These take their own name as the beginning of the argument.
_NAMED: Mapping[str, mediating.Act] = {
    **dict.fromkeys(speaking.VOICES, speaking.voiced),
    **dict.fromkeys(asking.ASKS, asking.asked),
    **dict.fromkeys(issuing.ASIDE, issuing.set_aside),
}
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


def pressed(talk: Talk, press: Press) -> Step:
    """Do what the button says, on the mediation as it stands now.

    Raises:
        Refused: as ``mediating.wanted`` and the act do.
    """
    mediation = mediating.wanted(talk, press)
    act, _, argument = press.argument.partition("/")
    if _speaks_of_harm(talk, mediation):
        return talk.say("mediation.you_are_heard")
    if act in mediation_course.TALKS:
        return mediation_course.moved(talk, mediation, act)
    if act in _NAMED:
        return _NAMED[act](talk, mediation, press.argument)
    if act not in ACTS:
        return guidance.lost(talk)
    return ACTS[act](talk, mediation, argument)


def _speaks_of_harm(talk: Talk, mediation: Mediation) -> bool:
    """Say whether a side's words speak of harm: then nothing else is done with them (P5)."""
    read = talk.reading
    harm = bool(talk.turn.text) and (bool(read.stops) or read.is_alarm())
    return harm and side_of(mediation, talk.desk.person) is not None


def told(talk: Talk) -> Step:
    """Take what was said for what an act still needed; words of harm are no answer."""
    if talk.reading.stops and not is_writing(talk):
        return talk.say("mediation.you_are_heard")
    return pressed(talk, read_press(talk.desk.dialogue.notes["press"]))


def is_writing(talk: Talk) -> bool:
    """Say whether a mediator is writing an agreement: what happened then happens no more."""
    dialogue = talk.desk.dialogue
    wanted = read_press(dialogue.notes.get("press", "none"))
    begins = wanted.argument.startswith("draft/")
    return dialogue.stage == drafting.STAGE and begins and talk.desk.person.is_staff(talk.day)


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
    return not held or name not in _AFTER_HOLD or (name == "carry_on") is mediation.binds
