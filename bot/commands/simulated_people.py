"""The people of a simulation: what each does when a letter reaches him, by plain parameters."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.ladder import is_pressing
from domain.presses import press_on, read_press
from domain.returns import REASONS
from domain.rules import Rulebook
from domain.states import State
from domain.turns import Attachment, Choice

PROOF = Attachment("0" * 64, "photo")
_WORDS_OF_STAFF = "已安排人去看"
_RESULT = "已经处理好了"
_WHY = "不归我们管，已核对过图"


@dataclass(frozen=True, slots=True)
class Manners:
    """How people are: shares from 0 to 1, ``speed`` 1.0 for the usual pace and 2.0 for twice that.

    ``absence`` is the share of weeks that one of staff is away without a word, ``returns`` the
    share of cases that are sent back, ``taps`` the share of nudges that are tapped, ``answers``
    the share of residents who say whether it is solved, ``solved`` how many of those say yes.
    """

    speed: float = 1.0
    absence: float = 0.03
    returns: float = 0.04
    taps: float = 0.7
    answers: float = 0.65
    solved: float = 0.88


USUAL = Manners()


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody of a community does at a moment: a press with words, or words alone."""

    at: datetime
    who: str
    community: str = ""
    press: str = ""
    words: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass
class Staff:
    """Those who serve: each looks at a case when a letter or his own plan brings it up."""

    rules: Rulebook
    manners: Manners
    chance: Random
    done_by: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def looks_at(self, at: datetime, *, pressing: bool, who: str) -> datetime:
        """Return when the person has read a letter that came at that moment."""
        usual = 6 if pressing else 100
        minutes = self.chance.lognormvariate(0, 0.9) * usual / self.manners.speed
        seen = at + timedelta(minutes=minutes)
        if not pressing:
            seen = self.rules.calendar.next_opening(seen)
        while self._is_away(who, shanghai_day(seen)):
            seen = self.rules.calendar.next_opening(seen + timedelta(days=1))
        return seen

    def _is_away(self, who: str, day: date) -> bool:
        year, week, _ = day.isocalendar()
        return Random(f"{who}{year}{week}").random() < self.manners.absence

    def acts(self, case: Case, who: str, at: datetime) -> Deed | None:
        """Return what the person does with the case now, None for nothing."""
        if case.holder == who:
            return self._holds(case, who, at)
        return self._taps(case, who, at)

    def _holds(self, case: Case, who: str, at: datetime) -> Deed | None:
        key = case.number, who
        if case.state is State.ASSIGNED:
            self.done_by[key] = self._finished(case, at)
            if not case.reopened and self.chance.random() < self.manners.returns:
                code = self.chance.choice(REASONS)
                return Deed(at, who, case.community_id, press_on(case, "return", code), _WHY)
            words = _WORDS_OF_STAFF if self.chance.random() < self.manners.taps else ""
            return Deed(at, who, case.community_id, press_on(case, "accept"), words)
        if case.state not in (State.ACCEPTED, State.WAITING):
            return None
        if self.done_by.setdefault(key, at) <= at:
            return Deed(at, who, case.community_id, press_on(case, "resolve"), _RESULT, (PROOF,))
        if not case.answered_at:
            return Deed(at, who, case.community_id, press_on(case, "reply"), _WORDS_OF_STAFF)
        return self._taps(case, who, at)

    def _taps(self, case: Case, who: str, at: datetime) -> Deed | None:
        waits = case.nudge is not None and not case.nudge.acknowledged
        if waits and self.chance.random() < self.manners.taps:
            return Deed(at, who, case.community_id, press_on(case, "acknowledge", "working"))
        return None

    def _finished(self, case: Case, at: datetime) -> datetime:
        due = case.clocks.solve or at + timedelta(days=3)
        share = self.chance.lognormvariate(-0.6, 0.55) / self.manners.speed
        done = at + max(due - at, timedelta(minutes=20)) * share
        return done if is_pressing(case) else self.rules.calendar.next_opening(done)

    def plan(self, case: Case, who: str) -> datetime | None:
        """Return when the person means to have the case done, None where he has no plan for it."""
        return self.done_by.get((case.number, who))


@dataclass
class Residents:
    """Those who write: each answers what he is asked, or does not."""

    manners: Manners
    chance: Random

    def answers(self, who: str, choices: Sequence[Choice], at: datetime) -> Deed | None:
        """Return what a resident presses who was offered these buttons."""
        offered = {read_press(each.press).act: each.press for each in choices}
        soon = at + timedelta(minutes=self.chance.lognormvariate(1.5, 1.2))
        if {"solved", "not_solved"} <= offered.keys():
            return self._confirms(who, offered, soon)
        if "stars" in offered and self.chance.random() < self.manners.answers:
            [press] = self.chance.choices([each.press for each in choices], _stars(choices))
            return Deed(soon, who, press=press)
        for act in ("past", "here", "leaf", "attach"):
            if act in offered:
                return Deed(soon, who, press=offered[act])
        return None

    def _confirms(self, who: str, offered: dict[str, str], soon: datetime) -> Deed | None:
        if self.chance.random() >= self.manners.answers:
            return None
        happy = self.chance.random() < self.manners.solved
        return Deed(soon, who, press=offered["solved" if happy else "not_solved"])


def _stars(choices: Sequence[Choice]) -> list[int]:
    # Five stars come first among the buttons; most people press one of the upper ones.
    usual = (10, 6, 2, 1, 1)
    return [usual[min(at, len(usual) - 1)] for at in range(len(choices))]
