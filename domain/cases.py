"""A case (诉求): what was said, where it is, who holds it and which clocks run."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.assists import Assist
from domain.categories import Priority
from domain.clocks import RUNNING, Clocks, DueKind, Nudge
from domain.dissuasions import Dissuasion
from domain.events import GENESIS, Event
from domain.exclusions import Exclusion
from domain.pauses import Pause
from domain.people import Identity
from domain.places import Place
from domain.reading import Reason
from domain.reviews import look_again
from domain.states import QUIET_ACTS, RESIDENTS, Act, Part, State, next_state
from domain.warranties import Warranty


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whose matter this is; ``household`` counts neighbours per home (户).

    ``answer`` is "", ``solved`` or ``not_solved``; ``stars`` is 0 (not rated) to 5; ``through``
    are the numbers of the merged cases by which a follower came.
    """

    person_id: str
    part: Part
    household: str = ""
    identity: Identity = Identity.CONFIDENTIAL
    neutral: bool = False
    answer: str = ""
    stars: int = 0
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it stands after its latest event.

    ``queue`` is a queue kind or department code, ``holder`` a person's id or "" for nobody;
    ``about`` are the codes of bodies and persons that the case complains about; ``version``
    counts the acts that change what others may do next (a nudge or a comment does not);
    ``first_queue`` had it first (首接); ``waiting_since`` is since when a human's word is owed;
    ``spoke_last`` is who of staff spoke to the resident last; ``extended`` counts extensions;
    ``past_nudges`` are the latest ones about earlier due values, so that none is told twice;
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
    past_nudges: tuple[Nudge, ...] = ()
    level: int = 0
    returns: int = 0
    reopened: int = 0
    extended: int = 0
    asked: int = 0
    merged_into: str = ""
    relapse_of: str = ""
    spoke_last: str = ""
    first_queue: str = ""
    pauses: tuple[Pause, ...] = ()
    assists: tuple[Assist, ...] = ()
    dissuasions: tuple[Dissuasion, ...] = ()
    exclusion: Exclusion | None = None
    warranty: Warranty | None = None
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
        return min(self.dues, default=None)

    @property
    def dues(self) -> tuple[tuple[datetime, DueKind], ...]:
        """Return every time at which the clock looks at this case, and why."""
        dues = ((self._due(kind), kind) for kind in RUNNING[self.state])
        return tuple((due, kind) for due, kind in dues if due is not None)

    def due_of(self, kind: DueKind) -> datetime | None:
        """Return the original due time of that clock, None where it does not run."""
        if kind is DueKind.ASSIST:
            return min((each.again_at for each in self.assists if each.again_at), default=None)
        if kind is DueKind.REVIEW and self.state is not State.IN_MEDIATION:
            return look_again(self.clocks.solve, self.clocks.review, self.answered_at)
        if self._is_met(kind):
            return None
        due: datetime | None = getattr(self.clocks, kind.value)
        return due

    def _is_met(self, kind: DueKind) -> bool:
        match kind:
            case DueKind.ACCEPT:
                return self.accepted_at is not None
            case DueKind.ANSWER:
                return self.answered_at is not None
            case DueKind.WORD:
                return self.waiting_since is None
            case _:
                return False

    def _due(self, kind: DueKind) -> datetime | None:
        due, nudge = self.due_of(kind), self.nudge
        if due is None or kind is DueKind.ASSIST:
            return due
        if nudge and due <= nudge.due:
            if nudge.kind is kind:
                return nudge.again_at
            if self.is_chased:
                return None
        earlier = self.nudge_about(kind, due)
        return earlier.again_at if earlier else due

    def nudge_about(self, kind: DueKind, due: datetime) -> Nudge | None:
        """Return the latest nudge about that very due value, None if there was none."""
        nudges = (self.nudge, *reversed(self.past_nudges))
        return next((each for each in nudges if each and each.is_about(kind, due)), None)

    @property
    def is_chased(self) -> bool:
        """Say whether the clock of the latest nudge still runs; then it speaks for earlier ones."""
        kind = self.nudge.kind if self.nudge else None
        return kind in RUNNING[self.state] and self.due_of(kind) is not None

    def party(self, person_id: str) -> Party | None:
        """Return the party of that person, or None."""
        return next((party for party in self.parties if party.person_id == person_id), None)


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
    return CaseChanged(_remembering(changed, case.nudge), event)


# So many due values of one case are remembered as nudged; more never stand at once.
_MOST_REMEMBERED = 12


def _remembering(case: Case, before: Nudge | None) -> Case:
    """Return the case with the nudge that another act put aside: nothing is told twice by it."""
    now = case.nudge
    if before is None or before.count == 0 or (now and now.is_about(before.kind, before.due)):
        return case
    others = (each for each in case.past_nudges if not each.is_about(before.kind, before.due))
    kept = (*others, replace(before, acknowledged=True))
    return replace(case, past_nudges=kept[-_MOST_REMEMBERED:])
