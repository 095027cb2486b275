"""Mediation in the chat: one button for each act, and "我的调解" for who finds no button."""

from collections.abc import Mapping

from domain.mediation_roles import side_of
from domain.mediation_states import Role
from domain.mediations import Mediation
from domain.presses import Press, read_press
from domain.turns import Step
from handlers import (
    answering,
    asking,
    bidding,
    breaking,
    court,
    drafting,
    guidance,
    holding,
    issuing,
    kinship,
    mediating,
    mediation_consent,
    mediation_course,
    meeting,
    performing,
    revisiting,
    sealing,
    selecting,
    signing,
    speaking,
    visiting,
)
from handlers.talk import Talk

ACTS: Mapping[str, mediating.Act] = {
    "clear": mediation_consent.cleared,
    "consent": mediation_consent.consented,
    "said": mediation_consent.said,
    "silent": mediation_consent.silent,
    "kin": kinship.asked,
    "harm": mediation_consent.screened,
    "decline": mediation_consent.declined,
    "refuse": mediation_consent.refused,
    "visit": visiting.visited,
    "verify": visiting.verified,
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
# These take their own name as the beginning of the argument.
_NAMED: Mapping[str, mediating.Act] = {
    **dict.fromkeys(speaking.VOICES, speaking.voiced),
    **dict.fromkeys(asking.ASKS, asking.asked),
    **dict.fromkeys(issuing.ASIDE, issuing.set_aside),
}


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
