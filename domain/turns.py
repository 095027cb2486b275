"""The five words that carry everything: Turn, Desk, Step, Letter, Door."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias, Union

from domain.accounts import Account, AccountChange, Invitation
from domain.agreements import SETTLED_ALONE
from domain.alike import Alike
from domain.cases import Case, CaseChanged
from domain.clearing import Clearing
from domain.dwellings import HomeProved
from domain.events import Event
from domain.lessons import LearningChange, OwnTerm
from domain.mediations import Mediation, MediationChanged
from domain.people import Absence, Address, Person
from domain.polls import NO_POLLS, PollChange, PollDesk
from domain.proceedings import Proceedings, ProceedingsChange
from domain.refusals import Refused
from domain.rules import Rulebook
from domain.taught import NOTHING, Taught
from domain.wishes import CaseShelf

Value: TypeAlias = Union[str, int, datetime, "Text", tuple["Value", ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence by its key in the catalogue; values may hold further texts."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: what it says, and the press that comes back when it is pushed or typed."""

    label: Text
    press: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One photo, voice, file or location (``caption``: "latitude,longitude"), by its ``kind``.

    ``file_id`` names bytes that are kept; ``sender`` of staff sent it to a case, else "".
    """

    file_id: str
    kind: str
    caption: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that a person said, pressed or sent.

    ``key`` is the channel's own id of the update: the same key is the same turn. ``person_id`` is
    known where the door knows who speaks, else found by ``address``. ``press`` is a choice's press;
    ``reply_to`` the case number of the letter replied to; ``edits`` the key of an earlier turn that
    this one corrects; ``place_code`` a stairwell's; ``invitation`` the digest of a code of staff.
    """

    key: str
    community_id: str
    address: Address
    at: datetime
    text: str = ""
    press: str = ""
    attachments: tuple[Attachment, ...] = ()
    person_id: str = ""
    reply_to: str = ""
    edits: str = ""
    place_code: str = ""
    invitation: str = ""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a conversation stands: one open question at most."""

    stage: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is looked at before answering one turn.

    ``cases`` are those that this person may see and that the turn can concern; ``free_number`` is
    the community's next free case number; ``turn_cases`` tells which case an earlier turn of this
    person went into, by that turn's key, oldest first; ``offered`` are the presses of this person's
    latest letter with choices, in order, so that typing "2" is the second; ``shelf`` is the list of
    cases that the turn asks for; ``mediations`` are the newest of those cases, and those in which
    this person is anything; ``bound_at`` is since when he speaks from there, None where the door
    itself knows him. ``alike`` are open reports that may be the same matter, most alike first;
    ``joinable`` is the case that he was asked about and may join now. ``taught`` is what people
    taught the reading, ``terms`` the words that a keeper decides on, ``account`` and ``polls`` what
    a press is about, ``proceedings`` what he may have of his mediations, by number. ``events`` and
    ``files`` are of the case that a press looks into.
    """

    at: datetime
    person: Person
    dialogue: Dialogue
    rules: Rulebook
    cases: tuple[Case, ...] = ()
    free_number: int = 1
    turn_cases: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    shelf: CaseShelf = field(default_factory=CaseShelf)
    alike: tuple[Alike, ...] = ()
    joinable: Case | None = None
    taught: Taught = NOTHING
    terms: tuple[OwnTerm, ...] = ()
    invitation: Invitation | None = None
    account: Account | None = None
    events: tuple[Event, ...] = ()
    files: tuple[Attachment, ...] = ()
    mediations: tuple[Mediation, ...] = ()
    proceedings: Mapping[str, Proceedings] = field(default_factory=dict)
    bound_at: datetime | None = None
    polls: PollDesk = NO_POLLS

    @property
    def is_bound_anew(self) -> bool:
        """Say whether the account was bound so lately that a signature wants a second look."""
        return self.bound_at is not None and self.at - self.bound_at < SETTLED_ALONE

    def case(self, number: str) -> Case:
        """Return the case of that number.

        Raises:
            Refused: ``cases.unknown`` both for a number that is free and for one of others.
        """
        for case in self.cases:
            if case.number == number:
                return case
        raise Refused("cases.unknown", number=number)

    def mediation(self, number: str) -> Mediation | None:
        """Return the newest mediation of that case, None if there is none for this person."""
        return next((each for each in self.mediations if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Letter:
    """One sentence on its way to one person.

    ``urgent`` letters ignore quiet hours; others wait for ``not_before``. A second letter to the
    same person with the same ``dedupe`` is not sent.
    """

    to: str
    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    case_number: str = ""
    urgent: bool = False
    not_before: datetime | None = None
    dedupe: str = ""


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """A resident's row after a change: home, consent, identity, neutral notices."""

    person: Person


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """A resident asked to be forgotten: the cases stay, the person goes."""

    person_id: str


@dataclass(frozen=True, slots=True)
class AttachmentKept:
    """An attachment belongs to a case from now on; ``internal`` ones are for staff only."""

    number: str
    attachment: Attachment
    internal: bool = False


@dataclass(frozen=True, slots=True)
class AbsenceSet:
    """Somebody of staff is away; ``absence.until`` before ``since`` takes it back."""

    absence: Absence


MatterChange: TypeAlias = CaseChanged | MediationChanged | ProceedingsChange | PollChange
Other: TypeAlias = AttachmentKept | AbsenceSet | HomeProved | LearningChange | AccountChange
Change: TypeAlias = MatterChange | PersonChanged | PersonForgotten | Clearing | Other


@dataclass(frozen=True, slots=True)
class Step:
    """The whole answer to a turn or a strike; nothing happens that is not in it."""

    says: tuple[Letter, ...] = ()
    changes: tuple[Change, ...] = ()
    dialogue: Dialogue | None = None
    sealed: bool = False  # keeps the words of the turn, a bid, out of every record

    def joined(self, other: "Step") -> "Step":
        """Return both steps as one; the other's dialogue wins where it has one."""
        dialogue, sealed = other.dialogue or self.dialogue, self.sealed or other.sealed
        return Step(self.says + other.says, self.changes + other.changes, dialogue, sealed)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A letter ready for a door: the rendered words and buttons for one address.

    ``is_card``: it replaces the message whose button asked for it; ``photo`` is a kept one's id.
    """

    letter_id: int
    address: Address
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    case_number: str = ""
    community_id: str = ""
    is_card: bool = False
    photo: str = ""


Arrived: TypeAlias = Callable[[], None]


class Door(Protocol):
    """What a channel can do."""

    @property
    def channel(self) -> str:
        """Return the channel's name as it stands in addresses."""

    async def send(self, sealed: Sealed, arrived: Arrived) -> None:
        """Deliver one letter; call ``arrived`` when it came through: it is not sent again.

        Raises:
            Unreachable: the door is shut, for now or for good.
        """
