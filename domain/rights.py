"""The one table of rights: who may come in where, and who may do what to which case.

What somebody may do to a case stands in ``domain.states.TABLE`` by his part in it, which
``domain.parts`` knows; how much of it he reads in ``domain.privacy``. Here stand all ways in: a
page, a button or a command that is missing is refused, and fails the build.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import get_args

from domain.calendar import shanghai_day
from domain.cases import Case, CaseChanged
from domain.dwellings import HomeProved, home_of, may_prove
from domain.mediation_rights import may_proceed
from domain.mediation_roles import roles_in
from domain.mediation_states import Do, Role
from domain.mediations import MediationChanged
from domain.parts import parts_of
from domain.people import Person
from domain.people import Role as Post
from domain.poll_rights import may_change_poll
from domain.polls import POLLSTERS, PollChange
from domain.proceedings import ProceedingsChange
from domain.rules import Rulebook
from domain.states import TABLE, Act, Part
from domain.turns import Desk, Step


class Ground(StrEnum):
    """By what somebody may come in."""

    OPEN = "open"  # anybody, and sees nothing of anybody
    OWN = "own"  # the device that the chat belongs to
    STAFF = "staff"  # who is signed in and serves today
    KEEPER = "keeper"  # who looks after the station itself
    OVERSEER = "overseer"  # who answers for others' work, within his own reach
    FORM = "form"  # who answers for others' work or mediates: figures without a name
    ASKER = "asker"  # community and street: who looked at what
    ADMIN = "admin"  # who lets staff in and out, within his own reach
    POLLSTER = "pollster"  # who may hold a vote somewhere; where, domain.polls says
    READER = "reader"  # staff who may see the case that is named
    DOOR = "door"  # a messenger that knows the secret of its door


# Administrators and dispatchers: letters that reached nobody, turns that failed, alarms.
KEEPERS = frozenset({Post.ADMIN, Post.DISPATCHER})
ASKERS = frozenset({Post.ADMIN, Post.DISPATCHER, Post.STREET})
OVERSEERS = ASKERS | {Post.SECRETARY, Post.GRID_HEAD}
_POSTS: Mapping[Ground, frozenset[Post]] = {
    Ground.KEEPER: KEEPERS,
    Ground.ASKER: ASKERS,
    Ground.OVERSEER: OVERSEERS,
    Ground.FORM: OVERSEERS | {Post.MEDIATOR},
    Ground.ADMIN: frozenset({Post.ADMIN}),
    Ground.POLLSTER: POLLSTERS,
}

PAGES: Mapping[str, Ground] = {
    "GET /": Ground.OPEN,
    "GET /static": Ground.OPEN,
    "GET /c/{community_id}": Ground.OWN,
    "POST /c/{community_id}/say": Ground.OWN,
    "GET /c/{community_id}/stream": Ground.OWN,
    "GET /c/{community_id}/file/{client_id}/{file_id}": Ground.OWN,
    "GET /c/{community_id}/letter/{letter_id}/photo": Ground.OWN,
    "GET /console/sign-in": Ground.OPEN,
    "GET /console/sign-in/{link}": Ground.OPEN,
    "POST /console/sign-in/{link}": Ground.OPEN,
    "POST /console/sign-out": Ground.STAFF,
    "GET /console": Ground.STAFF,
    "GET /console/stream": Ground.STAFF,
    "GET /console/notices": Ground.STAFF,
    "GET /console/homes": Ground.STAFF,
    "POST /console/say": Ground.STAFF,
    "GET /console/absence": Ground.STAFF,
    "POST /console/absence": Ground.STAFF,
    "GET /console/accounts": Ground.STAFF,
    "POST /console/accounts/check": Ground.STAFF,
    "POST /console/accounts/invite": Ground.ADMIN,
    "POST /console/accounts/spoil": Ground.ADMIN,
    "POST /console/accounts/revoke": Ground.ADMIN,
    "GET /console/watermark/{code}": Ground.OPEN,
    "GET /console/letters": Ground.KEEPER,
    "POST /console/letters": Ground.KEEPER,
    "GET /console/failures": Ground.KEEPER,
    "POST /console/failures": Ground.KEEPER,
    "GET /console/learning": Ground.KEEPER,
    "POST /console/learning": Ground.KEEPER,
    "GET /console/appraisal": Ground.OVERSEER,
    "GET /console/appraisal.xlsx": Ground.OVERSEER,
    "GET /console/appraisal.docx": Ground.OVERSEER,
    "GET /console/views": Ground.ASKER,
    "GET /c/{community_id}/dissuasions/{number}": Ground.OWN,
    "GET /c/{community_id}/dissuasions/{number}/docx": Ground.OWN,
    "GET /console/c/{community_id}/{number}/dissuasions": Ground.READER,
    "GET /console/c/{community_id}/{number}/dissuasions.docx": Ground.READER,
    "GET /c/{community_id}/agreement/{number}": Ground.OWN,
    "GET /c/{community_id}/agreement/{number}/docx": Ground.OWN,
    "GET /console/polls": Ground.POLLSTER,
    "POST /console/polls": Ground.POLLSTER,
    "GET /console/polls/{poll}": Ground.POLLSTER,
    "GET /console/mediations": Ground.STAFF,
    "GET /console/mediations/figures": Ground.FORM,
    "GET /console/mediations/figures.xlsx": Ground.FORM,
    "GET /console/c/{community_id}/{number}/mediation": Ground.READER,
    "GET /console/c/{community_id}/{number}/agreement": Ground.READER,
    "GET /console/c/{community_id}/{number}/agreement.docx": Ground.READER,
    "GET /console/c/{community_id}/{number}/dossier.zip": Ground.READER,
    "GET /console/c/{community_id}/{number}/warranty": Ground.READER,
    "GET /console/c/{community_id}/{number}/warranty/{paper}": Ground.READER,
    "GET /console/c/{community_id}/{number}": Ground.READER,
    "POST /console/c/{community_id}/{number}/act": Ground.READER,
    "GET /console/c/{community_id}/{number}/file/{file_id}": Ground.READER,
    "GET /console/duty": Ground.KEEPER,
    "GET /livez": Ground.OPEN,
    "GET /readyz": Ground.OPEN,
    # Tells nothing of anybody, and only to who asks from this machine.
    "GET /metrics": Ground.OPEN,
    "POST /telegram/updates": Ground.DOOR,
}


_PROCEEDINGS = get_args(ProceedingsChange)
_POLLS = get_args(PollChange)


class Trespass(Exception):
    """A conversation did what its speaker may not do; that is a fault of ours."""


def may_enter(person: Person, ground: Ground, day: date) -> bool:
    """Say whether the person may come in on that ground on that day.

    Beyond it a device, a door and the case that is named are asked for themselves.
    """
    match ground:
        case Ground.OPEN | Ground.OWN | Ground.DOOR:
            return True
        case Ground.STAFF | Ground.READER:
            return person.is_staff(day)
        case _:
            return any(person.has_role(role, day) for role in _POSTS[ground])


def is_overseer(person: Person, day: date) -> bool:
    """Say whether the person answers for others' work on that day."""
    return any(person.has_role(role, day) for role in OVERSEERS)


def is_asker(person: Person, day: date) -> bool:
    """Say whether the person may ask on that day who looked at what."""
    return any(person.has_role(role, day) for role in ASKERS)


def is_admin(person: Person, day: date) -> bool:
    """Say whether the person lets staff in and out on that day.

    Nobody else: who can invite for a post could take it for himself.
    """
    return person.has_role(Post.ADMIN, day)


def is_keeper(person: Person, day: date) -> bool:
    """Say whether the person looks after the station itself on that day."""
    return any(person.has_role(role, day) for role in KEEPERS)


def can(actor: Person, act: Act, case: Case, rules: Rulebook, at: datetime) -> frozenset[Part]:
    """Return the parts in which the actor may do the act to the case at that moment; empty: no."""
    parts = parts_of(case, actor, rules, shanghai_day(at))
    return frozenset(part for part in parts if (case.state, act, part) in TABLE)


def check_step(desk: Desk, step: Step) -> None:
    """Let a step pass only if its speaker may do all that it does.

    It is the second wall: every conversation asks the table itself, and one that forgets to, or
    asks for somebody else, stops here. What follows from an act the station does on its own.

    Raises:
        Trespass: a case or the talks of a mediation are changed that do not lie on the desk, or
            that are not his to change.
    """
    _check_homes(desk, step)
    _check_polls(desk, step)
    for said in (each for each in step.changes if isinstance(each, _PROCEEDINGS)):
        if not may_proceed(desk, said):
            raise Trespass(type(said).__name__)
    for talk in (each for each in step.changes if isinstance(each, MediationChanged)):
        if not _may_mediate(desk, talk):
            raise Trespass(talk.event.act)
    known = {(case.community_id, case.number): case for case in desk.cases}
    for change in (each for each in step.changes if isinstance(each, CaseChanged)):
        key = (change.case.community_id, change.case.number)
        joins = _is_joined(desk, change, step)
        if change.event.seq > 1 and not joins and not _may(desk, change, known.get(key)):
            raise Trespass(change.event.act)
        known[key] = change.case


def _check_homes(desk: Desk, step: Step) -> None:
    for proof in (each for each in step.changes if isinstance(each, HomeProved)):
        is_his = proof.by == desk.person.person_id != proof.person_id
        home, day = home_of(proof.home), shanghai_day(desk.at)
        if not (is_his and may_prove(desk.person, home, desk.rules, day)):
            raise Trespass("home")


def _check_polls(desk: Desk, step: Step) -> None:
    for change in (each for each in step.changes if isinstance(each, _POLLS)):
        if not may_change_poll(desk, change):
            raise Trespass(type(change).__name__)


def _is_joined(desk: Desk, change: CaseChanged, step: Step) -> bool:
    """Say whether the speaker follows the one case that he was offered by joining his own to it."""
    offered, event = desk.joinable, change.event
    if offered is None or (event.act, event.part) != (Act.FOLLOW, Part.FOLLOWER):
        return False
    joining = (each.event for each in step.changes if isinstance(each, CaseChanged))
    into = {each.reason for each in joining if each.act is Act.JOIN}
    is_it = (event.community_id, event.number) == (offered.community_id, offered.number)
    return is_it and into == {offered.number}


def _may_mediate(desk: Desk, change: MediationChanged) -> bool:
    event = change.event
    if event.role is Role.STATION:
        return True
    cases = {case.number: case for case in desk.cases}
    case, before = cases.get(event.number), desk.mediation(event.number)
    if event.act is Do.CLEAR or before is None:
        return event.role is Role.STAFF and case is not None
    day = shanghai_day(desk.at)
    return event.role in roles_in(before, desk.person, case, desk.rules, day)


def _may(desk: Desk, change: CaseChanged, before: Case | None) -> bool:
    event = change.event
    if before is None or event.part is Part.STATION:
        return before is not None
    return event.part in can(desk.person, event.act, before, desk.rules, desk.at)
