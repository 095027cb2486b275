"""Before and after a meeting: each side may have it moved once, and not coming has its order."""

from dataclasses import replace

from domain.accord_kinds import Kind
from domain.courses import MOST_MISSED, Course
from domain.mediation_stages import Do, Role
from domain.mediations import Mediation
from domain.meetings import GRACE, candidates
from domain.questions import SIDES
from domain.refusals import Refused
from domain.turns import Step
from handlers import hearings, mediating
from handlers.asking import draft_of, put
from handlers.talk import Talk

_WHO = (Role.APPLICANT, Role.RESPONDENT, Role.MEDIATOR)


def postponed(talk: Talk, mediation: Mediation, _argument: str) -> Step:
    """Have the meeting moved, once for each side, without a reason.

    Raises:
        Refused: ``meeting.none_set``, ``meeting.moved_once``, or as the table does.
    """
    side = hearings.own_side(talk, mediation)
    hearings.checked(talk, mediation, Do.WITHDRAW)
    course = mediation.course
    if course.meets_at is None or course.meets_at <= talk.desk.at:
        raise Refused("meeting.none_set")
    if side in course.moved:
        raise Refused("meeting.moved_once")
    return _anew(talk, mediation, replace(course, meets_at=None, moved=(*course.moved, side)))


def missed(talk: Talk, mediation: Mediation, argument: str) -> Step:
    """Note that a side did not come; after the second time both are asked whether to go on.

    Raises:
        Refused: ``meeting.too_early`` before the quarter of an hour is over, ``meeting.none_set``.
    """
    hearings.checked(talk, mediation, Do.MISS)
    course = mediation.course
    if argument not in SIDES or course.meets_at is None:
        raise Refused("meeting.none_set")
    if talk.desk.at < course.meets_at + GRACE:
        raise Refused("meeting.too_early")
    count = course.missed.get(argument, 0) + 1
    after = replace(course, meets_at=None, missed={**course.missed, argument: count})
    if sum(after.missed.values()) < MOST_MISSED:
        return _anew(talk, mediation, after)
    what = mediating.deed(talk, mediation, Do.MISS, reason=argument)
    change = mediating.done(talk, mediation, what, lambda old: replace(old, course=after))
    step = put(talk, change.mediation, draft_of(talk, mediation, Kind.WILL))
    return replace(step, changes=(change, *step.changes))


def _anew(talk: Talk, mediation: Mediation, course: Course) -> Step:
    act = Do.WITHDRAW if mediating.roles(talk, mediation) & SIDES else Do.MISS
    what = mediating.deed(talk, mediation, act, reason="time")
    change = mediating.done(talk, mediation, what, lambda old: replace(old, course=course))
    draft = draft_of(talk, mediation, Kind.TIMES)
    draft = replace(draft, asked=_WHO, names=candidates(talk.desk.at))
    step = put(talk, change.mediation, draft)
    return replace(step, changes=(change, *step.changes))
