"""What a mediation waits for from the speaker, long after the letter that asked for it.

A chat keeps the buttons of its newest question only: whoever said something in between finds the
sign button, the number of the round or the promise to confirm in "我的调解" again.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.agreements import Agreement, Term
from domain.deeds import act_choice
from domain.mediation_roles import side_of
from domain.mediation_stages import Role, Stage
from domain.mediations import Mediation
from domain.performing import REVISITED, may_call_done, may_call_met, revisits_due
from domain.turns import Choice
from handlers import hearings, mediating
from handlers.talk import Talk

_SPEAK = frozenset({Role.APPLICANT, Role.RESPONDENT, Role.MEDIATOR, Role.GUEST})


def waits_for(talk: Talk, mediation: Mediation) -> tuple[Choice, ...]:
    """Return the buttons of the acts that wait for the speaker now."""
    side = side_of(mediation, talk.desk.person)
    found = [*_room(talk, mediation)]
    if side is None:
        return (*found, *_seal(talk, mediation))
    found += _round(talk, mediation)
    if mediation.stage in _OF_STAGE:
        found += _OF_STAGE[mediation.stage](talk, mediation, side)
    return tuple(found)


def _room(talk: Talk, mediation: Mediation) -> Iterator[Choice]:
    if mediation.stage is Stage.SESSION and mediating.roles(talk, mediation) & _SPEAK:
        yield hearings.hearing_of(talk, mediation).button("joint")


def _round(talk: Talk, mediation: Mediation) -> Iterator[Choice]:
    """Yield the button of a round of bids in which the speaker has named no number."""
    known = hearings.known_of(talk, mediation)
    for each in known.accords:
        runs = each.kind is Kind.BIDDING and each.state is AccordState.AGREED
        placed = any((bid.accord, bid.round) == (each.accord, each.round) for bid in known.bids)
        if runs and not placed and each.due_at > talk.desk.at:
            yield hearings.hearing_of(talk, mediation).button(f"bid/{each.accord}")


def _seal(talk: Talk, mediation: Mediation) -> Iterator[Choice]:
    agreement = mediation.agreement
    seals = Role.COMMITTEE in mediating.roles(talk, mediation)
    if seals and mediation.stage is Stage.DRAFT and agreement and agreement.is_signed:
        yield act_choice(mediation, "seal", agreement.edition)


def _signing(_talk: Talk, mediation: Mediation, side: Role) -> Iterator[Choice]:
    agreement = mediation.agreement
    if agreement is None or agreement.issued_at is None:
        return
    if agreement.signature(side) is None:
        is_read = agreement.is_oral or agreement.reading(side)
        yield act_choice(mediation, "sign" if is_read else "seen", agreement.edition)
    yield mediating.button(mediation, "rework")


def _promises(_talk: Talk, mediation: Mediation, side: Role) -> Iterator[Choice]:
    terms = (mediation.agreement or Agreement()).terms
    for number, term in enumerate(terms, start=1):
        for act in _about(term, side):
            yield act_choice(mediation, act, number)


def _about(term: Term, side: Role) -> tuple[str, ...]:
    if not term.is_open:
        return ()
    if term.told_at is None and may_call_done(term, side):
        return ("fulfil",)
    if not may_call_met(term, side):
        return ()
    return ("received", "missing") if term.told_at else ("received",)


def _revisit(talk: Talk, mediation: Mediation, side: Role) -> Iterator[Choice]:
    asked = revisits_due(mediation, talk.day)
    days = REVISITED[asked - 1] if asked else 0
    if days and not any((each.side, each.days) == (side, days) for each in mediation.revisits):
        begin = act_choice(mediation, "back", f"{days}-")
        yield replace(begin, label=mediating.label("back"))


_OF_STAGE: Mapping[Stage, Callable[[Talk, Mediation, Role], Iterator[Choice]]] = {
    Stage.DRAFT: _signing,
    Stage.PERFORM: _promises,
    Stage.BREACH: _promises,
    Stage.FOLLOW_UP: _revisit,
}
