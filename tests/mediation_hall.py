"""What a store keeps of the talks of mediations, in memory: sealed answers, words, bids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.accord_kinds import BOTH
from domain.accords import Accord, AccordChanged, AccordState, AnswerGiven
from domain.bids import Round
from domain.candidates import roster_of
from domain.issues import Issue, IssueChanged
from domain.mediation_stages import Role
from domain.mediators import Mediator
from domain.proceedings import (
    Bid,
    BidPlaced,
    BidsDestroyed,
    LettersRecalled,
    Proceedings,
    ProceedingsChange,
    Word,
    WordSaid,
)
from domain.rules import Rulebook
from domain.turns import Letter


@dataclass
class Hall:
    """The talks of one mediation, and the letters that were taken back."""

    issues: dict[int, Issue] = field(default_factory=dict)
    accords: dict[int, Accord] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)
    bids: dict[tuple[int, int, Role], Bid] = field(default_factory=dict)
    recalled: list[Letter] = field(default_factory=list)

    def keep(self, change: ProceedingsChange) -> None:
        """Keep one change as the store does."""
        match change:
            case IssueChanged(issue):
                self.issues[issue.issue] = issue
            case AccordChanged(accord):
                self.accords[accord.accord] = accord
            case AnswerGiven():
                self._seal(change)
            case WordSaid(word):
                self.words.append(word)
            case _:
                self._keep_secret(change)

    def _keep_secret(self, change: BidPlaced | BidsDestroyed | LettersRecalled) -> None:
        match change:
            case BidPlaced(bid):
                self.bids.setdefault((bid.accord, bid.round, bid.side), bid)
            case BidsDestroyed(accord, number):
                gone = {k for k in self.bids if k[0] == accord.accord and number in (0, k[1])}
                self.bids = {key: bid for key, bid in self.bids.items() if key not in gone}
            case LettersRecalled():
                pass  # a world takes its letters back itself

    def _seal(self, given: AnswerGiven) -> None:
        accord = self.accords.get(given.accord)
        if accord and accord.state is AccordState.ASKED and accord.version == given.version:
            answers = {**accord.answers, given.role: given.said}
            self.accords[given.accord] = replace(accord, answers=answers)

    def known(self, person_id: str = "") -> Proceedings:
        """Return all of it, with the bids of that person alone."""
        return Proceedings(
            tuple(self.issues[key] for key in sorted(self.issues)),
            tuple(self.accords[key] for key in sorted(self.accords)),
            tuple(self.words),
            tuple(each for each in self.bids.values() if each.person_id == person_id),
        )

    def rounds(self) -> Mapping[int, Mapping[int, Round]]:
        """Return the rounds in which both have bid, by the number of their accord."""
        found: defaultdict[int, dict[int, Round]] = defaultdict(dict)
        for (accord, number, side), bid in self.bids.items():
            other = next(each for each in BOTH if each is not side)
            answer = self.bids.get((accord, number, other))
            if answer and side == self.accords[accord].payer:
                found[accord][number] = Round(answer.amount, bid.amount)
        return found

    def recall(self, gone: LettersRecalled, letters: Iterable[Letter]) -> None:
        """Take back what was written so far."""
        self.recalled += [
            each
            for each in letters
            if each.dedupe.startswith(gone.about) and gone.person_id in ("", each.to)
        ]


def roster(rules: Rulebook, day: date) -> tuple[Mediator, ...]:
    """Return who mediates in the demo, without what a store counts."""
    return tuple(
        Mediator(
            each.person_id, each.home, frozenset(each.skills), frozenset(each.kin), nearness=near
        )
        for each, near in roster_of(rules, "dongqiao", day)
    )
