"""The clock of mediations: who is asked, by which way and when, and what ends by itself."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from domain.cases import Case, perform
from domain.mediation_states import FINAL, Do, Stage
from domain.mediation_timers import LOOKED_AGAIN, TIMERS
from domain.mediations import Mediation
from domain.states import Act, State
from domain.turns import Step
from jobs.inviting import reached
from jobs.mediation_letters import (
    Notice,
    done,
    same,
    saying,
    to_applicant,
    to_side,
    to_staff,
)
from jobs.performing import breached, chase, reminded_to_sign, revisit
from jobs.rounds import JobRound
from jobs.talking import SITS, ended, sat


def look_after(work: JobRound) -> Step:
    """Return what is said and done about every mediation of the round whose time has come."""
    step = Step()
    for mediation in work.mediations:
        if mediation.wake_at and mediation.wake_at <= work.at:
            step = step.joined(_looked_at(mediation, work))
    return step


def _looked_at(mediation: Mediation, work: JobRound) -> Step:
    if mediation.stage in SITS:
        return sat(mediation, work)
    over = Step(changes=ended(mediation, work))
    return over.joined(_without_talks(mediation, work))


def _without_talks(mediation: Mediation, work: JobRound) -> Step:
    if mediation.stage in FINAL:
        return _settled(mediation, work)
    if mediation.due_at and mediation.due_at <= work.at:
        return _EXPIRED[TIMERS[mediation.stage].on_expiry](mediation, work)
    return _EARLY[mediation.stage](mediation, work)


def _settled(mediation: Mediation, work: JobRound) -> Step:
    """Let the case go on as every other, once its mediation has ended."""
    change = done(mediation, Do.SETTLE, work, lambda old: replace(old, wake_at=None))
    case = next((each for each in work.cases if each.number == mediation.number), None)
    if case is None or case.state is not State.IN_MEDIATION:
        return saying(change)
    ended = perform(case, work.deed(Act.END_MEDIATION, mediation.stage.value), _without_review)
    staff = to_staff(mediation, work, "mediation.staff_goes_on")
    return Step(staff, (change, ended))


def _without_review(case: Case) -> Case:
    return replace(case, clocks=replace(case.clocks, review=None), nudge=None)


def _reminded(mediation: Mediation, work: JobRound) -> Step:
    """Ask the applicant once more."""
    change = done(mediation, Do.REMIND, work, lambda old: replace(old, wake_at=old.due_at))
    asked = to_applicant(change.mediation, work, "mediation.offer_again", "consent", "decline")
    return saying(change, *asked)


def _lapsed_offer(mediation: Mediation, work: JobRound) -> Step:
    change = done(mediation, Do.DECLINE, work, same, "silence")
    return saying(change, *to_applicant(change.mediation, work, "mediation.offer_over"))


def _lapsed_invitation(mediation: Mediation, work: JobRound) -> Step:
    change = done(mediation, Do.LAPSE, work, same)
    staff = to_staff(change.mediation, work, "mediation.staff_no_response")
    return saying(change, *to_applicant(change.mediation, work, "mediation.not_both"), *staff)


def _paged(mediation: Mediation, work: JobRound) -> Step:
    """Ask who serves, once a day, why the stage lasts so long."""
    change = done(
        mediation,
        Do.PAGE,
        work,
        lambda old: replace(old, wake_at=work.at + LOOKED_AGAIN, reminded=old.reminded + 1),
    )
    return saying(
        change, *to_staff(change.mediation, work, "mediation.staff_lasts", mediation.mediator)
    )


def _closed(mediation: Mediation, work: JobRound) -> Step:
    """Close what its last limit closes; who was left with nothing hears the ways once more."""
    change = done(mediation, Do.CLOSE, work, same)
    after = change.mediation
    told = after.stage is Stage.CLOSED_UNPERFORMED
    letters = (
        letter
        for side in (after.applicant, after.respondent)
        for letter in to_side(after, work, side, Notice("", "performing.unperformed"))
        if told
    )
    return saying(change, *letters, *to_staff(after, work, "mediation.staff_closed"))


_EXPIRED: Mapping[Do, Callable[[Mediation, JobRound], Step]] = {
    Do.DECLINE: _lapsed_offer,
    Do.LAPSE: _lapsed_invitation,
    Do.PAGE: _paged,
    Do.CLOSE: _closed,
    Do.BREACH: breached,
}
_EARLY: Mapping[Stage, Callable[[Mediation, JobRound], Step]] = {
    Stage.OFFER_A: _reminded,
    Stage.INVITE_B: reached,
    Stage.DRAFT: reminded_to_sign,
    Stage.PERFORM: chase,
    Stage.BREACH: chase,
    Stage.FOLLOW_UP: revisit,
}
