"""The second wall around the talks of a mediation: what one step of a person may change in them.

Conversations ask the table of the mediation themselves; whatever they forget stops here.
"""

from domain.accord_kinds import RULES
from domain.accords import Accord, AccordChanged, AnswerGiven
from domain.calendar import shanghai_day
from domain.issues import IssueChanged
from domain.mediation_roles import roles_in
from domain.mediation_stages import Role
from domain.mediations import Mediation
from domain.proceedings import (
    READS,
    Bid,
    BidPlaced,
    BidsDestroyed,
    LettersRecalled,
    ProceedingsChange,
    Word,
    WordSaid,
)
from domain.questions import SIDES
from domain.turns import Desk

_ASKS = SIDES | {Role.MEDIATOR, Role.STAFF}


def may_proceed(desk: Desk, change: ProceedingsChange) -> bool:
    """Say whether the speaker at the desk may change the talks so.

    Words are said in one's own name in rooms that one reads, bids and answers given for oneself,
    or by staff for a side without an account; issues are the mediator's. Only the clock destroys
    bids.
    """
    match change:
        case WordSaid(word):
            return _may_say(desk, word)
        case BidPlaced(bid):
            return _may_bid(desk, bid)
        case AnswerGiven(_, number, attempt, _, _, role, _):
            return _may_answer(desk, _found(desk, number, attempt), role)
        case _:
            return _may_lead(desk, change)


def _may_lead(
    desk: Desk, change: AccordChanged | IssueChanged | LettersRecalled | BidsDestroyed
) -> bool:
    match change:
        case AccordChanged(accord):
            return _may_ask(desk, accord)
        case IssueChanged(issue):
            return Role.MEDIATOR in _roles(desk, _found(desk, issue.number, issue.attempt))
        case LettersRecalled():
            return _may_recall(desk, change)
        case _:
            return False


def _found(desk: Desk, number: str, attempt: int) -> Mediation | None:
    mediation = desk.mediation(number)
    return mediation if mediation and mediation.attempt == attempt else None


def _roles(desk: Desk, mediation: Mediation | None) -> frozenset[Role]:
    if mediation is None or not mediation.is_open:
        return frozenset()
    case = next((each for each in desk.cases if each.number == mediation.number), None)
    return roles_in(mediation, desk.person, case, desk.rules, shanghai_day(desk.at))


def _may_say(desk: Desk, word: Word) -> bool:
    roles = _roles(desk, _found(desk, word.number, word.attempt))
    is_own = word.person_id == desk.person.person_id and word.role in roles
    return is_own and word.room in READS.get(word.role, frozenset())


def _may_bid(desk: Desk, bid: Bid) -> bool:
    roles = _roles(desk, _found(desk, bid.number, bid.attempt))
    return bid.person_id == desk.person.person_id and bid.side in roles & SIDES


def _may_answer(desk: Desk, mediation: Mediation | None, role: Role) -> bool:
    roles = _roles(desk, mediation)
    if mediation is None or role in roles:
        return mediation is not None
    side = mediation.applicant if role is Role.APPLICANT else mediation.respondent
    return Role.STAFF in roles and role in SIDES and not side.person_id


def _may_ask(desk: Desk, accord: Accord) -> bool:
    """Say so too of who takes words back or puts them in others: he asks them anew."""
    roles = _roles(desk, _found(desk, accord.number, accord.attempt))
    by_phone = Role.STAFF not in roles or RULES[accord.kind].assisted
    return bool(roles & _ASKS) and by_phone


def _may_recall(desk: Desk, change: LettersRecalled) -> bool:
    found = (each for each in desk.mediations if _roles(desk, each) & _ASKS)
    return any(change.about.startswith(f"talks:{each.number}:{each.attempt}:") for each in found)
