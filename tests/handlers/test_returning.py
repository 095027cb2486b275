from dataclasses import replace

import pytest

from domain.cases import CaseChanged
from domain.events import Event
from domain.returns import DECIDED
from domain.states import Act
from domain.turns import Step
from tests.handlers.tabletop import PHOTO, World, catalog
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


# Everything by which somebody might give a case away beside returning it.
GIVES_AWAY = {
    "hand_on": ("路灯归城管", "q:urban_management"),
    "reclassify": ("其实是违停", "C4"),
    "place": ("洞桥新村2幢", ""),
}
OFFICER, CHAIR, LIFT = "dong-officer-urban-management", "zheng-chair-tiancheng", "liang-lift-anjie"
OUTSIDE = (
    (HOLDER, "property"),
    (LIFT, "property"),
    (CHAIR, "committee"),
    (OFFICER, "urban_management"),
)
INSIDE = (
    (WORKER, "grid"),
    (SECRETARY, "grid"),
    (DISPATCHER, "community"),
    ("shen-street", "street"),
)


def held_by(person: str, queue: str) -> World:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, holder=person, queue=queue))
    return world


def labels_of(world: World, person: str) -> set[str]:
    [card] = world.step(person, press=f"mine:{NUMBER}").says
    return {catalog().render(each.label) for each in card.choices}


@pytest.mark.parametrize(("person", "queue"), OUTSIDE)
def test_who_holds_it_outside_the_house_is_offered_to_return_it_and_nothing_else(
    person: str, queue: str
) -> None:
    labels = labels_of(held_by(person, queue), person)
    assert "退单" in labels
    assert labels.isdisjoint({"转办", "改类别", "改地点"})


@pytest.mark.parametrize(("person", "queue"), INSIDE)
def test_who_holds_it_in_the_house_keeps_all_ways(person: str, queue: str) -> None:
    assert labels_of(held_by(person, queue), person) >= {"退单", "转办", "改类别", "改地点"}


def test_who_supervises_keeps_all_ways_though_he_holds_it_for_a_company() -> None:
    assert labels_of(held_by(SECRETARY, "property"), SECRETARY) >= {
        "退单",
        "转办",
        "改类别",
        "改地点",
    }


@pytest.mark.parametrize("act", GIVES_AWAY)
@pytest.mark.parametrize(("person", "queue"), OUTSIDE)
def test_an_old_button_or_a_forged_one_gives_nothing_away(
    person: str, queue: str, act: str
) -> None:
    world = held_by(person, queue)
    before, (words, argument) = world.case(), GIVES_AWAY[act]
    for press in (
        f"do:{NUMBER}:{before.version}:{act}",
        f"do:{NUMBER}:{before.version}:{act}|{argument}",
    ):
        assert "请点“退单”" in world.say(person, press=press)[0]
    assert "请点“退单”" in world.act(person, act, NUMBER, words, argument=argument)[0]
    assert world.case() == before


@pytest.mark.parametrize("act", ["hand_on", "place"])
def test_what_was_begun_in_the_house_is_not_ended_outside_of_it(act: str) -> None:
    world = held_by(HOLDER, "grid")
    words, argument = GIVES_AWAY[act]
    world.say(HOLDER, press=f"do:{NUMBER}:{world.case().version}:{act}|{argument}".rstrip("|"))
    world.change(NUMBER, lambda case: replace(case, queue="property"))
    before = world.case()
    assert "请点“退单”" in "".join(world.say(HOLDER, words))
    assert world.case() == before


def test_a_number_of_an_old_list_gives_nothing_away() -> None:
    world = held_by(HOLDER, "grid")
    [listed] = world.say(HOLDER, press=f"do:{NUMBER}:{world.case().version}:hand_on")
    assert "1. " in listed
    world.change(NUMBER, lambda case: replace(case, queue="property"))
    before = world.case()
    assert "请点“退单”" in world.say(HOLDER, "1")[0]
    assert world.case() == before


def test_a_return_after_such_a_try_is_counted_and_the_second_goes_to_the_community() -> None:
    world = lit()
    for holder, queue in ((SECRETARY, "grid"), (DISPATCHER, "community")):
        for act, (words, argument) in GIVES_AWAY.items():
            world.act(HOLDER, act, NUMBER, words, argument=argument)
        world.act(HOLDER, "return", NUMBER, "不是我们的灯", argument="not_ours")
        assert (world.case().holder, world.case().queue) == (holder, queue)
        world.act(holder, "hand_on", NUMBER, "就是物业的", argument="q:property")
    assert world.case().returns == 2
    assert DECIDED in world.case().tags
    before = world.case()
    for act, (words, argument) in GIVES_AWAY.items():
        assert "请点“退单”" in world.act(HOLDER, act, NUMBER, words, argument=argument)[0]
    assert "不能再退" in world.act(HOLDER, "return", NUMBER, "还是不归我们")[0]
    assert world.case() == before


def test_what_the_community_decided_stays_though_the_resident_files_it_anew() -> None:
    world = twice_returned()
    world.act(DISPATCHER, "hand_on", NUMBER, "城管牵头", argument="q:urban_management")
    version = world.case().version
    world.say("wang", press=f"leaf:{NUMBER}:{version}:E1")
    case = world.case()
    assert (case.leaf, case.queue, case.holder) == ("E1", "urban_management", OFFICER)


def test_what_the_community_decided_leaves_whom_it_is_about_by_now() -> None:
    world = twice_returned()
    world.act(DISPATCHER, "hand_on", NUMBER, "灯在小区红线内", argument="q:property")
    world.act(SECRETARY, "reclassify", NUMBER, "是物业不修", argument="B3")
    assert world.case().holder != HOLDER
