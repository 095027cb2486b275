"""Asking both sides for a yes to the same words: one table for whatever is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from domain.accord_kinds import BOTH, YES, Kind
from domain.accords import Accord, AccordChanged, Hand, due_after, given, reworded
from domain.amounts import one_amount
from domain.courses import MOST_EXTENSIONS, MOST_PANELS, MOST_SUSPENSIONS
from domain.issues import IssueStatus
from domain.mediation_stages import Do, Role, Stage
from domain.mediations import Mediation
from domain.meetings import candidates
from domain.privacy import mask_numbers
from domain.questions import SIDES, check_reachable, questions
from domain.refusals import Refused
from domain.turns import Change, Step
from handlers import hearings, mediating, speaking
from handlers.talk import Talk

_M = frozenset({Role.MEDIATOR})


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked, of whom and by whom; ``wants`` names what has to be written for it."""

    kind: Kind
    by: frozenset[Role]
    asked: tuple[Role, ...] = BOTH
    wants: str = ""


ASKS: Mapping[str, Ask] = {
    "relay_a": Ask(Kind.RELAY, _M, (Role.APPLICANT,), "words"),
    "relay_b": Ask(Kind.RELAY, _M, (Role.RESPONDENT,), "words"),
    "option": Ask(Kind.OPTION, _M, wants="words"),
    "number": Ask(Kind.NUMBER, _M, wants="amount"),
    "bidding": Ask(Kind.BIDDING, _M),
    "meet": Ask(Kind.MEET, _M),
    "times": Ask(Kind.TIMES, _M, (*BOTH, Role.MEDIATOR)),
    "suspend": Ask(Kind.PAYER, _M, wants="words"),
    "minutes": Ask(Kind.MINUTES, _M, wants="words"),
    "extend": Ask(Kind.EXTEND, SIDES),
    "panel": Ask(Kind.PANEL, SIDES),
}
_ON_ISSUES = frozenset({Kind.OPTION, Kind.NUMBER, Kind.BIDDING})
_MANY = frozenset({Kind.RELAY, Kind.MINUTES})
# Whoever asks for these has said yes by asking.
_OWN_YES = frozenset({Kind.EXTEND, Kind.PANEL})


def asked(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Ask for a yes; ``argument`` is the act, and for an issue its number and who would pay.

    Raises:
        Refused: ``mediation.not_yours`` or why it may not be asked now.
    """
    act, _, rest = argument.partition("/")
    ask = ASKS[act]
    if mediating.roles(talk, mediation).isdisjoint(ask.by):
        raise Refused("mediation.not_yours")
    hearings.checked(talk, mediation, Do.ASK)
    draft = _draft(talk, mediation, ask, rest)
    _check(talk, mediation, draft)
    if ask.wants:
        question = hearings.wants_words(talk, mediation, f"asking.wants_{act}", argument)
        # Whoever is asked reads it first: his own caucus he may read, the other's he may not.
        readers = (role for role in ask.asked if role in SIDES)
        no = question or speaking.blocked(talk, mediation, draft.words or talk.turn.text, *readers)
        if no:
            return no
    if ask.wants == "amount" and not draft.amount:
        raise Refused("asking.one_amount")
    return put(talk, mediation, draft)


def _draft(talk: Talk, mediation: Mediation, ask: Ask, rest: str) -> Accord:
    issue, _, payer = rest.partition("/")
    said = mask_numbers(talk.turn.text.strip())
    return replace(
        draft_of(talk, mediation, ask.kind),
        asked=ask.asked,
        words=said if ask.wants == "words" else "",
        issue=int(issue) if issue.isdecimal() else 0,
        amount=one_amount(said) if ask.wants == "amount" else 0,
        payer=payer if payer in SIDES else "",
        names=candidates(talk.desk.at) if ask.kind is Kind.TIMES else (),
    )


def draft_of(talk: Talk, mediation: Mediation, kind: Kind) -> Accord:
    """Return a question to both sides that was not put yet and says nothing yet."""
    at = talk.desk.at
    place = (mediation.community_id, mediation.number, mediation.attempt)
    return Accord(*place, 0, kind, BOTH, at, due_after(kind, at))


def _check(talk: Talk, mediation: Mediation, draft: Accord) -> None:
    check = _CHECKS.get(draft.kind)
    if check and not check(mediation):
        raise Refused(f"asking.no_{draft.kind}")
    known = hearings.known_of(talk, mediation)
    if draft.kind in _ON_ISSUES:
        status = {each.issue: each.status for each in known.issues}
        if status.get(draft.issue) is not IssueStatus.OPEN:
            raise Refused("issues.not_open")
        if draft.kind is not Kind.OPTION and not draft.payer:
            raise Refused("presses.unreadable")
    if draft.kind not in {*_MANY, Kind.OPTION} and known.live(draft.kind, draft.issue):
        raise Refused("asking.runs")
    check_reachable(draft, hearings.hearing_of(talk, mediation))


_CHECKS: Mapping[Kind, Callable[[Mediation], bool]] = {
    Kind.MEET: lambda found: found.stage in (Stage.PREPARE, Stage.SHUTTLE),
    Kind.EXTEND: lambda found: found.course.extended < MOST_EXTENSIONS,
    Kind.PAYER: lambda found: found.course.suspended < MOST_SUSPENSIONS,
    Kind.PANEL: lambda found: found.course.panels < MOST_PANELS,
}


def put(talk: Talk, mediation: Mediation, draft: Accord) -> Step:
    """Put the question to whom it concerns; other words for one that runs take its answers back."""
    changes: list[Change] = []
    if draft.kind in _ON_ISSUES and mediation.stage is not Stage.PROPOSAL:
        what = mediating.deed(talk, mediation, Do.PROPOSE)
        moved = hearings.recorded(talk, mediation, what)
        changes, mediation = [moved], moved.mediation
    what = mediating.deed(talk, mediation, Do.ASK, reason=draft.kind.value, text=draft.words)
    change = hearings.recorded(talk, mediation, what, [draft])
    known = hearings.known_of(talk, mediation)
    earlier = known.live(draft.kind, draft.issue) if draft.kind is Kind.OPTION else None
    accord = (
        reworded(earlier, Hand.ASKER, draft.words, talk.desk.at)
        if earlier
        else replace(draft, accord=change.event.seq)
    )
    own = {change.event.role} & set(accord.asked) & SIDES if accord.kind in _OWN_YES else set()
    changes += [change, AccordChanged(accord), *(given(accord, role, YES) for role in own)]
    hearing = replace(hearings.hearing_of(talk, mediation), mediation=change.mediation)
    still = replace(accord, asked=tuple(role for role in accord.asked if role not in own))
    says = talk.letter("asking.you_asked", hearing.matter())
    return Step((says, *questions(still, hearing)), tuple(changes), talk.resting())
