"""One look of the clock at the talks of a mediation: what is done and said, in order."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from domain.accords import Accord, AccordAct, AccordChanged, Hand, moved
from domain.events import STATION
from domain.issues import Issue, IssueChanged
from domain.mediation_stages import Do, Role
from domain.mediations import Mediation, MediationChanged, MediationDeed, performed
from domain.proceedings import Proceedings
from domain.questions import Hearing, questions
from domain.turns import Change, Letter, Step
from domain.wakings import next_wake
from jobs.rounds import JobRound


def same(mediation: Mediation) -> Mediation:
    """Return the mediation as it is."""
    return mediation


@dataclass(slots=True)
class Sitting:
    """The mediation as it stands by now, and all that the look has done so far."""

    hearing: Hearing
    work: JobRound
    says: list[Letter] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def mediation(self) -> Mediation:
        """Return the mediation after what was done."""
        return self.hearing.mediation

    @property
    def known(self) -> Proceedings:
        """Return the proceedings after what was done."""
        return self.hearing.known

    def act(
        self, act: Do, reason: str = "", change: Callable[[Mediation], Mediation] = same
    ) -> MediationChanged:
        """Let the station act."""
        deed = MediationDeed(act, STATION, frozenset({Role.STATION}), self.work.at, reason)
        done = performed(self.mediation, deed, self.work.rules.calendar, change)
        self.hearing = replace(self.hearing, mediation=done.mediation)
        self.changes.append(done)
        return done

    def change(self, *changes: Change) -> None:
        """Keep other changes."""
        self.changes += changes

    def say(self, *letters: Letter) -> None:
        """Write letters."""
        self.says += letters

    def keep(self, accord: Accord) -> Accord:
        """Keep an accord as it stands now."""
        others = tuple(each for each in self.known.accords if each.accord != accord.accord)
        self.hearing = replace(self.hearing, known=replace(self.known, accords=(*others, accord)))
        self.changes.append(AccordChanged(accord))
        return accord

    def move(self, accord: Accord, act: AccordAct) -> Accord:
        """Let the station act on an accord."""
        return self.keep(moved(accord, act, Hand.STATION))

    def settle(self, issue: Issue) -> None:
        """Keep an issue as it stands now."""
        others = tuple(each for each in self.known.issues if each.issue != issue.issue)
        issues = tuple(sorted((*others, issue), key=lambda each: each.issue))
        self.hearing = replace(self.hearing, known=replace(self.known, issues=issues))
        self.changes.append(IssueChanged(issue))

    def ask(self, accord: Accord) -> Accord:
        """Put a question of the station's own to whom it concerns."""
        change = self.act(Do.ASK, accord.kind.value)
        asked = self.keep(replace(accord, accord=change.event.seq))
        self.say(*questions(asked, self.hearing))
        return asked

    def finished(self) -> Step:
        """Return the step; the mediation knows when to be looked at next."""
        at = self.work.at
        if not any(isinstance(each, MediationChanged) for each in self.changes):
            self.act(Do.CONCLUDE, "look")
        last = max(
            place for place, each in enumerate(self.changes) if isinstance(each, MediationChanged)
        )
        done = self.changes[last]
        if isinstance(done, MediationChanged) and done.mediation.is_open:
            wake = next_wake(done.mediation, self.known.accords, at)
            self.changes[last] = replace(done, mediation=replace(done.mediation, wake_at=wake))
        return Step(tuple(self.says), tuple(self.changes))
