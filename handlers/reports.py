"""Reporting that it is done: proof, the question to the resident, what follows, doing it again."""

from collections.abc import Mapping
from dataclasses import replace

from domain.cases import Case, CaseChanged, perform
from domain.deadlines import Limit, due_at
from domain.ladder import people_at
from domain.letters import Notice
from domain.opening import Draft, first_party, open_case
from domain.people import Identity
from domain.presses import Press, press_on
from domain.reading import Reading
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Step
from handlers import filing
from handlers.acts import (
    answered,
    kept,
    new_holder_told,
    not_mediated,
    pressed_case,
    residents_told,
    to_be_accepted,
    wanted_words,
)
from handlers.talk import Talk, choice

_CONFIRM_WITHIN = Limit.parse("3wd")
# What stays to be done when people are safe: the lift that they were freed from stands still.
FOLLOW_ON: Mapping[str, str] = {"A3": "A4"}


def resolve(talk: Talk, press: Press) -> Step:
    """Report the case as solved and ask everybody whose matter it is.

    Raises:
        Refused: ``reports.photo_needed`` where the leaf wants a photo, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.RESOLVE)
    not_mediated(talk, case)
    words = wanted_words(talk, press)
    proof = talk.rules.categories.leaf(case.leaf).proof
    if proof == "photo" and not any(item.kind == "photo" for item in talk.turn.attachments):
        raise Refused("reports.photo_needed", number=case.number)
    done = perform(
        case, talk.deed(Act.RESOLVE, case, public=words), lambda old: _resolved(talk, old)
    )
    question = Notice(
        "reports.is_it_solved",
        {"said": words},
        (
            choice("reports.solved", press_on(done.case, "solved")),
            choice("reports.not_solved", press_on(done.case, "not_solved")),
        ),
    )
    letters = residents_told(talk, done.case, question)
    step = answered(talk, "reports.you_resolved", done, letters, kept(talk, case))
    return step.joined(_followed(talk, case))


def _resolved(talk: Talk, case: Case) -> Case:
    at = talk.desk.at
    confirm = due_at(at, _CONFIRM_WITHIN, talk.rules.calendar)
    return replace(
        case,
        clocks=replace(case.clocks, confirm=confirm),
        parties=tuple(replace(party, answer="") for party in case.parties),
        accepted_at=case.accepted_at or at,
        answered_at=case.answered_at or at,
        resolved_at=at,
        waiting_since=None,
        asked=1,
        nudge=None,
    )


def _followed(talk: Talk, case: Case) -> Step:
    leaf = FOLLOW_ON.get(case.leaf, "")
    if not leaf or case.reopened:
        return Step()
    opened = opened_from(talk, case, leaf)
    letters = residents_told(talk, opened.case, Notice("reports.follow_on", {"first": case.number}))
    return Step((*letters, *filing.told_staff(talk, opened.case)), (opened,))


def opened_from(talk: Talk, case: Case, leaf: str) -> CaseChanged:
    """Return a new case of the same people, place and words under that leaf."""
    prefix = talk.rules.directory.community(case.community_id).prefix
    nobody = first_party("", "", Identity.ANONYMOUS, neutral=True)
    draft = Draft(
        community_id=case.community_id,
        number=f"{prefix}{talk.desk.free_number:06d}",
        text=case.text,
        leaf=leaf,
        place=case.place,
        party=next(iter(case.parties), nobody),
        reading=Reading(text=case.text, tags=case.tags),
    )
    opened = open_case(draft, talk.rules, talk.desk.at)
    parties = tuple(replace(party, answer="", stars=0) for party in case.parties)
    return replace(opened, case=replace(opened.case, parties=parties))


def reopen(talk: Talk, press: Press) -> Step:
    """Do a case again on its old limits, by who held it or, if he is gone, by the speaker."""
    case = pressed_case(talk, press, Act.REOPEN)
    reason = wanted_words(talk, press)
    done = perform(
        case, talk.deed(Act.REOPEN, case, internal=reason), lambda old: _opened_again(talk, old)
    )
    letters = residents_told(talk, done.case, Notice("reports.reopened"))
    letters += new_holder_told(talk, done.case, "reports.again", reason)
    return answered(talk, "reports.you_reopened", done, letters)


def _opened_again(talk: Talk, case: Case) -> Case:
    still = people_at(case, 0, talk.rules, talk.day)
    return replace(
        to_be_accepted(talk, case),
        holder=case.holder if still else talk.desk.person.person_id,
        parties=tuple(replace(party, answer="") for party in case.parties),
        clocks=replace(to_be_accepted(talk, case).clocks, confirm=None),
        reopened=case.reopened + 1,
        merged_into="",
        outcome="",
        asked=0,
        resolved_at=None,
        closed_at=None,
        follow_up_at=None,
        nudge=None,
    )
