"""The mediator writes the agreement: who, what happened, what each promises; then both read it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from domain.agreements import SIDES, Agreement, edited, issued
from domain.deeds import act_choice, deed_text
from domain.mediation_states import Do, Role, Stage
from domain.mediation_timers import REMINDED_AFTER, stage_due
from domain.mediations import Mediation, MediationChanged
from domain.refusals import Refused
from domain.terms import read_parties, read_term
from domain.turns import Letter, Step
from handlers import mediating, mediation_course, pending, speaking
from handlers.deed_letters import (
    agreement_of,
    bringer,
    told_both,
    told_person,
)
from handlers.hearings import own_side
from handlers.talk import Talk

STAGE = "mediation"
_LONGEST = 2000


def _parties(agreement: Agreement, words: str, _today: date) -> Agreement:
    return replace(agreement, parties=read_parties(words))


def _facts(agreement: Agreement, words: str, _today: date) -> Agreement:
    return replace(agreement, facts=words[:_LONGEST])


def _terms(agreement: Agreement, words: str, today: date) -> Agreement:
    return replace(agreement, terms=(*agreement.terms, read_term(words[:_LONGEST], today)))


_WRITERS: Mapping[str, Callable[[Agreement, str, date], Agreement]] = {
    "parties": _parties,
    "facts": _facts,
    "terms": _terms,
}


def drafted(talk: Talk, mediation: Mediation, part: str) -> Step:
    """Write one part of the agreement, or ask for it; "" begins a written one, "oral" an oral one.

    Raises:
        Refused: as ``next_stage`` and ``domain.terms`` do.
    """
    if part in ("", "oral"):
        return begun(talk, mediation, is_oral=part == "oral")
    agreement = agreement_of(mediation)
    words = talk.turn.text.strip()
    if part == "drop":
        return _written(talk, mediation, replace(agreement, terms=agreement.terms[:-1]))
    if part not in _WRITERS:
        raise Refused("presses.unreadable")
    if not words:
        mediating.done(talk, mediation, mediating.deed(talk, mediation, Do.DRAFT))
        return _asked(talk, mediation, part)
    after = _WRITERS[part](agreement, words, talk.day)
    # Both sides read every word of it: nobody is pressed by it, and no caucus given away.
    return speaking.blocked(talk, mediation, words, *SIDES) or _written(talk, mediation, after)


def begun(talk: Talk, mediation: Mediation, *, is_oral: bool = False) -> Step:
    """Begin to write; what was written before stays, and is signed by nobody any more."""
    agreement = mediation.agreement or Agreement()
    return _written(talk, mediation, replace(agreement, is_oral=is_oral))


def _written(talk: Talk, mediation: Mediation, after: Agreement) -> Step:
    fresh = edited(mediation.agreement or Agreement(), after)
    what = mediating.deed(talk, mediation, Do.DRAFT, reason="edit", text=fresh.digest)
    change = mediating.done(talk, mediation, what, lambda old: replace(old, agreement=fresh))
    if fresh.missing:
        asked = _asked(talk, change.mediation, fresh.missing[0])
        return replace(asked, changes=(change,))
    return _looked_over(talk, change)


def _asked(talk: Talk, mediation: Mediation, part: str) -> Step:
    values = mediating.values_of(talk, mediation)
    ask = talk.letter(f"agreeing.ask_{part}", values)
    press = act_choice(mediation, "draft", part).press
    return talk.ask(STAGE, ask, {"press": press})


def _looked_over(talk: Talk, change: MediationChanged) -> Step:
    after = change.mediation
    parts = ("parties", "facts", "drop")
    buttons = (
        act_choice(after, "give", agreement_of(after).edition),
        *(mediating.button(after, f"draft/{part}") for part in parts),
    )
    says = talk.letter("agreeing.draft", {"paper": deed_text(after, talk.rules)}, buttons)
    # Whatever is written next is one more promise.
    notes = {"press": act_choice(after, "draft", "terms").press}
    return replace(talk.ask(STAGE, says, notes), changes=(change,))


def handed_out(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Give the final words to both sides; the mediator's own name stands under them by that.

    Raises:
        Refused: ``agreeing.changed``, ``agreeing.incomplete``, ``agreeing.wants_paper``.
    """
    agreement = agreement_of(mediation)
    if edition != str(agreement.edition):
        raise Refused("agreeing.changed")
    at = talk.desk.at
    final = issued(agreement, talk.desk.person.person_id, at)
    what = mediating.deed(talk, mediation, Do.DRAFT, reason="issue", text=final.digest)
    change = mediating.done(
        talk,
        mediation,
        what,
        lambda old: replace(
            old,
            agreement=final,
            due_at=stage_due(Stage.DRAFT, at, talk.rules.calendar),
            wake_at=at + REMINDED_AFTER,
            reminded=0,
        ),
    )
    says = talk.letter("agreeing.you_issued", mediating.values_of(talk, change.mediation))
    return Step((says, *_final_words(talk, change.mediation)), (change,), talk.resting())


def _final_words(talk: Talk, mediation: Mediation) -> tuple[Letter, ...]:
    agreement = agreement_of(mediation)
    act, key = ("sign", "oral") if agreement.is_oral else ("seen", "paper")
    values = {"paper": deed_text(mediation, talk.rules)}
    choices = (
        act_choice(mediation, act, agreement.edition),
        mediating.button(mediation, "rework"),
    )
    letters = told_both(talk, mediation, f"agreeing.read_{key}", (values, choices))
    return (*letters, *_to_read_out(talk, mediation))


def _to_read_out(talk: Talk, mediation: Mediation) -> tuple[Letter, ...]:
    """Return what the captain is asked to read to a side without an account."""
    if mediation.respondent.person_id:
        return ()
    agreement = agreement_of(mediation)
    values = {"paper": deed_text(mediation, talk.rules)}
    choices = (act_choice(mediation, "read_to", agreement.edition),)
    return told_person(talk, mediation, bringer(mediation), "agreeing.task_read", (values, choices))


def shown(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Show the words again to a side, the mediator and who seals them, to nobody else."""
    may = {Role.APPLICANT, Role.RESPONDENT, Role.MEDIATOR, Role.COMMITTEE}
    agreement = agreement_of(mediation)
    if not mediating.roles(talk, mediation) & may or agreement.missing:
        raise Refused("mediation.not_yours")
    values = {"paper": deed_text(mediation, talk.rules)}
    waits = pending.waits_for(talk, mediation)
    return Step((talk.letter("agreeing.words", values, waits),), dialogue=talk.resting())


def reworked(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Go back to the talks at a side's wish: no signature of before counts any more."""
    own_side(talk, mediation)
    step = mediation_course.moved(talk, mediation, "shuttle")
    mediator = told_person(talk, mediation, mediation.mediator, "agreeing.staff_rework")
    return replace(step, says=(*step.says, *mediator))
