from dataclasses import replace
from datetime import datetime

from domain.cases import Case, Party
from domain.lessons import OwnTerm, RarityCounted, TermsChanged, TermState
from domain.states import Part
from domain.turns import Step
from jobs.learning import learn
from jobs.rounds import JobRound
from tests.domain.builders import DISPATCHERS, demo_rules, drafted, moment, opened
from tests.jobs.clockwork import rendered

MONDAY, TUESDAY = moment("2026-11-23 03:20"), moment("2026-11-24 03:20")
LOCKER = ("快递柜挡着门", "门口快递柜太占地方", "快递柜把楼道堵住", "快递柜没人管")
OTHERS = ("楼道灯不亮", "垃圾没人收", "电梯停运", "水管漏水", "路面积水", "狗叫一夜", "油烟大")


def filed(number: int, text: str, leaf: str) -> Case:
    draft = replace(
        drafted(leaf, f"DQ{number:06d}"),
        text=text,
        party=Party(f"p{number}", Part.REPORTER, f"h{number}" if number % 2 else ""),
    )
    return opened(leaf, draft=draft).case


LOCKERS = tuple(filed(place, text, "D1") for place, text in enumerate(LOCKER, 1))
CASES = (*LOCKERS, *(filed(place, text, "E1") for place, text in enumerate(OTHERS, 10)))
CORRECTED = frozenset(case.number for case in LOCKERS)


def work(at: datetime = MONDAY, *terms: OwnTerm) -> JobRound:
    return JobRound("dongqiao", CASES, demo_rules(), at, CORRECTED, terms)


def proposed(step: Step) -> dict[str, TermState]:
    found = (change.terms for change in step.changes if isinstance(change, TermsChanged))
    return {each.term: each.state for terms in found for each in terms}


def test_a_community_without_reports_learns_nothing() -> None:
    assert learn(replace(work(), cases=())) == Step()


def test_every_night_the_words_are_counted() -> None:
    step = learn(work(TUESDAY))
    [counted] = step.changes
    assert isinstance(counted, RarityCounted)
    assert (counted.reports, counted.counts["快递"]) == (len(CASES), 4)
    assert step.says == ()


def test_the_week_begins_with_a_list_for_who_decides() -> None:
    step = learn(work())
    assert proposed(step) == {"快递柜": TermState.PROPOSED}
    assert DISPATCHERS[0] in {letter.to for letter in step.says}
    words = rendered(step.says[0])
    assert "“快递柜”→占堵消防通道/楼道堆物（4条，4户）" in words
    assert "一个一个看" in words
    assert step.says[0].not_before == moment("2026-11-23 08:30")


def test_what_was_decided_is_not_proposed_again() -> None:
    for state in (TermState.REFUSED, TermState.TAKEN, TermState.STOPPED):
        term = OwnTerm("快递柜", "D1", state=state, author="chen")
        assert "快递柜" not in proposed(learn(work(MONDAY, term)))


def test_a_new_list_takes_the_place_of_the_old_one() -> None:
    old = OwnTerm("旧词", "D1")
    assert proposed(learn(work(MONDAY, old))) == {
        "快递柜": TermState.PROPOSED,
        "旧词": TermState.STOPPED,
    }
    dropped = OwnTerm("快递柜", "D1", state=TermState.STOPPED)
    assert "快递柜" in proposed(learn(work(MONDAY, dropped)))


def test_nothing_to_propose_writes_to_nobody() -> None:
    step = learn(replace(work(), corrected=frozenset()))
    assert step.says == ()
    assert proposed(step) == {}


def test_cases_of_nobody_and_of_no_kind_teach_no_word() -> None:
    lost = tuple(replace(case, parties=()) for case in CASES)
    assert proposed(learn(replace(work(), cases=lost))) == {}
    unknown = tuple(replace(case, leaf="X0") for case in CASES)
    assert proposed(learn(replace(work(), cases=unknown))) == {}
