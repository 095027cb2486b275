"""Leaving a case out of the appraisal (剔除): one proposes, another decides, or the street."""

from dataclasses import replace

from domain.cases import Case, perform
from domain.exclusions import AGREED, DECISIONS, REASONS, REFUSED, Exclusion
from domain.ladder import people_of
from domain.letters import Notice, name_text, to_staff
from domain.people import Role
from domain.presses import Press, press_on
from domain.refusals import Refused
from domain.states import Act
from domain.turns import Step, Text
from handlers.acts import answered, pressed_case, wanted_words
from handlers.talk import Talk, choice


def exclude(talk: Talk, press: Press) -> Step:
    """Propose to leave an ended case out, for a named reason with its evidence.

    What the street proposes holds at once; all else only when a second person has said yes.

    Raises:
        Refused: ``excluding.unreadable``, ``excluding.already``, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.EXCLUDE)
    evidence = wanted_words(talk, press)
    if press.argument not in REASONS:
        raise Refused("excluding.unreadable", number=case.number)
    if case.exclusion and (case.exclusion.holds or case.exclusion.awaits_review):
        raise Refused("excluding.already", number=case.number)
    speaker = talk.desk.person.person_id
    decides = talk.desk.person.has_role(Role.STREET, talk.day)
    reviewer = speaker if decides else ""
    mine = Exclusion(press.argument, speaker, talk.desk.at, reviewer, holds=decides)
    deed = replace(talk.deed(Act.EXCLUDE, case, internal=evidence), reason=press.argument)
    done = perform(case, deed, lambda old: replace(old, exclusion=mine))
    if decides:
        return answered(talk, "excluding.you_decided", done)
    buttons = (
        choice("excluding.yes", press_on(done.case, "review", AGREED)),
        choice("excluding.no", press_on(done.case, "review", REFUSED)),
    )
    values = {
        "who": name_text(speaker, talk.rules),
        "why": Text(f"excluding.{press.argument}"),
        "reason": evidence,
    }
    reviewers = people_of(case, Role.DISPATCHER, talk.rules, talk.day)
    others = [each for each in reviewers if each.person_id != speaker]
    notice = Notice("excluding.to_review", values, buttons)
    letters = to_staff(others, done.case, notice, talk.rules, talk.desk.at)
    return answered(talk, "excluding.you_proposed", done, letters)


def review(talk: Talk, press: Press) -> Step:
    """Decide on what somebody else proposed; nobody decides on his own proposal.

    Raises:
        Refused: ``excluding.nothing``, ``excluding.own``, or as every act of staff.
    """
    case = pressed_case(talk, press, Act.REVIEW)
    proposed = _proposed(case)
    speaker = talk.desk.person.person_id
    if proposed.by == speaker:
        raise Refused("excluding.own", number=case.number)
    if press.argument not in DECISIONS:
        raise Refused("excluding.unreadable", number=case.number)
    holds = press.argument == AGREED
    decided = replace(proposed, reviewed_by=speaker, holds=holds)
    deed = talk.deed(Act.REVIEW, case, internal=talk.turn.text.strip())
    done = perform(
        case,
        replace(deed, reason=press.argument),
        lambda old: replace(old, exclusion=decided),
    )
    return answered(talk, "excluding.you_agreed" if holds else "excluding.you_refused", done)


def _proposed(case: Case) -> Exclusion:
    if case.exclusion is None or not case.exclusion.awaits_review:
        raise Refused("excluding.nothing", number=case.number)
    return case.exclusion
