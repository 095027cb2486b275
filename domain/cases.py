"""A case (诉求): what was said, where it is, who holds it and which clocks run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.assists import Assist
from domain.categories import Priority
from domain.dissuasions import Dissuasion
from domain.events import GENESIS, Event
from domain.exclusions import Exclusion
from domain.pauses import Pause
from domain.people import Identity
from domain.places import Place
from domain.reading import Reason
from domain.reviews import look_again
from domain.states import QUIET_ACTS, RESIDENTS, Act, Part, State, next_state


class DueKind(StrEnum):
    """Why a case is looked at when its ``next_due_at`` comes."""

    UNASSIGNED = "unassigned"
    ACCEPT = "accept"
    ANSWER = "answer"
    SOON = "soon"
    SOLVE = "solve"
    RESUME = "resume"
    REVIEW = "review"
    CONFIRM = "confirm"
    ASSIST = "assist"


@dataclass(frozen=True, slots=True)
class Clocks:
    """Due times, aware UTC, None where no such clock was started.

    ``promised`` is the date told to the resident; it is never moved without telling.
    """

    unassigned: datetime | None = None
    accept: datetime | None = None
    answer: datetime | None = None
    soon: datetime | None = None
    solve: datetime | None = None
    resume: datetime | None = None
    review: datetime | None = None
    confirm: datetime | None = None
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class Nudge:
    """The latest chase: for which due value, up to which level of the ladder, when again.

    ``level`` 0 is the holder, 1 the secretary, 2 the community, 3 the street.
    """

    kind: DueKind
    due: datetime
    level: int
    again_at: datetime
    count: int = 1
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whose matter this is; ``household`` counts neighbours per home (户).

    ``answer`` is "", ``solved`` or ``not_solved``; ``stars`` is 0 (not rated) to 5.
    """

    person_id: str
    part: Part
    household: str = ""
    identity: Identity = Identity.CONFIDENTIAL
    neutral: bool = False
    answer: str = ""
    stars: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it stands after its latest event.

    ``queue`` is a queue kind or department code, ``holder`` a person's id or "" for nobody;
    ``about`` are the codes of bodies and persons that the case complains about; ``version``
    counts the acts that change what others may do next (a nudge or a comment does not);
    ``first_queue`` had it first (首接); ``waiting_since`` is since when a human's word is owed;
    ``follow_up_at`` is when it is asked whether it held, ``relapse_of`` which case did not hold.
    """

    community_id: str
    number: str
    text: str
    leaf: str
    priority: Priority
    state: State
    opened_at: datetime
    place: Place = field(default_factory=Place)
    grid: str = ""
    microgrid: str = ""
    queue: str = ""
    holder: str = ""
    about: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    reasons: tuple[Reason, ...] = ()
    tags: frozenset[str] = frozenset()
    summary: str = ""
    clocks: Clocks = field(default_factory=Clocks)
    nudge: Nudge | None = None
    level: int = 0
    returns: int = 0
    reopened: int = 0
    asked: int = 0
    merged_into: str = ""
    relapse_of: str = ""
    first_queue: str = ""
    pauses: tuple[Pause, ...] = ()
    assists: tuple[Assist, ...] = ()
    dissuasions: tuple[Dissuasion, ...] = ()
    exclusion: Exclusion | None = None
    outcome: str = ""
    accepted_at: datetime | None = None
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    waiting_since: datetime | None = None
    follow_up_at: datetime | None = None
    version: int = 0
    seq: int = 0
    head: str = GENESIS

    @property
    def reporter(self) -> Party | None:
        """Return who told the station first, None once forgotten."""
        return next((party for party in self.parties if party.part is Part.REPORTER), None)

    @property
    def households(self) -> int:
        """Return how many homes reported it; an unknown home counts as one of its own."""
        return len({party.household or party.person_id for party in self.parties})

    @property
    def next_due(self) -> tuple[datetime, DueKind] | None:
        """Return when and why the clock looks at this case again, None in a final state."""
        dues = ((due, kind) for kind in RUNNING[self.state] if (due := self._due(kind)) is not None)
        return min(dues, default=None)

    def due_of(self, kind: DueKind) -> datetime | None:
        """Return the original due time of that clock, None where it does not run."""
        if kind is DueKind.ASSIST:
            return min((each.again_at for each in self.assists if each.again_at), default=None)
        if kind is DueKind.REVIEW and self.state is not State.IN_MEDIATION:
            return look_again(self.clocks.solve, self.clocks.review, self.answered_at)
        if {DueKind.ACCEPT: self.accepted_at, DueKind.ANSWER: self.answered_at}.get(kind):
            return None
        due: datetime | None = getattr(self.clocks, kind.value)
        return due

    def _due(self, kind: DueKind) -> datetime | None:
        due = self.due_of(kind)
        if due is None or self.nudge is None or kind is DueKind.ASSIST:
            return due
        if self.nudge.due < due:
            return due
        if self.nudge.kind is kind:
            return self.nudge.again_at
        return None if self.is_chased else due

    @property
    def is_chased(self) -> bool:
        """Say whether the clock of the latest nudge still runs; then it speaks for earlier ones."""
        kind = self.nudge.kind if self.nudge else None
        return kind in RUNNING[self.state] and self.due_of(kind) is not None

    def party(self, person_id: str) -> Party | None:
        """Return the party of that person, or None."""
        return next((party for party in self.parties if party.person_id == person_id), None)


_IN_HAND = (DueKind.ANSWER, DueKind.SOON, DueKind.SOLVE, DueKind.REVIEW, DueKind.ASSIST)
# Which clocks run in which state; a state without a clock is final (tests hold it to that).
RUNNING: Mapping[State, tuple[DueKind, ...]] = {
    State.NEW: (DueKind.UNASSIGNED, DueKind.ASSIST),
    State.ASSIGNED: (DueKind.ACCEPT, *_IN_HAND),
    State.ACCEPTED: _IN_HAND,
    State.WAITING: (DueKind.RESUME, DueKind.ASSIST),
    State.PAUSED: (DueKind.RESUME, DueKind.ASSIST),
    State.IN_MEDIATION: (DueKind.REVIEW, DueKind.ASSIST),
    State.RESOLVED: (DueKind.CONFIRM,),
    State.CLOSED: (),
    State.WITHDRAWN: (),
    State.MERGED: (),
    State.REFERRED: (),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does what to a case, when and with which words."""

    act: Act
    actor: str
    parts: frozenset[Part]
    at: datetime
    reason: str = ""
    public: str = ""
    internal: str = ""


@dataclass(frozen=True, slots=True)
class CaseChanged:
    """A case after one event; storage writes both or, if somebody was faster, neither."""

    case: Case
    event: Event


def perform(
    case: Case, deed: Deed, change: Callable[[Case], Case] = lambda case: case
) -> CaseChanged:
    """Return the case after the deed, with its event at the end of the chain.

    ``change`` gives what else differs; the state comes from the table alone.

    Raises:
        Refused: as ``states.next_state`` does.
    """
    after, part = next_state(case.state, deed.act, deed.parts)
    event = Event(
        community_id=case.community_id,
        number=case.number,
        seq=case.seq + 1,
        at=deed.at,
        actor=part.value if part in RESIDENTS else deed.actor,
        part=part,
        act=deed.act,
        before=case.state,
        after=after,
        reason=deed.reason,
        public=deed.public,
        internal=deed.internal,
        previous=case.head,
    )
    version = case.version + (deed.act not in QUIET_ACTS)
    changed = replace(change(case), state=after, version=version, seq=event.seq, head=event.hash)
    return CaseChanged(changed, event)
