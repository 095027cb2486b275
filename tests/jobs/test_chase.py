from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import SHANGHAI, shanghai_day
from domain.cases import Case
from domain.categories import Priority
from domain.clocks import RUNNING, Clocks, DueKind
from domain.events import first_break
from domain.letters import case_values
from domain.opening import open_case
from domain.privacy import view_case
from domain.states import OPEN, Act, Part, State
from jobs.chase import CHASES
from tests.domain.builders import (
    DISPATCHERS,
    HOLDER,
    MONDAY,
    SECRETARY,
    STREET,
    case_of,
    demo_rules,
    done,
    drafted,
    moment,
    opened,
    staff,
)
from tests.jobs.clockwork import Clockwork, of, sent_at, told

LEAVES = sorted(demo_rules().categories.leaves)


def numbered(count: int, at: datetime = MONDAY) -> list[Case]:
    drafts = (drafted("A6", f"DQ{number:06d}") for number in range(1, count + 1))
    return [open_case(draft, demo_rules(), at).case for draft in drafts]


def test_every_kind_of_due_time_has_its_chase() -> None:
    assert set(CHASES) == set(DueKind)


def test_a_case_that_is_not_due_is_left_alone() -> None:
    assert of(case_of()).strike() == of().strike()


def test_of_five_hundred_cases_the_oldest_unassigned_one_is_chased_first() -> None:
    late = moment("2026-11-24 11:00")
    cases = [
        replace(case, clocks=replace(case.clocks, accept=MONDAY + timedelta(minutes=place)))
        for place, case in enumerate(numbered(500))
    ]
    oldest = replace(
        cases[499],
        state=State.NEW,
        holder="",
        clocks=replace(cases[499].clocks, unassigned=MONDAY - timedelta(minutes=1)),
    )
    work = of(*cases[:499], oldest, at=late)
    work.strike()
    order = [event.number for event in work.events]
    assert order[0] == oldest.number
    assert order[1:] == [case.number for case in cases[:499]]


@pytest.mark.parametrize("state", sorted(OPEN))
def test_in_every_open_state_somebody_hears_although_nobody_holds_the_case(state: State) -> None:
    kinds = (kind for kind in RUNNING[state] if kind is not DueKind.ASSIST)
    clocks = Clocks(**{kind.value: MONDAY for kind in kinds})
    case = replace(case_of(), state=state, holder="", queue="community", clocks=clocks)
    step = of(case, at=MONDAY + timedelta(minutes=5)).strike()
    assert step.says
    assert step.changes


def test_what_is_due_together_is_one_message_a_person() -> None:
    step = of(*numbered(30), at=moment("2026-11-23 16:00")).strike()
    assert told(step) == [(HOLDER, "chase.digest")]
    assert len(step.changes) == 30


def test_a_comment_a_photo_or_a_thank_you_moves_no_deadline_and_cancels_no_follow_up() -> None:
    case = case_of()
    silent, talked = of(case), of(case)
    for hours in range(1, 60, 5):
        at = MONDAY + timedelta(hours=hours)
        silent.run(at)
        talked.run(at)
        case = talked.cases[case.number]
        for act in (Act.COMMENT, Act.ATTACH):
            case = done(case, act, Part.REPORTER, at=at).case
        talked.cases[case.number] = case
    assert talked.told() == silent.told()
    assert talked.cases["DQ000001"].clocks == silent.cases["DQ000001"].clocks
    assert talked.next_due() == silent.next_due()


def test_escalation_without_an_owner_names_somebody_at_each_level_and_never_ends() -> None:
    case = replace(case_of(), holder="")
    work = of(case)
    work.run(moment("2027-03-01 12:00"))
    people = dict(work.told())
    assert {SECRETARY, *DISPATCHERS, *STREET} <= set(people)
    still = [event.at for event in work.events if event.reason.endswith("top")]
    gaps = {(later - earlier).days for earlier, later in pairwise(still)}
    assert still
    assert max(gaps) <= 14
    assert work.cases["DQ000001"].next_due


def test_each_escalation_is_exactly_one_message_to_the_new_and_one_to_the_old_holder() -> None:
    work = of(replace(case_of(), state=State.ACCEPTED, accepted_at=MONDAY, answered_at=MONDAY))
    work.run(moment("2026-12-16 12:00"))
    told_of = Counter(each for each in work.told() if each[1] != "chase.soon")
    assert told_of == {
        (HOLDER, "chase.late"): 1,
        (SECRETARY, "chase.above"): 1,
        (HOLDER, "chase.passed_up"): 1,
        **{(who, "chase.above"): 1 for who in DISPATCHERS},
        (SECRETARY, "chase.passed_up"): 1,
        **{(who, "chase.above"): 1 for who in STREET},
        **{(who, "chase.passed_up"): 1 for who in DISPATCHERS},
    }


def late_from(day: str) -> Clockwork:
    due = moment(f"{day} 10:00")
    case = replace(case_of(), state=State.ACCEPTED, accepted_at=due, answered_at=due)
    clocks = replace(case.clocks, soon=None, solve=due)
    return of(replace(case, clocks=clocks), at=due)


@pytest.mark.parametrize(
    ("first", "climbs"),
    [
        # Sunday 20 September is worked; the 25th to the 27th are Mid-Autumn.
        ("2026-09-17", ["09-17 10:00", "09-20 08:30", "09-23 08:30", "09-29 08:30"]),
        # Saturday 14 February is worked; 15 to 23 February are Spring Festival; so is the 28th.
        ("2026-02-12", ["02-12 10:00", "02-14 08:30", "02-26 08:30", "03-02 08:30"]),
        # Saturday 9 May is worked after Labour Day.
        ("2026-05-07", ["05-07 10:00", "05-09 08:30", "05-13 08:30", "05-18 08:30"]),
    ],
)
def test_holidays_are_silent_and_make_up_days_are_worked(first: str, climbs: list[str]) -> None:
    work = late_from(first)
    work.run(work.at + timedelta(days=18))
    assert list(dict.fromkeys(sent_at(work.letters)))[:4] == climbs


def test_the_spring_festival_hears_nothing_but_dangers() -> None:
    ordinary, danger = numbered(2, moment("2026-02-13 17:40"))
    danger = replace(danger, priority=Priority.DANGER)
    work = of(ordinary, danger, at=moment("2026-02-13 17:40"))
    work.run(moment("2026-02-27 18:00"))
    first, last = date(2026, 2, 15), date(2026, 2, 23)
    festive = [
        letter
        for at, letter in work.letters
        if first <= shanghai_day(letter.not_before or at) <= last
    ]
    assert festive
    assert {letter.case_number for letter in festive} == {danger.number}


@settings(max_examples=40)
@given(
    leaf=st.sampled_from(LEAVES),
    starts=st.datetimes(datetime(2026, 1, 5), datetime(2026, 10, 20)),
    taps=st.sets(st.integers(0, 9)),
    accused=st.sampled_from(("", HOLDER, SECRETARY, *DISPATCHERS, *STREET, "luting-company")),
)
def test_whoever_taps_the_chase_is_never_silent_never_twice_and_never_at_night(
    leaf: str, starts: datetime, taps: set[int], accused: str
) -> None:
    at = starts.replace(tzinfo=SHANGHAI)
    first = opened(leaf, at)
    case = replace(first.case, about=(*first.case.about, accused) if accused else first.case.about)
    work = of(case, at=at)
    for day in range(10):
        work.run(at + timedelta(days=day))
        current = work.cases[case.number]
        assert current.next_due is not None
        if day in taps and current.nudge:
            work.tap(case.number)
    _check_letters(work, case, accused)
    assert first_break((first.event, *work.events)) is None


def _check_letters(work: Clockwork, case: Case, accused: str) -> None:
    calendar = work.rules.calendar
    marks = [(letter.to, letter.dedupe) for _, letter in work.letters]
    assert len(set(marks)) == len(marks)
    for sent, letter in work.letters:
        leaves = letter.not_before or sent
        assert letter.urgent or calendar.next_message_time(leaves) == leaves
        assert letter.urgent == (case.priority <= Priority.URGENT)
        assert letter.to != accused
        person = work.rules.directory.person(letter.to)
        assert person is None or not person.is_among(case.about, shanghai_day(sent))


def test_words_of_a_letter_are_those_that_its_reader_may_see() -> None:
    case = case_of()
    [letter] = of(case, at=moment("2026-11-23 16:00")).strike().says
    view = view_case(case, staff(HOLDER), demo_rules(), MONDAY.date())
    assert view is not None
    values = case_values(view, demo_rules())
    assert {name: letter.values[name] for name in values} == values
    assert "13812345678" not in str(letter.values)
