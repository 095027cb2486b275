"""The one gate out of every outlet: a ``CaseView``, never a ``Case`` (docs/sources.md#secrecy)."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.assists import Assist
from domain.cases import Case, Party
from domain.categories import Priority
from domain.dissuasions import Dissuasion
from domain.events import Event
from domain.exclusions import Exclusion
from domain.parts import duties_in, parts_of
from domain.people import Identity, Person, Post, Role
from domain.places import Place
from domain.reading import Reason
from domain.rules import Rulebook
from domain.screening import may_be_mediated
from domain.states import HOLDERS, RESIDENTS, Act, Part, State

# \d is any digit, full-width ones of Chinese keyboards too; people put blanks and dashes between.
_ID_NUMBER = re.compile(
    r"(?<![\dA-Za-z])\d{6}(?:18|19|20|１８|１９|２０)\d{9}[\dXxＸｘ](?![\dA-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)((?:86|８６)?[ -]?[1１][3-9３-９]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)([0０]\d{2,3}[ -]?)\d{4}(\d{3,4})(?!\d)")
_HOME = re.compile(
    r"(?:[\d一二三四五六七八九十]{1,3}单元)?[\d零〇一二三四五六七八九十]{3,5}室"
    r"|(?<=幢|栋|楼|号)[\d一二三四五六七八九十]{1,3}单元"
    r"|(?<![\d-])\d{1,3}-\d{1,2}-\d{3,4}(?![\d-])"
)


class Tier(StrEnum):
    """How much a reader sees, most first."""

    OWN = "own"
    STAFF = "staff"
    DEPARTMENT = "department"
    CAPTAIN = "captain"
    FOLLOWING = "following"
    OUTSIDE = "outside"
    NONE = "none"


_BY_ROLE = {
    Role.SECRETARY: Tier.STAFF,
    Role.GRID_HEAD: Tier.STAFF,
    Role.GRID_WORKER: Tier.STAFF,
    Role.DISPATCHER: Tier.STAFF,
    Role.STREET: Tier.STAFF,
    Role.ADMIN: Tier.STAFF,
    Role.OFFICER: Tier.DEPARTMENT,
    Role.CAPTAIN: Tier.CAPTAIN,
    Role.PROPERTY: Tier.OUTSIDE,
    Role.COMMITTEE: Tier.OUTSIDE,
    Role.MEDIATOR: Tier.OUTSIDE,
}
_ORDER = tuple(Tier)
_SEES_HOME = frozenset({Tier.OWN, Tier.STAFF})
_SEES_WORDS = frozenset({Tier.OWN, Tier.STAFF, Tier.DEPARTMENT, Tier.CAPTAIN})
_INSIDE_ACTS = frozenset({Act.NOTE, Act.EXCLUDE, Act.REVIEW})
_SEES_INSIDE = frozenset({Tier.STAFF, Tier.DEPARTMENT})


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as one reader may see it; fields that he may not see are empty.

    ``words`` are the resident's, masked, or with ``is_summary`` the station's own; ``reporter`` is
    a masked name or ""; ``sees_inside`` admits internal notes.
    """

    number: str
    community_id: str
    state: State
    leaf: str
    priority: Priority
    opened_at: datetime
    tier: Tier
    parts: frozenset[Part]
    words: str = ""
    summary: str = ""
    is_summary: bool = False
    place: Place = field(default_factory=Place)
    grid: str = ""
    queue: str = ""
    holder: str = ""
    reporter: str = ""
    identity: Identity = Identity.CONFIDENTIAL
    reasons: tuple[Reason, ...] = ()
    tags: frozenset[str] = frozenset()
    households: int = 1
    version: int = 0
    promised: datetime | None = None
    accept_due: datetime | None = None
    answer_due: datetime | None = None
    solve_due: datetime | None = None
    closed_at: datetime | None = None
    merged_into: str = ""
    outcome: str = ""
    returns: int = 0
    reopened: int = 0
    sees_inside: bool = False
    mediable: bool = False
    assists: tuple[Assist, ...] = ()
    dissuasions: tuple[Dissuasion, ...] = ()
    exclusion: Exclusion | None = None
    relapse_of: str = ""
    waiting_since: datetime | None = None


def tier_of(case: Case, reader: Person, rules: Rulebook, day: date) -> Tier:
    """Return the fullest tier that any part and post of the reader gives in this case."""
    parts = parts_of(case, reader, rules, day)
    if Part.REPORTER in parts:
        return Tier.OWN
    duties = duties_in(case, reader, rules, day)
    if HOLDERS & parts:
        duties = duties or reader.posts_on(day)
    tiers = {_BY_ROLE.get(post.role, Tier.NONE) for post in duties}
    if Part.ASSISTANT in parts:
        tiers |= {_as_called(post) for post in reader.posts_on(day)}
    if Part.FOLLOWER in parts:
        tiers.add(Tier.FOLLOWING)
    return min(tiers, key=_ORDER.index, default=Tier.NONE)


def _as_called(post: Post) -> Tier:
    # Who was called to help sees what a department sees, whatever he sees of cases of his own.
    return max(Tier.DEPARTMENT, _BY_ROLE.get(post.role, Tier.NONE), key=_ORDER.index)


def view_case(case: Case, reader: Person, rules: Rulebook, day: date) -> CaseView | None:
    """Return what the reader may see of the case on that day, None for nothing at all."""
    tier = tier_of(case, reader, rules, day)
    if tier is Tier.NONE:
        return None
    view = CaseView(
        number=case.number,
        community_id=case.community_id,
        state=case.state,
        leaf=case.leaf,
        priority=case.priority,
        opened_at=case.opened_at,
        tier=tier,
        parts=parts_of(case, reader, rules, day),
        words=words_for(tier, case.text),
        summary=case.summary,
        is_summary=tier not in _SEES_WORDS,
        place=_place(case, tier),
        grid=case.grid,
        queue=case.queue,
        holder=case.holder,
        reporter=_reporter(case.reporter, tier),
        version=case.version,
        promised=case.clocks.promised,
        closed_at=case.closed_at,
        merged_into=case.merged_into,
        outcome=case.outcome,
        sees_inside=tier in _SEES_INSIDE,
        mediable=may_be_mediated(case, rules),
    )
    return view if tier is Tier.FOLLOWING else _with_inside(view, case)


def _with_inside(view: CaseView, case: Case) -> CaseView:
    party = case.reporter
    called = () if view.tier is Tier.OWN else case.assists
    return replace(
        view,
        identity=party.identity if party else Identity.ANONYMOUS,
        reasons=case.reasons if view.tier in _SEES_WORDS else (),
        tags=case.tags if view.sees_inside else frozenset(),
        households=case.households,
        accept_due=case.clocks.accept,
        answer_due=case.clocks.answer,
        solve_due=case.clocks.solve,
        returns=case.returns,
        reopened=case.reopened,
        assists=tuple(each if view.sees_inside else replace(each, note="") for each in called),
        relapse_of=case.relapse_of,
        dissuasions=case.dissuasions,
        exclusion=case.exclusion if view.tier is Tier.STAFF else None,
        waiting_since=case.waiting_since,
    )


def words_for(tier: Tier, words: str) -> str:
    """Return a resident's words as that tier may read them, "" where it may not read them at all.

    Numbers are masked for everybody else; homes for who does not know where the report came from.
    """
    if tier is Tier.OWN:
        return words
    if tier not in _SEES_WORDS:
        return ""
    return _masked(words, tier)


def _place(case: Case, tier: Tier) -> Place:
    place = replace(case.place, words="")
    return place if tier in _SEES_HOME else place.without_home()


def _reporter(party: Party | None, tier: Tier) -> str:
    if party is None or tier not in (Tier.OWN, Tier.STAFF):
        return ""
    return party.person_id if party.identity is Identity.OPEN else ""


def view_event(event: Event, view: CaseView) -> Event | None:
    """Return the event as the reader of the view may see it, None if it is not for him.

    Notes and reasons are for who works inside, residents' words for who reads such words and for
    no other neighbour; numbers and homes are masked.
    """
    if event.act in _INSIDE_ACTS and not view.sees_inside:
        return None
    shown = event if view.sees_inside else replace(event, internal="", reason="")
    own = view.tier is Tier.OWN
    if own and event.part is not Part.FOLLOWER:
        return shown
    if event.part in RESIDENTS and (own or view.tier not in _SEES_WORDS):
        return replace(shown, public="")
    return replace(shown, public=_masked(event.public, view.tier))


def _masked(words: str, tier: Tier) -> str:
    masked = mask_numbers(words)
    return masked if tier in _SEES_HOME else mask_homes(masked)


def mask_numbers(words: str) -> str:
    """Return the words with identity and telephone numbers masked (138****5678)."""
    masked = _MOBILE.sub(r"\1****\2", _ID_NUMBER.sub("******", words))
    return _LANDLINE.sub(r"\1****\2", masked)


def mask_homes(words: str) -> str:
    """Return the words with units and rooms masked (3幢*室)."""
    return _HOME.sub("*室", words)


def mask_name(surname: str) -> str:
    """Return a name as others may read it: the first character and two stars."""
    return f"{surname[:1]}**" if surname else ""
