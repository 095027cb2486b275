"""Write the changes of many steps, one statement a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, delete

from domain.accounts import AccountSet, AttemptNoted
from domain.cases import CaseChanged
from domain.clearing import ClearingDecided
from domain.dwellings import HomeProved
from domain.emergencies import EmergencySpent
from domain.lessons import (
    LearningChange,
    LessonGiven,
    LessonUndone,
    RarityCounted,
    TermsChanged,
)
from domain.mediations import MediationChanged
from domain.people import Absence, Person
from domain.polls import (
    BallotCast,
    BallotChecked,
    HomesAsked,
    OpinionGiven,
    PollOpened,
    PollWoken,
    RemindersStopped,
)
from domain.turns import (
    AbsenceSet,
    Attachment,
    AttachmentKept,
    Change,
    PersonChanged,
    PersonForgotten,
)
from storage.cases import write_cases
from storage.clearings import keep_clearing
from storage.dwellings import prove_homes
from storage.forgetting import destroy_told, forget_people
from storage.lessons import write_learning
from storage.mediations import write_mediations
from storage.people import PersonKey, write_people
from storage.poll_changes import GatheredPolls
from storage.proceedings import Gathering
from storage.staff_accounts import keep_attempt, set_account
from storage.tables import ABSENCES, ATTACHMENTS
from storage.writing import Row, insert_new, upsert_rows

_BACK = delete(ABSENCES).where(
    ABSENCES.c.community_id == bindparam("community"),
    ABSENCES.c.person_id == bindparam("person"),
    ABSENCES.c.since == bindparam("first"),
)

_OfStation: TypeAlias = AbsenceSet | ClearingDecided | AccountSet | AttemptNoted
_OfPeople: TypeAlias = PersonChanged | PersonForgotten | EmergencySpent | HomeProved


@dataclass(slots=True)
class Gathered:
    """Changes by what they touch, in the order in which they came."""

    cases: list[CaseChanged] = field(default_factory=list)
    mediations: list[MediationChanged] = field(default_factory=list)
    proceedings: Gathering = field(default_factory=Gathering)
    people: list[Person] = field(default_factory=list)
    forgotten: list[PersonKey] = field(default_factory=list)
    attachments: list[tuple[str, AttachmentKept]] = field(default_factory=list)
    spent: list[tuple[str, str]] = field(default_factory=list)
    absences: list[tuple[str, Absence]] = field(default_factory=list)
    clearings: list[tuple[str, ClearingDecided]] = field(default_factory=list)
    homes: list[HomeProved] = field(default_factory=list)
    learning: list[tuple[str, LearningChange]] = field(default_factory=list)
    accounts: list[tuple[str, AccountSet | AttemptNoted]] = field(default_factory=list)
    polls: GatheredPolls = field(default_factory=GatheredPolls)

    def gather(self, change: Change, community_id: str, homes: Mapping[str, str]) -> None:
        """Take one change; ``homes`` tells the community of a case number, where it is another."""
        match change:
            case CaseChanged() | MediationChanged():
                self._gather_matter(change)
            case PersonChanged() | PersonForgotten() | EmergencySpent() | HomeProved():
                self._gather_person(change, community_id)
            case AttachmentKept(number):
                self.attachments.append((homes.get(number, community_id), change))
            case AbsenceSet() | ClearingDecided() | AccountSet() | AttemptNoted():
                self._gather_station(change, community_id)
            case LessonGiven() | LessonUndone() | TermsChanged() | RarityCounted():
                self.learning.append((_home_of(change, community_id, homes), change))
            case (
                PollOpened()
                | BallotCast()
                | BallotChecked()
                | OpinionGiven()
                | HomesAsked()
                | RemindersStopped()
                | PollWoken()
            ):
                self.polls.gather(change)
            case _:
                self.proceedings.gather(change)

    def _gather_person(self, change: _OfPeople, community_id: str) -> None:
        match change:
            case HomeProved():
                self.homes.append(change)
            case PersonChanged(person):
                self.people.append(person)
            case PersonForgotten(person_id):
                self.forgotten.append((community_id, person_id))
            case EmergencySpent(number):
                self.spent.append((community_id, number))

    def _gather_station(self, change: _OfStation, community_id: str) -> None:
        match change:
            case AbsenceSet(absence):
                self.absences.append((community_id, absence))
            case ClearingDecided():
                self.clearings.append((community_id, change))
            case AccountSet() | AttemptNoted():
                self.accounts.append((community_id, change))

    def _gather_matter(self, change: CaseChanged | MediationChanged) -> None:
        if isinstance(change, CaseChanged):
            self.cases.append(change)
        else:
            self.mediations.append(change)

    def write(self, conn: Connection, at: datetime) -> None:
        """Write everything but the forgetting, which comes when nothing more is written."""
        write_cases(conn, self.cases)
        write_mediations(conn, self.mediations)
        self.proceedings.write(conn)
        insert_new(conn, ATTACHMENTS, [_attachment_row(*each, at) for each in self.attachments])
        write_people(conn, self.people)
        prove_homes(conn, self.homes, at)
        self._write_absences(conn)
        for community_id, decided in self.clearings:
            keep_clearing(conn, community_id, decided, at)
        write_learning(conn, self.learning, at)
        self.polls.write(conn)

    def settle(self, conn: Connection, at: datetime) -> None:
        """Write who may speak as staff from where, once it stands who spoke from where."""
        for community_id, change in self.accounts:
            if isinstance(change, AccountSet):
                set_account(conn, change, at)
            else:
                keep_attempt(conn, community_id, change, at)

    def forget(self, conn: Connection, at: datetime) -> None:
        """Forget who asked for it, and what was told in an emergency that is over."""
        destroy_told(conn, self.spent)
        forget_people(conn, self.forgotten, at)

    def _write_absences(self, conn: Connection) -> None:
        kept = [each for each in self.absences if each[1].until >= each[1].since]
        upsert_rows(conn, ABSENCES, [_absence_row(*each) for each in kept])
        taken_back = [
            {"community": community_id, "person": absence.person_id, "first": absence.since}
            for community_id, absence in self.absences
            if absence.until < absence.since
        ]
        if taken_back:
            conn.execute(_BACK, taken_back)


def _home_of(change: LearningChange, community_id: str, homes: Mapping[str, str]) -> str:
    number = change.number if isinstance(change, LessonGiven | LessonUndone) else ""
    return homes.get(number, community_id)


def _attachment_row(community_id: str, kept: AttachmentKept, at: datetime) -> Row:
    attachment = kept.attachment
    return {
        "community_id": community_id,
        "number": kept.number,
        "mark": _mark(attachment),
        "file_id": attachment.file_id,
        "kind": attachment.kind,
        "caption": attachment.caption,
        "sender": attachment.sender,
        "internal": kept.internal,
        "kept_at": at,
    }


def _mark(attachment: Attachment) -> str:
    words = (attachment.kind, attachment.file_id, attachment.caption)
    return sha256(repr(words).encode()).hexdigest()


def _absence_row(community_id: str, absence: Absence) -> Row:
    return {
        "community_id": community_id,
        "person_id": absence.person_id,
        "since": absence.since,
        "until": absence.until,
        "deputy": absence.deputy,
    }
