from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.cases import Case
from domain.states import State
from domain.turns import Step
from jobs.weekly import list_open
from tests.domain.builders import (
    DISPATCHERS,
    HOLDER,
    SECRETARY,
    STREET,
    away,
    drafted,
    moment,
    opened,
    staff,
    with_absences,
)
from tests.jobs.clockwork import of, rendered

MONDAY = moment("2026-11-30 09:00")
SECOND = "zhang-secretary-dq2"


def filed(number: int, at: datetime, leaf: str = "A6") -> Case:
    return opened(leaf, at, draft=drafted(leaf, f"DQ{number:06d}")).case


def words(step: Step, to: str) -> str:
    [letter] = [letter for letter in step.says if letter.to == to]
    return rendered(letter)


def test_secretary_reads_every_open_case_of_the_grid_oldest_first() -> None:
    newer, older = filed(1, moment("2026-11-27 10:00")), filed(2, moment("2026-11-23 10:00"))
    over = replace(filed(3, moment("2026-11-20 10:00")), state=State.CLOSED)
    text = words(of(newer, older, over, at=MONDAY).strike(list_open), SECRETARY)
    assert text == (
        "本周未办结 2 件，从最早的起：\n"
        "DQ000002 公共照明/门禁/监控/健身设施（天成花园3幢2单元502室）已 7 天，高**（物业负责人），"
        "答应 11月26日 17:30 前办结，已超期\n"
        "DQ000001 公共照明/门禁/监控/健身设施（天成花园3幢2单元502室）已 3 天，高**（物业负责人），"
        "答应 12月2日 17:30 前办结[DQ000002][DQ000001][我的待办]"
    )


def test_a_week_with_nothing_open_says_so_in_one_line() -> None:
    step = of(at=MONDAY).strike(list_open)
    assert words(step, SECRETARY) == "本周没有未办结的诉求。"
    assert words(step, DISPATCHERS[0]) == "本周没有未办结的诉求。"


def test_dispatchers_read_the_whole_community_and_a_case_without_a_grid_too() -> None:
    lost = replace(filed(1, MONDAY), grid="", microgrid="")
    step = of(lost, filed(2, MONDAY), at=MONDAY).strike(list_open)
    for dispatcher in DISPATCHERS:
        assert "未办结 2 件" in words(step, dispatcher)
        assert (
            "\n按网格：\n未定网格：1 件，超期 0 件，最久 0 天\n"
            "洞桥第1网格：1 件，超期 0 件，最久 0 天"
        ) in words(step, dispatcher)
    assert "未办结 1 件" in words(step, SECRETARY)
    assert "按网格" not in words(step, SECRETARY)


def test_the_list_says_how_long_a_resident_waits_for_a_word() -> None:
    case = replace(filed(1, moment("2026-11-23 10:00")), waiting_since=moment("2026-11-25 09:00"))
    assert "等回话" not in words(of(case, at=MONDAY).strike(list_open), SECRETARY)
    answered = replace(case, answered_at=moment("2026-11-24 09:00"))
    text = words(of(answered, at=MONDAY).strike(list_open), SECRETARY)
    assert "已超期，居民等回话 5 天" in text
    heard = replace(answered, waiting_since=None)
    assert "等回话" not in words(of(heard, at=MONDAY).strike(list_open), SECRETARY)


def test_a_matter_without_a_promise_says_so() -> None:
    case = filed(1, moment("2026-11-23 10:00"))
    case = replace(case, clocks=replace(case.clocks, promised=None))
    text = words(of(case, at=MONDAY).strike(list_open), SECRETARY)
    assert "没有约定日期" in text
    assert "超期" not in text


def test_one_person_gets_one_message_for_several_grids_and_duties() -> None:
    rules = with_absences(away(SECOND, SECRETARY), away("yang-secretary-dq3", DISPATCHERS[0]))
    step = of(filed(1, MONDAY), at=MONDAY, rules=rules).strike(list_open)
    receivers = [letter.to for letter in step.says]
    assert len(set(receivers)) == len(receivers)
    assert SECOND not in receivers


def test_a_secretary_of_two_grids_reads_both_in_one_list() -> None:
    rules = with_absences(away(SECOND, SECRETARY))
    there = replace(filed(1, MONDAY), grid=staff(SECOND).posts[0].code, microgrid="")
    step = of(there, filed(2, MONDAY), at=MONDAY, rules=rules).strike(list_open)
    assert "未办结 2 件" in words(step, SECRETARY)


def test_nobody_reads_of_a_case_about_himself() -> None:
    case = replace(filed(1, MONDAY), about=(SECRETARY,))
    step = of(case, at=MONDAY).strike(list_open)
    assert words(step, SECRETARY) == "本周没有未办结的诉求。"
    assert "未办结 1 件" in words(step, DISPATCHERS[0])


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        ("2026-11-30", True),
        ("2026-12-01", False),
        ("2026-02-16", False),  # Monday of the Spring Festival
        ("2026-02-24", True),  # its first Tuesday
        ("2026-02-28", False),  # the made-up Saturday
        ("2026-10-08", True),  # Thursday after the National Day
        ("2026-09-20", False),  # the made-up Sunday closes a week
        ("2026-09-21", True),
    ],
)
def test_the_list_comes_on_the_first_working_day_of_the_week(day: str, *, listed: bool) -> None:
    step = of(filed(1, moment("2026-02-01 10:00")), at=moment(f"{day} 09:00")).strike(list_open)
    assert bool(step.says) == listed


def test_the_same_week_has_one_mark_and_the_next_another() -> None:
    def mark(at: datetime) -> str:
        return of(at=at).strike(list_open).says[0].dedupe

    assert mark(MONDAY) == mark(MONDAY + timedelta(hours=1)) == "weekly:dongqiao:2026-W49"
    assert mark(MONDAY + timedelta(days=7)) != mark(MONDAY)


def test_a_grid_of_another_community_is_not_asked_for() -> None:
    receivers = {letter.to for letter in of(at=MONDAY).strike(list_open).says}
    assert not {"li-secretary-sx3", "wu-dispatcher-sx", *STREET} & receivers


def test_what_climbed_to_the_top_stays_on_the_list_of_everybody_in_its_chain() -> None:
    climbed = replace(filed(1, moment("2026-11-02 10:00")), level=3)
    step = of(climbed, filed(2, MONDAY), at=MONDAY).strike(list_open)
    assert "本周未办结 1 件" in words(step, HOLDER)
    assert "DQ000001" in words(step, HOLDER)
    assert "DQ000002" not in words(step, HOLDER)
    for person in (SECRETARY, *DISPATCHERS):
        assert "DQ000001" in words(step, person)


@pytest.mark.parametrize("holder", [STREET[0], "wu-dispatcher-sx"])
def test_who_serves_elsewhere_reads_what_he_holds_in_the_list_of_there(holder: str) -> None:
    climbed = replace(filed(1, moment("2026-11-02 10:00")), level=3, holder=holder)
    step = of(climbed, at=MONDAY).strike(list_open)
    assert holder not in {letter.to for letter in step.says}


def test_who_holds_what_never_climbed_reads_no_list() -> None:
    step = of(filed(1, MONDAY), at=MONDAY).strike(list_open)
    assert HOLDER not in {letter.to for letter in step.says}
