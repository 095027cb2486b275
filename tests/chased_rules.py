"""What must be true of every case after every step, whoever did what: the rules of the chase."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.clocks import Clocks
from domain.events import GENESIS, Event, first_break
from domain.ladder import is_pressing, people_at, top
from domain.people import Person
from domain.states import OPEN, Act, Part, State
from domain.turns import Text
from storage.pages import Reader
from tests.chased_returns import is_rid_of_by_returns
from tests.chased_world import HERE, ChasedWorld, Sent

# Which acts may move which limit; nothing else may.
_REFILED = {Act.RECLASSIFY, Act.FOLLOW}
_LONGER = _REFILED | {Act.PAUSE, Act.RECLOCK}
_HANDED = {Act.ASSIGN, Act.HAND_ON, Act.RETURN, Act.DISPUTE, Act.REOPEN, Act.UNMERGE}
MOVERS: Mapping[str, Collection[Act]] = {
    "promised": _REFILED | {Act.EXTEND, Act.PAUSE},
    "solve": _LONGER | {Act.EXTEND},
    "answer": _LONGER,
    "word": _LONGER | {Act.COMMENT, Act.ATTACH, Act.DISPUTE},
    "soon": _LONGER | {Act.EXTEND, Act.NUDGE},
    "accept": _LONGER | _HANDED,
    "unassigned": _REFILED,
    "confirm": {Act.RESOLVE, Act.NUDGE, Act.DISPUTE, Act.REOPEN, *_REFILED},
    "review": {Act.MEDIATE, Act.END_MEDIATION, Act.NUDGE, *_REFILED},
    "resume": {Act.ASK, Act.PAUSE, Act.RESUME, Act.COMMENT, Act.ATTACH},
}
_CHASES = ("chase.late", "chase.again", "chase.above", "chase.still", "chase.nobody")
# What a step up says: to who is late, to the level that hears now, to the one that did before.
_UP = ("chase.late", "chase.above", "chase.nobody", "chase.passed_up")
# What the clock notes of a case that is no chase of who is late.
_NO_CHASE = ("soon", "confirm", "review")


@dataclass
class ChasedRules:
    """Looks at a world after each step; ``before`` are the cases as they were."""

    world: ChasedWorld
    before: dict[str, Case] = field(default_factory=dict)
    told: Counter[tuple[object, ...]] = field(default_factory=Counter)
    rungs: set[tuple[object, ...]] = field(default_factory=set)

    def hold(self) -> None:
        """Check every rule, then take the world as it is for the past."""
        for case in self.world.cases.values():
            self.is_in_hand(case)
            self.climbs_past_the_accused(case)
            old = self.before.get(case.number)
            if case != old:
                events = self.world.events(case.number)
                fresh = events[old.seq if old else 0 :]
                self.is_chained(case, events)
                self.moves_no_limit(case, fresh)
                self.climbs_once(case, fresh)
                self.chases_in_office_hours(case, fresh)
                self.waits_for_a_tap(old, case)
                is_rid_of_by_returns(old or case, case, fresh)
        self.repeats_nothing()
        self.wakes_nobody()
        self.tells_no_accused()
        self.shows_strangers_nothing()
        self.before, self.world.sent = dict(self.world.cases), []

    def is_in_hand(self, case: Case) -> None:
        """Every open case has a holder who serves, or an alarm; and a time when it is looked at."""
        if case.state not in OPEN:
            assert case.next_due is None
            return
        assert case.next_due is not None, f"{case.number} {case.state} has no clock"
        if case.state is not State.NEW:
            assert self.world.rules.directory.person(case.holder), f"{case.number} has nobody"

    def is_chained(self, case: Case, events: tuple[Event, ...]) -> None:
        """The chain of hashes holds, from the first event to the head that the case remembers."""
        assert first_break(events) is None
        assert (case.seq, case.head) == (len(events), events[-1].hash if events else GENESIS)

    def moves_no_limit(self, case: Case, fresh: tuple[Event, ...]) -> None:
        """No limit moves without an event that may; a promise never in silence nor forward."""
        old = self.before.get(case.number)
        if old is None:
            return
        if not fresh:
            assert case == old, f"{case.number} changed without an event"
            return
        acts = {event.act for event in fresh}
        for name in (each.name for each in fields(Clocks)):
            was, became = _due(old, name), _due(case, name)
            assert was == became or acts & set(MOVERS[name]), f"{name} moved by {acts}"
        self._keeps_its_word(old, case, acts)

    def _keeps_its_word(self, old: Case, case: Case, acts: set[Act]) -> None:
        was, became = old.clocks.promised, case.clocks.promised
        if was == became or was is None or became is None:
            return
        # Only a neighbour's earlier promise, kept for both, brings one forward.
        assert became > was or Act.FOLLOW in acts, "a promise came forward"
        readers = {
            sent.letter.to for sent in self.world.sent if became in sent.letter.values.values()
        }
        loud = {party.person_id for party in old.parties if not party.neutral}
        assert loud <= readers, "a promise moved in silence"

    def climbs_once(self, case: Case, fresh: tuple[Event, ...]) -> None:
        """Each due value is nudged at each level once; the old and the new level hear once each."""
        for event in fresh:
            nudge = case.nudge
            is_first = event.act is Act.ESCALATE or event.reason.endswith(".first")
            if event.part is not Part.STATION or not is_first or nudge is None:
                continue
            rung = (case.number, nudge.kind, nudge.due, nudge.level)
            assert rung not in self.rungs, f"level {nudge.level} told twice of {nudge.kind}"
            self.rungs.add(rung)
            if event.act is Act.ESCALATE:
                self._heard_once(case, nudge.level)

    def climbs_past_the_accused(self, case: Case) -> None:
        """No level of the ladder holds somebody whom the case is about, nor who stands in there."""
        day = shanghai_day(self.world.at)
        for level in range(top(case, self.world.rules) + 1) if case.about else ():
            for person in people_at(case, level, self.world.rules, day):
                assert not person.is_among(case.about, day), f"{person.person_id} at level {level}"

    def chases_in_office_hours(self, case: Case, fresh: tuple[Event, ...]) -> None:
        """Who is late over an ordinary matter is chased by day, so that his time begins then."""
        calendar, at = self.world.rules.calendar, self.world.at
        chases = [
            event.reason
            for event in fresh
            if event.act in (Act.NUDGE, Act.ESCALATE)
            and event.reason not in _NO_CHASE
            and ".held" not in event.reason
        ]
        assert not chases or is_pressing(case) or calendar.next_message_time(at) == at, chases

    def waits_for_a_tap(self, old: Case | None, case: Case) -> None:
        """Between two nudges about one due value the time for a tap passes."""
        was, nudge = old.nudge if old else None, case.nudge
        if nudge is None or nudge.acknowledged or (was and was.count == nudge.count):
            return
        assert nudge.again_at > self.world.at, f"{case.number} is nudged again at once"
        if was and (was.kind, was.due) == (nudge.kind, nudge.due):
            assert was.again_at <= self.world.at, f"{case.number} was nudged too soon"

    def _heard_once(self, case: Case, level: int) -> None:
        at = shanghai_day(self.world.at)
        for person in people_at(case, level, self.world.rules, at):
            heard = sum(lines_of(each, case.number, _UP) for each in self.world.sent_to(person))
            assert heard == 1, f"{person.person_id} heard {heard} times of {case.number}"

    def repeats_nothing(self) -> None:
        """Nobody reads the same nudge about the same due value twice, and one letter a strike."""
        folded = Counter(
            sent.letter.to
            for sent in self.world.sent
            if not sent.letter.urgent and sent.letter.key.startswith("chase.")
        )
        staff = [to for to in folded if self.world.rules.directory.person(to)]
        assert all(folded[to] == 1 for to in staff), "several letters for what is due together"
        for sent in self.world.sent:
            if sent.letter.dedupe and sent.letter.key.startswith("chase."):
                mark = (sent.letter.to, sent.letter.dedupe)
                self.told[mark] += 1
                assert self.told[mark] == 1, f"said twice: {mark}"

    def wakes_nobody(self) -> None:
        """Letters leave by day; at night only P0 and P1, and answers to who speaks at night."""
        calendar = self.world.rules.calendar
        for sent in self.world.sent:
            pressing = any(is_pressing(self.world.cases[each]) for each in sent.numbers if each)
            if pressing or sent.letter.to == sent.speaker:
                continue
            told = f"{sent.letter.key} to {sent.letter.to} at {sent.leaves_at}"
            assert not calendar.is_quiet(sent.leaves_at), told
            if sent.letter.key in _CHASES:
                assert calendar.next_opening(sent.leaves_at) == sent.leaves_at, told

    def tells_no_accused(self) -> None:
        """Whom a case is about hears nothing of it."""
        day = shanghai_day(self.world.at)
        for sent in self.world.sent:
            person = self.world.rules.directory.person(sent.letter.to)
            cases = (self.world.cases[each] for each in sent.numbers if each in self.world.cases)
            about = [case.number for case in cases if person and person.is_among(case.about, day)]
            asked = sent.letter.to == sent.speaker
            assert not about or asked, f"{sent.letter.key} to {sent.letter.to} about {about}"

    def shows_strangers_nothing(self) -> None:
        """Who has no part in a case finds it nowhere."""
        day, at = shanghai_day(self.world.at), self.world.at
        for person in self.strangers():
            assert self.world.seen_by(Reader(person, self.world.rules, day, at)) == 0

    def strangers(self) -> tuple[Person, ...]:
        """Return a resident who never spoke and a dispatcher of the next community."""
        other = self.world.rules.directory.person("wu-dispatcher-sx")
        assert other is not None
        return Person(HERE, "a-stranger"), other


def lines_of(sent: Sent, number: str, keys: Collection[str]) -> int:
    """Return how many sentences of those keys the letter says about the case."""
    lines = sent.letter.values.get("lines")
    if isinstance(lines, tuple):
        said = [(each.key, each.values.get("number")) for each in lines if isinstance(each, Text)]
    else:
        said = [(sent.letter.key, sent.letter.case_number)]
    return sum(key in keys and named == number for key, named in said)


def _due(case: Case, name: str) -> datetime | None:
    found: datetime | None = getattr(case.clocks, name)
    return found
