"""A mediation (调解): whose dispute it is, where it stands, who agreed to what and when.

Every act leaves an event in a chain of hashes; a party stands in it by his role only.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.agreements import Agreement
from domain.calendar import Calendar
from domain.courses import Course
from domain.deadlines import due_at
from domain.events import GENESIS
from domain.mediation_states import CLOCKED, FINAL, Do, Role, Stage, next_stage
from domain.mediation_timers import CLOCK, first_look, stage_due
from domain.places import Place

PARTIES = frozenset({Role.APPLICANT, Role.RESPONDENT})


@dataclass(frozen=True, slots=True)
class Side:
    """One side; ``person_id`` is "" for somebody without an account, who answers at his door.

    ``consented`` says how the yes was given: ``self`` or ``assisted``; ``read_at`` is when the
    notice of rights (告知书) was confirmed; ``neutral`` asks for notices that say nothing to a
    second reader of the phone. ``body`` is the code of a body of the directory that is this side,
    or the name of a company that stands in none.
    """

    person_id: str = ""
    home: Place = field(default_factory=Place)
    consented: str = ""
    consented_at: datetime | None = None
    read_at: datetime | None = None
    neutral: bool = False
    body: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to reach the other side: ``way`` is chat, phone, letter or visit."""

    at: datetime
    way: str
    by: str
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes that was said to somebody at the door or on the telephone, before a witness."""

    at: datetime
    by: str
    witness: str


@dataclass(frozen=True, slots=True)
class Revisit:
    """What one side answered when it was asked how things are, so many days after."""

    side: Role
    days: int
    at: datetime
    answers: str


@dataclass(frozen=True, slots=True)
class Mediation:
    """One mediation as it stands after its latest event; ``number`` is that of its case.

    ``attempt`` counts the mediations of one case, from 1. ``statement`` is what the applicant
    chose to let the other side read, ``invited`` to whom the invitation went in the chat.
    ``due_at`` is the limit of the stage, ``wake_at`` when the station looks next, ``clock_ends``
    the end of the thirty days; aware UTC. ``agreement`` is the newest, ``earlier`` those before;
    ``committee`` may seal it. ``opener`` of staff began it, ``origin`` is why. ``related`` sides,
    kin or once a couple, are asked alone if they are afraid; ``barred``: one is, it only goes out.
    """

    community_id: str
    number: str
    attempt: int
    leaf: str
    stage: Stage
    since: datetime
    opener: str
    applicant: Side
    respondent: Side
    statement: str = ""
    invited: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    answer: Answer | None = None
    captain: str = ""
    mediator: str = ""
    objected: tuple[str, ...] = ()
    course: Course = field(default_factory=Course)
    reminded: int = 0
    due_at: datetime | None = None
    wake_at: datetime | None = None
    clock_ends: datetime | None = None
    agreement: Agreement | None = None
    earlier: tuple[Agreement, ...] = ()
    committee: tuple[str, ...] = ()
    revisits: tuple[Revisit, ...] = ()
    origin: str = "own"
    related: bool = False
    barred: bool = False
    version: int = 0
    seq: int = 0
    head: str = GENESIS

    @property
    def is_open(self) -> bool:
        """Say whether it has not ended."""
        return self.stage not in FINAL

    @property
    def binds(self) -> bool:
        """Say whether the newest agreement is in force: it is performed, and not called off."""
        return self.agreement is not None and self.agreement.in_force is not None

    @property
    def asks_other(self) -> bool:
        """Say whether the other side is being asked."""
        return self.stage is Stage.INVITE_B

    @property
    def has_both_read(self) -> bool:
        """Say whether both sides confirmed the notice of their rights."""
        return bool(self.applicant.read_at and self.respondent.read_at)


@dataclass(frozen=True, slots=True)
class MediationEvent:
    """One thing that happened; ``digest`` is the SHA-256 of the text that was said, or ""."""

    community_id: str
    number: str
    attempt: int
    seq: int
    at: datetime
    actor: str
    role: Role
    act: Do
    before: Stage
    after: Stage
    reason: str = ""
    digest: str = ""
    previous: str = GENESIS

    @property
    def hash(self) -> str:
        """Return the SHA-256 (hex) over every field and the hash of the event before."""
        fields = [
            self.community_id,
            self.number,
            self.attempt,
            self.seq,
            self.at.isoformat(),
            self.actor,
            self.role,
            self.act,
            self.before,
            self.after,
            self.reason,
            self.digest,
            self.previous,
        ]
        words = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class MediationChanged:
    """A mediation after one event; storage writes both or, if somebody was faster, neither."""

    mediation: Mediation
    event: MediationEvent


@dataclass(frozen=True, slots=True)
class MediationDeed:
    """Who does what, in which roles, when, for which reason code and with which text."""

    act: Do
    actor: str
    roles: frozenset[Role]
    at: datetime
    reason: str = ""
    text: str = ""


def performed(
    mediation: Mediation,
    deed: MediationDeed,
    calendar: Calendar,
    change: Callable[[Mediation], Mediation] = lambda mediation: mediation,
) -> MediationChanged:
    """Return the mediation after the deed, with its event at the end of the chain.

    ``change`` gives what else differs; stage and clocks come from the tables alone.

    Raises:
        Refused: as ``mediation_states.next_stage`` does.
    """
    after, role = next_stage(mediation.stage, deed.act, deed.roles)
    event = MediationEvent(
        community_id=mediation.community_id,
        number=mediation.number,
        attempt=mediation.attempt,
        seq=mediation.seq + 1,
        at=deed.at,
        actor=role.value if role in PARTIES else deed.actor,
        role=role,
        act=deed.act,
        before=mediation.stage,
        after=after,
        reason=deed.reason,
        digest=hashlib.sha256(deed.text.encode()).hexdigest() if deed.text else "",
        previous=mediation.head,
    )
    changed = change(mediation)
    if after is not mediation.stage:
        changed = _entered(changed, after, deed.at, calendar)
    version = mediation.version + (after is not mediation.stage)
    return MediationChanged(
        replace(changed, version=version, seq=event.seq, head=event.hash), event
    )


def _entered(mediation: Mediation, stage: Stage, at: datetime, calendar: Calendar) -> Mediation:
    due = stage_due(stage, at, calendar)
    ends = mediation.clock_ends
    if stage is Stage.ACCEPTED:
        ends = due_at(at, CLOCK, calendar)
    if mediation.stage is Stage.SUSPENDED and ends and stage in CLOCKED:
        ends += at - mediation.since
    return replace(
        mediation,
        stage=stage,
        since=at,
        due_at=due,
        wake_at=at if stage in FINAL else first_look(stage, at, due),
        clock_ends=ends,
        reminded=0,
    )
