"""The list of issues (争议点): what is talked about, settled, or laid aside."""

from dataclasses import replace

from domain.deeds import money_text, side_text
from domain.issues import (
    Issue,
    IssueChanged,
    IssueKind,
    IssueStatus,
    are_settled,
    laid_aside,
)
from domain.mediation_stages import TALKS, Do, Role
from domain.mediations import Mediation
from domain.privacy import mask_numbers
from domain.questions import SIDES, terms_text
from domain.refusals import Refused
from domain.sums import sums_agree
from domain.turns import Choice, Step, Text, Value
from handlers import drafting, hearings, mediating, speaking
from handlers.deed_letters import agreement_of
from handlers.talk import Talk

MOST = 9
ASIDE = {
    "park": IssueStatus.PARKED,
    "drop": IssueStatus.WITHDRAWN,
    "reopen": IssueStatus.OPEN,
}


def begun(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Ask what kind of issue it is.

    Raises:
        Refused: as the table does.
    """
    hearings.checked(talk, mediation, Do.NOTE)
    hearing = hearings.hearing_of(talk, mediation)
    kinds = tuple(hearing.button(f"issue/{kind}", f"issues.kind_{kind}") for kind in IssueKind)
    return Step((talk.letter("issuing.which_kind", hearing.matter(), kinds),))


def named(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Take the name of a new issue, which both sides read.

    Raises:
        Refused: ``presses.unreadable``, ``issuing.too_many``, or as the table does.
    """
    hearings.checked(talk, mediation, Do.NOTE)
    if argument not in set(IssueKind):
        raise Refused("presses.unreadable")
    if ask := hearings.wants_words(talk, mediation, "issuing.wants_title", f"issue/{argument}"):
        return ask
    title = mask_numbers(talk.turn.text.strip())
    if no := speaking.blocked(talk, mediation, title, Role.APPLICANT, Role.RESPONDENT):
        return no
    known = hearings.known_of(talk, mediation)
    if len(known.issues) >= MOST:
        raise Refused("issuing.too_many")
    place = (mediation.community_id, mediation.number, mediation.attempt)
    issue = Issue(*place, len(known.issues) + 1, IssueKind(argument), title)
    return _noted(talk, mediation, issue, "issuing.named")


def set_aside(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Park an issue, drop it or take it up again; both sides read it.

    Raises:
        Refused: ``issues.not_open`` or as the table does.
    """
    hearings.checked(talk, mediation, Do.NOTE)
    act, _, number = argument.partition("/")
    status = ASIDE[act]
    return _noted(
        talk, mediation, laid_aside(_issue(talk, mediation, number), status), "issuing.aside"
    )


def _issue(talk: Talk, mediation: Mediation, number: str) -> Issue:
    known = hearings.known_of(talk, mediation).issues
    found = next((each for each in known if str(each.issue) == number), None)
    if found is None:
        raise Refused("issues.not_open")
    return found


def _noted(talk: Talk, mediation: Mediation, issue: Issue, key: str) -> Step:
    what = mediating.deed(
        talk, mediation, Do.NOTE, reason=f"{issue.issue}:{issue.status}", text=issue.title
    )
    change = hearings.recorded(talk, mediation, what)
    hearing = replace(hearings.hearing_of(talk, mediation), mediation=change.mediation)
    values: dict[str, Value] = {
        "title": issue.title,
        "status": Text(f"issues.status_{issue.status}"),
    }
    says = talk.letter(
        "issuing.you_noted",
        {**hearing.matter(), **values},
        _acts(acts_about(issue), talk, mediation),
    )
    letters = hearing.to_both(key, values)
    return Step((says, *letters), (change, IssueChanged(issue)), talk.resting())


def shown(talk: Talk, mediation: Mediation, number: str) -> Step:
    """Show who mediates what may be done about one issue.

    Raises:
        Refused: ``issues.not_open`` for an unknown one, or as the table does.
    """
    hearings.checked(talk, mediation, Do.NOTE)
    issue = _issue(talk, mediation, number)
    values = {**mediating.values_of(talk, mediation), "line": line_of(issue)}
    return Step((talk.letter("issuing.card", values, _acts(acts_about(issue), talk, mediation)),))


def acts_about(issue: Issue) -> tuple[str, ...]:
    """Return the acts that who mediates may do about the issue as it stands."""
    number = issue.issue
    if issue.status is IssueStatus.PARKED:
        return (f"reopen/{number}",)
    if issue.status is not IssueStatus.OPEN:
        return ()
    money = (
        tuple(f"{act}/{number}/{payer}" for act in ("number", "bidding") for payer in sorted(SIDES))
        if issue.kind is IssueKind.MONEY
        else ()
    )
    return (f"option/{number}", *money, f"park/{number}", f"drop/{number}")


def _acts(acts: tuple[str, ...], talk: Talk, mediation: Mediation) -> tuple[Choice, ...]:
    hearing = hearings.hearing_of(talk, mediation)
    return tuple(hearing.button(act, f"issuing.button_{_label(act)}") for act in acts)


def _label(act: str) -> str:
    name, _, payer = act.partition("/")
    return f"{name}_{payer.partition('/')[2]}".rstrip("_")


def line_of(issue: Issue) -> Value:
    """Return the issue as one line: its name, where it stands, and what was settled."""
    return Text(
        f"issues.line_{issue.status}",
        {"issue": str(issue.issue), "title": issue.title, "terms": terms_text(issue.terms)},
    )


def drafted(talk: Talk, mediation: Mediation, part: str) -> Step:
    """Begin to write the agreement once no listed issue is open; what was settled is shown first.

    Raises:
        Refused: ``issues.not_settled`` as long as one is open or nothing is agreed.
    """
    known = hearings.known_of(talk, mediation).issues
    begins = part in ("", "oral") and mediation.stage in TALKS
    if begins and known and not are_settled(known):
        raise Refused("issues.not_settled")
    step = drafting.drafted(talk, mediation, part)
    lines = tuple(line_of(each) for each in known if each.status is IssueStatus.AGREED)
    if not begins or not lines:
        return step
    shown = talk.letter("issuing.settled", {**mediating.values_of(talk, mediation), "lines": lines})
    return replace(step, says=(shown, *step.says))


def handed_out(talk: Talk, mediation: Mediation, edition: str) -> Step:
    """Give the final words to both sides, if their money is what both settled on.

    Raises:
        Refused: as ``drafting.handed_out`` does.
    """
    known = hearings.known_of(talk, mediation).issues
    terms = agreement_of(mediation).terms
    if sums_agree(terms, known):
        return drafting.handed_out(talk, mediation, edition)
    settled = tuple(line_of(each) for each in known if each.status is IssueStatus.AGREED)
    written = tuple(
        Text("agreeing.sum", {"side": side_text(each.owed), "money": money_text(each.fen)})
        for each in terms
        if each.fen
    )
    values: dict[str, Value] = {
        "settled": settled,
        "written": written or Text("agreeing.no_sum"),
    }
    buttons = mediating.buttons(mediation, "draft/drop")
    # Whatever is written next is still one more promise.
    return Step((talk.letter("agreeing.other_sums", values, buttons),))
