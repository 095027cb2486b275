from dataclasses import replace
from datetime import datetime

import pytest

from domain.cases import Case
from domain.rules import Rulebook
from domain.states import State
from domain.turns import Step
from jobs import roll_up as rolling
from jobs.roll_up import roll_up
from jobs.rounds import JobRound
from tests.domain.builders import (
    HOLDER,
    SECRETARY,
    STREET,
    demo_rules,
    drafted,
    moment,
    opened,
)
from tests.jobs.clockwork import rendered

MONDAY = moment("2026-11-30 09:00")
OFFICER = "dong-officer-urban-management"


def filed(number: int, at: str, community: str = "dongqiao") -> Case:
    case = opened("A6", moment(at), draft=drafted("A6", f"DQ{number:06d}")).case
    return replace(case, community_id=community)


def told(*cases: Case, at: datetime = MONDAY, rules: Rulebook | None = None) -> Step:
    book = rules or demo_rules()
    return roll_up(JobRound(book.directory.street_id, cases, book, at))


def words(step: Step, to: str) -> str:
    [letter] = [letter for letter in step.says if letter.to == to]
    return rendered(letter)


def test_the_street_reads_one_letter_over_all_communities_the_latest_first() -> None:
    over = replace(filed(4, "2026-11-20 10:00"), state=State.CLOSED)
    cases = (
        filed(1, "2026-11-27 10:00"),
        filed(2, "2026-11-23 10:00", "shanxi"),
        filed(3, "2026-11-30 08:00", "shanxi"),
    )
    step = told(*cases, over)
    assert {letter.to for letter in step.says} == set(STREET)
    for who in STREET:
        assert words(step, who) == (
            "全街道未办结 3 件，超期 1 件：\n"
            "剡溪社区：2 件，超期 1 件，最久 7 天\n"
            "洞桥社区：1 件，超期 0 件，最久 3 天"
        )


def test_of_very_many_communities_the_latest_are_named_and_the_others_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rolling, "_MOST_COMMUNITIES", 1)
    cases = filed(1, "2026-11-27 10:00"), filed(2, "2026-11-23 10:00", "shanxi")
    assert words(told(*cases), STREET[0]) == (
        "全街道未办结 2 件，超期 1 件：\n"
        "剡溪社区：1 件，超期 1 件，最久 7 天\n"
        "另有 1 个社区，见工作台。"
    )


def test_a_week_with_nothing_open_says_so_in_one_line() -> None:
    assert words(told(), STREET[0]) == "全街道没有未办结的诉求。"


def test_what_climbed_to_the_top_is_named_to_the_street() -> None:
    climbed = replace(filed(1, "2026-11-02 10:00"), level=3)
    step = told(climbed, filed(2, "2026-11-30 08:00"))
    text = words(step, STREET[0])
    assert "已催到街道、还没有办结的 1 件：\nDQ000001" in text
    assert "DQ000002" not in text
    # Who holds it in the community reads it on the list of the community.
    assert not {HOLDER, SECRETARY} & {letter.to for letter in step.says}


def test_who_holds_it_for_the_street_reads_one_list_of_all_communities() -> None:
    mine = (
        replace(filed(1, "2026-11-02 10:00"), level=3, holder=OFFICER, queue="urban_management"),
        replace(filed(2, "2026-11-03 10:00"), level=3, holder=OFFICER, queue="urban_management"),
    )
    text = words(told(*mine, filed(3, "2026-11-02 10:00")), OFFICER)
    assert text.startswith("本周未办结 2 件，从最早的起：\nDQ000001")


@pytest.mark.parametrize(
    ("day", "listed"),
    [("2026-02-16", False), ("2026-02-24", True), ("2026-02-28", False), ("2026-12-01", False)],
)
def test_it_comes_on_the_first_working_day_of_the_week(day: str, *, listed: bool) -> None:
    step = told(filed(1, "2026-02-01 10:00"), at=moment(f"{day} 09:00"))
    assert bool(step.says) == listed


def test_the_same_week_has_one_mark() -> None:
    assert told().says[0].dedupe == f"weekly:{demo_rules().directory.street_id}:2026-W49"
