from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.cases import Case
from domain.people import Post, Role, ScopeKind
from domain.states import State
from domain.turns import Step
from jobs.weekly import list_open
from tests.domain.builders import (
    DISPATCHERS,
    HOLDER,
    SECRETARY,
    STREET,
    away,
    demo_rules,
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
    assert words(step, STREET[0]) == "洞桥社区没有未办结的诉求。"


def test_dispatchers_read_the_whole_community_and_a_case_without_a_grid_too() -> None:
    lost = replace(filed(1, MONDAY), grid="", microgrid="")
    step = of(lost, filed(2, MONDAY), at=MONDAY).strike(list_open)
    for dispatcher in DISPATCHERS:
        assert "未办结 2 件" in words(step, dispatcher)
    assert "未办结 1 件" in words(step, SECRETARY)


def test_street_reads_the_counts_of_a_community_one_line_a_grid() -> None:
    lost = replace(filed(1, moment("2026-11-27 10:00")), grid="", microgrid="")
    cases = (lost, filed(2, moment("2026-11-23 10:00")), filed(3, MONDAY))
    step = of(*cases, at=MONDAY).strike(list_open)
    for who in STREET:
        assert words(step, who) == (
            "洞桥社区未办结 3 件：\n"
            "未定网格：1 件，超期 0 件，最久 3 天\n"
            "洞桥第1网格：2 件，超期 1 件，最久 7 天"
        )


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
    assert not {"li-secretary-sx3", "wu-dispatcher-sx"} & receivers
    rules = demo_rules()
    served = (Post(Role.STREET, ScopeKind.STREET, rules.directory.street_id),)
    assert receivers >= {
        person.person_id for person in rules.directory.staff if person.posts == served
    }


def test_what_climbed_to_the_top_stays_on_the_list_of_everybody_in_its_chain() -> None:
    climbed = replace(filed(1, moment("2026-11-02 10:00")), level=3)
    step = of(climbed, filed(2, MONDAY), at=MONDAY).strike(list_open)
    assert "本周未办结 1 件" in words(step, HOLDER)
    assert "DQ000001" in words(step, HOLDER)
    assert "DQ000002" not in words(step, HOLDER)
    street = words(step, STREET[0])
    assert "已催到街道、还没有办结的 1 件：\nDQ000001" in street
    assert "DQ000002" not in street
    for person in (SECRETARY, *DISPATCHERS):
        assert "DQ000001" in words(step, person)


def test_who_holds_what_never_climbed_reads_no_list() -> None:
    step = of(filed(1, MONDAY), at=MONDAY).strike(list_open)
    assert HOLDER not in {letter.to for letter in step.says}
