from dataclasses import replace

from domain.cases import CaseChanged
from domain.events import Event
from domain.returns import DECIDED
from domain.states import Act
from domain.turns import Step
from tests.handlers.tabletop import PHOTO, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, WORKER, lit

DISPATCHER = "chen-dispatcher-dq"


def event_of(step: Step) -> Event:
    [changed] = [change for change in step.changes if isinstance(change, CaseChanged)]
    return changed.event


def twice_returned() -> World:
    world = lit()
    world.act(HOLDER, "return", NUMBER, "不是我们的灯", argument="not_ours")
    world.act(SECRETARY, "hand_on", NUMBER, "就是物业的", argument="q:property")
    world.act(HOLDER, "return", NUMBER, "真的不是", argument="not_ours")
    return world


def test_first_return_goes_to_the_secretary_the_second_to_the_community() -> None:
    world = lit()
    world.act(HOLDER, "return", NUMBER, "不是我们的灯")
    assert (world.case().holder, world.case().queue, world.case().returns) == (SECRETARY, "grid", 1)
    assert "王**（网格党支部书记）办理" in world.all_heard("wang")[-1]
    assert "不是我们的灯" in world.all_heard(SECRETARY)[-1]
    world.act(SECRETARY, "hand_on", NUMBER, "就是物业的", argument="q:property")
    world.act(HOLDER, "return", NUMBER, "真的不是")
    case = world.case()
    assert (case.holder, case.queue, case.returns) == (DISPATCHER, "community", 2)
    assert "陈**（社区调度员）办理" in world.all_heard("wang")[-1]


def test_secretary_returns_to_the_community_at_once() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, holder=SECRETARY, queue="grid"))
    world.act(SECRETARY, "return", NUMBER, "超出网格")
    assert world.case().holder == DISPATCHER


def test_nothing_is_returned_to_nobody() -> None:
    world = lit()
    people = [person for person in world.rules.directory.staff if person.person_id == HOLDER]
    world.rules = replace(
        world.rules, directory=replace(world.rules.directory, staff=tuple(people))
    )
    assert "没有能接的人" in world.act(HOLDER, "return", NUMBER, "不归我")[0]
    assert world.case().holder == HOLDER


def test_a_return_without_a_reason_is_asked_for_it_and_moves_nothing() -> None:
    world = lit()
    heard = world.act(HOLDER, "return", NUMBER)
    assert "为什么退回" in heard[0]
    assert "[类别分错了]" in heard[0]
    assert (world.case().holder, world.case().returns) == (HOLDER, 0)


def test_a_reason_wants_evidence() -> None:
    world = lit()
    world.act(HOLDER, "return", NUMBER)
    assert "为什么退单" in world.press(HOLDER, "类别分错了")[0]
    step = world.pressed(
        HOLDER, "类别分错了", attachments=(PHOTO,), text="这是市政路灯，杆上有编号"
    )
    event = event_of(step)
    assert (event.act, event.reason) == (Act.RETURN, "wrong_kind")
    assert event.internal == "这是市政路灯，杆上有编号"
    assert [(kept.attachment, kept.internal) for kept in world.kept] == [
        (replace(PHOTO, sender=HOLDER), True)
    ]


def test_words_alone_are_another_reason() -> None:
    world = lit()
    press = f"return:{NUMBER}:{world.case().version}"
    assert event_of(world.step(HOLDER, "灯在路上", press=press)).reason == "other"


def test_who_gets_it_back_reads_why_and_who_received_it_first() -> None:
    world = lit()
    world.act(HOLDER, "return", NUMBER, "杆上写着市政", argument="not_ours")
    heard = world.all_heard(SECRETARY)[-1]
    assert "退单理由：不归我们管。杆上写着市政" in heard
    assert "首接单位：绿汀物业服务有限公司" in heard
    assert "杆上写着市政" not in "".join(world.all_heard("wang"))


def test_the_community_is_asked_to_decide_and_its_decision_stands() -> None:
    world = twice_returned()
    assert "请社区定由谁办" in world.all_heard(DISPATCHER)[-1]
    assert "首接负责" in world.all_heard(DISPATCHER)[-1]
    world.act(DISPATCHER, "hand_on", NUMBER, "灯在小区红线内", argument="q:property")
    assert DECIDED in world.case().tags
    heard = world.act(HOLDER, "return", NUMBER, "还是不归我们", argument="not_ours")
    assert "不能再退" in heard[0]
    assert (world.case().holder, world.case().returns) == (HOLDER, 2)


def test_the_community_itself_may_still_give_it_to_the_street() -> None:
    world = twice_returned()
    world.change(NUMBER, lambda case: replace(case, tags=case.tags | {DECIDED}))
    world.act(DISPATCHER, "return", NUMBER, "要街道协调", argument="needs_others")
    assert world.case().queue == "street"


def test_a_secretary_who_hands_on_decides_nothing_for_good() -> None:
    world = twice_returned()
    world.change(NUMBER, lambda case: replace(case, returns=1))
    world.act(DISPATCHER, "hand_on", NUMBER, "先看看", argument=f"p:{WORKER}")
    assert DECIDED not in world.case().tags
