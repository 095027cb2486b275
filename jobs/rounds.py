"""One round of the clock: the cases that a job looks at and how it speaks about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.bids import Round
from domain.calendar import shanghai_day
from domain.cases import Case, Deed
from domain.events import STATION
from domain.ladder import is_pressing
from domain.lessons import OwnTerm
from domain.letters import Notice, to_parties, to_staff
from domain.mediations import Mediation
from domain.mediators import Mediator
from domain.people import Person, Role, ScopeKind
from domain.poll_rounds import PollRound
from domain.proceedings import Proceedings
from domain.rules import Rulebook
from domain.states import Act, Part
from domain.turns import Letter


@dataclass(frozen=True, slots=True)
class JobRound:
    """What a job looks at in one community; ``at`` is aware UTC, the moment it decides by.

    ``corrected`` are the numbers of cases that people put right, ``terms`` all words of the
    community's own lexicon, whatever was decided on them; for the job that learns only.
    ``mediations`` are those whose time has come, ``neighbours`` who lives at the homes in them,
    ``proceedings`` what was said and asked in them by case number, ``rounds`` the complete rounds
    of bids by the number of their accord, ``roster`` who might mediate there, ``advisers`` the
    residents who put themselves on the list of panels; ``polls`` the votes whose moment has come.
    """

    community_id: str
    cases: tuple[Case, ...]
    rules: Rulebook
    at: datetime
    corrected: frozenset[str] = frozenset()
    terms: tuple[OwnTerm, ...] = ()
    mediations: tuple[Mediation, ...] = ()
    neighbours: tuple[Person, ...] = ()
    proceedings: Mapping[str, Proceedings] = field(default_factory=dict)
    rounds: Mapping[int, Mapping[int, Round]] = field(default_factory=dict)
    roster: tuple[Mediator, ...] = ()
    advisers: tuple[Person, ...] = ()
    polls: tuple[PollRound, ...] = ()

    @property
    def day(self) -> date:
        """Return the Shanghai day of the round."""
        return shanghai_day(self.at)

    @property
    def message_time(self) -> datetime:
        """Return the earliest moment for an ordinary letter to staff, in UTC."""
        return self.rules.calendar.next_message_time(self.at)

    def must_wait(self, case: Case) -> bool:
        """Say whether a nudge about the case has to wait for the office to open."""
        return not is_pressing(case) and self.message_time > self.at

    def deed(self, act: Act, reason: str) -> Deed:
        """Return an act of the station itself, now."""
        return Deed(act, STATION, frozenset({Part.STATION}), self.at, reason)

    def to_staff(self, people: Iterable[Person], case: Case, notice: Notice) -> tuple[Letter, ...]:
        """Return one letter a person about the case, in working time unless it is pressing."""
        urgent = is_pressing(case)
        letters = to_staff(people, case, replace(notice, urgent=urgent), self.rules, self.at)
        when = None if urgent else self.message_time
        return tuple(replace(letter, not_before=when) for letter in letters)

    def to_parties(self, case: Case, notice: Notice) -> tuple[Letter, ...]:
        """Return one letter to everybody whose matter it is, outside quiet hours."""
        return to_parties(case, notice, self.rules, self.at)

    def serving(self, role: Role, scope: ScopeKind, code: str) -> tuple[Person, ...]:
        """Return who does the duty of that role today, deputies for the absent."""
        seats = self.rules.directory.serving(role, scope, code, self.day)
        ids = dict.fromkeys(self.rules.deputy_of(seat.person_id, self.day) for seat in seats)
        people = (self.rules.directory.person(person_id) for person_id in ids)
        return tuple(person for person in people if person)

    def letter(self, person: Person, key: str, dedupe: str) -> Letter:
        """Return an ordinary letter that is about no single case."""
        return Letter(person.person_id, key, not_before=self.message_time, dedupe=dedupe)
