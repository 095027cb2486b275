from dataclasses import replace

import pytest

from domain.cases import CaseChanged
from domain.clocks import DueKind, Nudge
from domain.people import Absence
from domain.places import Place
from domain.states import Act, State
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit

DISPATCHER = "chen-dispatcher-dq"
OFFICER = "dong-officer-urban-management"


def about_property() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    world.change(
        NUMBER,
        lambda case: replace(case, about=("luting-company",), queue="community", holder=DISPATCHER),
    )
    return world


def test_case_goes_to_a_department_with_its_clocks_and_everybody_hears_who_holds_it() -> None:
    world = lit()
    before = world.case().clocks
    world.act(SECRETARY, "hand_on", NUMBER, "路灯归城管", argument="q:urban_management")
    case = world.case()
    assert (case.queue, case.holder, case.state) == ("urban_management", OFFICER, State.ASSIGNED)
    assert case.clocks == before
    assert "董**（部门经办人）办理，期限不变" in world.all_heard("wang")[-1]
    assert "路灯归城管" not in "".join(world.all_heard("wang"))
    officer = world.all_heard(OFFICER)[-1]
    assert "转办原因：路灯归城管" in officer
    assert "[签收]" in officer
    assert "已转给董**" in world.all_heard(HOLDER)[-1]


def test_handing_on_does_not_stop_the_chase() -> None:
    world = lit()
    nudge = Nudge(DueKind.ACCEPT, MONDAY, 1, MONDAY)
    world.change(NUMBER, lambda case: replace(case, nudge=nudge))
    world.act(SECRETARY, "hand_on", NUMBER, "换人", argument=f"p:{WORKER}")
    assert world.case().nudge == nudge


@pytest.mark.parametrize(
    ("person", "queue"),
    [
        (WORKER, "grid"),
        (DISPATCHER, "community"),
        ("shen-street", "street"),
        (OFFICER, "urban_management"),
        ("liang-lift-anjie", "property"),
        ("zheng-chair-tiancheng", "committee"),
    ],
)
def test_person_brings_the_queue_of_the_post(person: str, queue: str) -> None:
    world = lit()
    world.act(SECRETARY, "hand_on", NUMBER, "请他办", argument=f"p:{person}")
    assert (world.case().holder, world.case().queue) == (person, queue)
    assert "[签收]" in world.all_heard(person)[-1]


def test_who_stands_in_gets_what_is_meant_for_the_absent() -> None:
    world = lit()
    away = Absence(WORKER, MONDAY.date(), MONDAY.date(), "wang-head-dq1")
    world.rules = replace(world.rules, absences=(away,))
    world.act(SECRETARY, "hand_on", NUMBER, "请他办", argument=f"p:{WORKER}")
    assert world.case().holder == "wang-head-dq1"


@pytest.mark.parametrize(
    "argument",
    ["", "p:", "p:nobody", "p:wang", "p:xu-secretary-sx5", "q:nowhere", "p:xia-representative-dq1"],
)
def test_never_to_nobody(argument: str) -> None:
    world = lit()
    heard = world.act(SECRETARY, "hand_on", NUMBER, "换人", argument=argument)
    assert "没有能接的人" in heard[0]
    assert world.case().holder == HOLDER


def test_never_to_whom_the_case_is_about() -> None:
    world = about_property()
    heard = world.act(SECRETARY, "hand_on", NUMBER, "物业来", argument=f"p:{HOLDER}")
    assert "不能转给他" in heard[0]
    heard = world.act(SECRETARY, "hand_on", NUMBER, "物业来", argument="q:property")
    assert "没有能接的人" in heard[0]
    assert world.case().holder == DISPATCHER
    away = Absence(HOLDER, MONDAY.date(), MONDAY.date(), WORKER)
    world.rules = replace(world.rules, absences=(away,))
    heard = world.act(SECRETARY, "hand_on", NUMBER, "物业来", argument=f"p:{HOLDER}")
    assert "不能转给他" in heard[0]


def test_handing_on_to_where_it_is_says_so() -> None:
    world = lit()
    assert "本来就在那里" in world.act(SECRETARY, "hand_on", NUMBER, "换", argument="q:property")[0]


@pytest.mark.parametrize("act", ["hand_on", "refer"])
def test_reason_or_way_must_be_written(act: str) -> None:
    world = lit()
    assert "要写一句话" in world.act(SECRETARY, act, NUMBER, argument="q:grid")[0]


def test_other_leaf_brings_other_hands_and_never_an_earlier_promise() -> None:
    world = lit()
    promised = world.case().clocks.promised
    assert promised is not None
    world.act(SECRETARY, "reclassify", NUMBER, "其实是违停", argument="C4")
    case = world.case()
    assert (case.leaf, case.queue) == ("C4", "traffic_police")
    assert case.clocks.promised is not None
    assert case.clocks.promised >= promised
    assert "已改为“市政道路违停”" in world.all_heard("wang")[-1]
    assert "[签收]" in world.all_heard("xu-officer-traffic-police")[-1]
    assert "已转给许**" in world.all_heard(HOLDER)[-1]


def test_other_leaf_with_the_same_hands_is_told_to_the_resident_only() -> None:
    world = lit()
    before = len(world.all_heard(HOLDER))
    world.act(SECRETARY, "reclassify", NUMBER, argument="E1")
    assert world.case().holder == HOLDER
    assert len(world.all_heard(HOLDER)) == before
    assert "垃圾堆积" in world.all_heard("wang")[-1]


def test_leaf_that_accuses_the_holder_takes_the_accepted_case_away_from_him() -> None:
    world = lit()
    world.act(HOLDER, "accept", NUMBER)
    before = len(world.all_heard(HOLDER))
    world.act(SECRETARY, "reclassify", NUMBER, argument="B3")
    assert world.case().holder != HOLDER
    assert "luting-company" in world.case().about
    assert len(world.all_heard(HOLDER)) == before


def test_waiting_case_keeps_its_clock_under_another_leaf() -> None:
    world = lit()
    world.act(HOLDER, "ask", NUMBER, "哪一层？")
    world.act(SECRETARY, "reclassify", NUMBER, argument="E1")
    assert world.case().state is State.WAITING
    assert world.case().next_due is not None


def test_same_or_unknown_leaf_is_refused() -> None:
    world = lit()
    assert "本来就是这一类" in world.act(SECRETARY, "reclassify", NUMBER, argument="A6")[0]
    assert "没有“ZZ”" in world.act(SECRETARY, "reclassify", NUMBER, argument="ZZ")[0]


def test_referring_tells_the_resident_the_way_and_ends_the_case() -> None:
    world = lit()
    world.act(SECRETARY, "refer", NUMBER, "请拨12345转市政")
    case = world.case()
    assert (case.state, case.closed_at, case.answered_at) == (State.REFERRED, MONDAY, MONDAY)
    assert case.next_due is None
    assert "请拨12345转市政" in world.all_heard("wang")[-1]
    assert "已转介" in world.all_heard(HOLDER)[-1]
    assert "不归您操作" in world.act(HOLDER, "refer", NUMBER, "别处")[0]


def test_staff_are_named_in_the_event_of_another_leaf() -> None:
    world = lit()
    step = world.step(SECRETARY, "归环卫", press=f"reclassify:{NUMBER}:1:E1")
    done, *_ = step.changes
    assert isinstance(done, CaseChanged)
    assert (done.event.act, done.event.actor) == (Act.RECLASSIFY, SECRETARY)
    assert (done.event.reason, done.event.internal) == ("E1", "归环卫")


def test_case_stays_where_it_is_while_nobody_may_take_it() -> None:
    world = lit()
    people = [person for person in world.rules.directory.staff if person.person_id == SECRETARY]
    world.rules = replace(
        world.rules, directory=replace(world.rules.directory, staff=tuple(people))
    )
    world.change(NUMBER, lambda case: replace(case, about=(SECRETARY,), holder="", queue="grid"))
    step = world.step("wang", press=f"leaf:{NUMBER}:1:E1")
    assert world.case().leaf == "E1"
    assert world.case().holder == ""
    assert [letter.to for letter in step.says] == ["wang"]
