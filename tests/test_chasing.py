"""The chase as a model: random acts by random people over weeks, with faults; the rules hold.

``HYPOTHESIS_PROFILE=wide`` plays far more and longer stories.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.parts import parts_of
from domain.people import Absence
from domain.presses import Press
from domain.states import acts_for
from domain.turns import Attachment, Turn
from handlers.table import PRESSES
from jobs.table import JOBS
from tests.chased_rules import ChasedRules
from tests.chased_world import LAMPS, ON_SECRETARY, WORDS, ChasedWorld, fresh_template

RESIDENTS = ("王阿姨", "老李", "租客小周")
STAFF = (
    "gao-manager-luting",
    "wang-secretary-dq1",
    "li-worker-dq1",
    "chen-dispatcher-dq",
    "dong-officer-urban-management",
    "shen-street",
    "zhang-secretary-dq2",
)
SAID = (*WORDS, *5 * (ON_SECRETARY,))
PHOTO = Attachment("f" * 64, "photo")
CHASE, *DAILY = JOBS
# Where there is a disk of memory the stories lie there: what is held is the rules, not the disk.
_SHM = Path("/dev") / "shm"
_MEMORY = _SHM if os.access(_SHM, os.W_OK) else None
SPANS = tuple(
    timedelta(minutes=minutes)
    for minutes in (1, 7, 35, 4 * 60, 11 * 60, 24 * 60, 3 * 24 * 60, 9 * 24 * 60)
)
ARGUMENTS = {
    "acknowledge": ("", "working", "assist"),
    "hand_on": ("q:urban_management", "q:grid", "q:property", "q:community", "p:li-worker-dq1"),
    "return": ("not_ours", "needs_others", "other"),
    "assist": ("q:police", "q:urban_management", "p:li-worker-dq1"),
    "whistle": ("urban_management,market", "police"),
    "reclassify": ("C1", "F1", "H2", "A5", "X0"),
    "merge": ("DQ000001", "DQ000002"),
    "move": ("330602900001-G02", "G02"),
}
WORK = (
    "accept",
    "accept",
    "pause",
    "pause",
    "ask",
    "extend",
    "resolve",
    "return",
    "hand_on",
    "mediate",
)
DAYS = {"extend": "{day}", "pause": "appraisal@{day}"}
WIDE = settings.get_current_profile_name() == "wide"


class Chasing(RuleBasedStateMachine):
    """One community over some weeks."""

    template: Path | None = None

    @initialize(hour=st.integers(0, 23))
    def open(self, hour: int) -> None:
        """Begin at any hour."""
        self.folder = Path(mkdtemp(prefix="yizhan-model-", dir=_MEMORY))
        self.world = ChasedWorld.fresh(fresh_template(), self.folder)
        self.world.at += timedelta(hours=hour)
        self.rules_of = ChasedRules(self.world)
        self.last: Turn | None = None

    @rule(who=st.sampled_from(RESIDENTS), words=st.sampled_from(SAID), fails=st.booleans())
    def says(self, who: str, words: str, *, fails: bool) -> None:
        """Let a resident write; if the power fails the door sends the same again."""
        self.last = self.world.take(who, words, fails=fails)
        if fails:
            self.world.hear(self.last)

    @precondition(lambda self: self.last is not None)
    @rule()
    def sends_again(self) -> None:
        """A door that heard no answer sends the same turn again: nothing happens."""
        assert self.last is not None
        before = dict(self.world.cases)
        self.world.hear(self.last)
        assert self.world.cases == before
        assert self.world.sent == []

    @rule(who=st.sampled_from((*RESIDENTS, *STAFF)), place=st.integers(0, 9))
    def presses(self, who: str, place: int) -> None:
        """Let somebody press one of the buttons that he was offered."""
        offered = self.world.offered(who)
        if offered:
            self.last = self.world.take(who, press=offered[place % len(offered)])

    @precondition(lambda self: self.world.cases)
    @rule(
        who=st.sampled_from(STAFF),
        place=st.integers(0, 99),
        words=st.sampled_from(("好的", "", "已看过现场")),
        days=st.integers(-1, 30),
    )
    def acts(self, who: str, place: int, words: str, days: int) -> None:
        """Let somebody of staff do what he may do to some case."""
        numbers = sorted(self.world.cases)
        case = self.world.cases[numbers[place % len(numbers)]]
        able = self._able(case, who)
        if able:
            act = able[place % len(able)]
            argument = self._argument(act, place, days)
            press = str(Press(act, case.number, case.version, argument))
            merged = argument if act == "merge" else ""
            photo = (PHOTO,) if place % 2 else ()
            self.last = self.world.take(who, words, press=press, reply_to=merged, attachments=photo)

    @precondition(lambda self: self.world.cases)
    @rule(place=st.integers(0, 9), act=st.sampled_from(WORK), days=st.integers(2, 20))
    def holder_works(self, place: int, act: str, days: int) -> None:
        """Let who holds a case sign for it and go on with it."""
        number = sorted(self.world.cases)[place % len(self.world.cases)]
        who = self.world.cases[number].holder
        for each in ("accept", act):
            case = self.world.cases[number]
            if self.world.rules.directory.person(who) and each in self._able(case, who):
                argument = self._argument(each, place, days)
                press = str(Press(each, number, case.version, argument))
                self.last = self.world.take(who, "已看过现场", press=press, attachments=(PHOTO,))
                self.rules_of.hold()

    def _able(self, case: Case, who: str) -> list[str]:
        person = self.world.rules.directory.person(who)
        assert person is not None
        parts = parts_of(case, person, self.world.rules, shanghai_day(self.world.at))
        return sorted({act.value for act in acts_for(case.state, parts)} & PRESSES.keys())

    def _argument(self, act: str, place: int, days: int) -> str:
        day = shanghai_day(self.world.at) + timedelta(days=days)
        given = ARGUMENTS.get(act, (DAYS.get(act, "").format(day=day),))
        return given[place % len(given)]

    @precondition(lambda self: len(self.world.cases) > 1)
    @rule(older=st.booleans())
    def neighbours_are_merged(self, *, older: bool) -> None:
        """Let the community merge the newest matter into the oldest, or the other way round."""
        first, *_, last = sorted(self.world.cases)
        number, into = (first, last) if older else (last, first)
        press = str(Press("merge", number, -1, into))
        self.last = self.world.take("chen-dispatcher-dq", press=press, reply_to=into)

    @rule(who=st.sampled_from((*STAFF, "jin-mediator-dq2")), act=st.sampled_from(sorted(PRESSES)))
    def oversteps(self, who: str, act: str) -> None:
        """Let somebody try what he may not: it is refused and changes nothing wrong."""
        argument = ARGUMENTS.get(act, ("",))[0]
        self.world.take(who, "让我来", press=str(Press(act, "DQ000001", -1, argument)))

    @rule(span=st.sampled_from(SPANS), fails=st.booleans())
    def time_passes(self, span: timedelta, *, fails: bool) -> None:
        """Let time pass in one go, as where the station was down; then the clock strikes."""
        self.world.at += span
        if fails:
            self.world.strike(CHASE, fails=True)
        self.world.strike(CHASE)

    @rule(who=st.sampled_from(RESIDENTS))
    def several_are_late(self, who: str) -> None:
        """Let two matters of one holder fall due while the station was down."""
        for words in LAMPS:
            self.world.take(who, words)
        self.world.at += SPANS[-1]
        self.world.strike(CHASE)

    @rule(hours=st.integers(1, 24))
    def hours_pass(self, hours: int) -> None:
        """Let the clock strike every half hour."""
        for _ in range(2 * hours):
            self.world.at += timedelta(minutes=30)
            if self.world.is_due:
                self.world.strike(CHASE)
                self.rules_of.hold()

    @rule(job=st.sampled_from(DAILY))
    def day_breaks(self, job: object) -> None:
        """Let one of the daily jobs strike."""
        self.world.strike(job)  # type: ignore[arg-type]

    @rule(who=st.sampled_from(STAFF), deputy=st.sampled_from(("", *STAFF)), days=st.integers(1, 9))
    def goes_away(self, who: str, deputy: str, days: int) -> None:
        """Let somebody of staff be away, perhaps with a deputy."""
        today = shanghai_day(self.world.at)
        away = Absence(who, today, today + timedelta(days=days), deputy)
        self.world.rules = replace(
            self.world.rules, absences=(*self.world.rules.absences, away)[-3:]
        )

    @rule(ahead=st.integers(1, 9))
    def calendar_changes(self, ahead: int) -> None:
        """Let a day become a holiday, as in January 2020."""
        calendar = self.world.rules.calendar
        day = shanghai_day(self.world.at) + timedelta(days=ahead)
        longer = replace(calendar, rest=calendar.rest | {day}, work=calendar.work - {day})
        self.world.rules = replace(self.world.rules, calendar=longer)

    @invariant()
    def the_rules_hold(self) -> None:
        """Whatever happened."""
        self.rules_of.hold()

    def teardown(self) -> None:
        """Throw the station away."""
        with suppress(AttributeError):
            self.world.close()
            shutil.rmtree(self.folder)


# Shrinking a story takes many minutes, so one that fails is told as it happened.
_AS_IT_HAPPENED = (Phase.explicit, Phase.generate)
STORIES = settings(
    max_examples=400 if WIDE else 25,
    stateful_step_count=80 if WIDE else 40,
    phases=_AS_IT_HAPPENED,
)


def test_the_rules_hold_whatever_people_do() -> None:
    run_state_machine_as_test(Chasing, settings=STORIES)
