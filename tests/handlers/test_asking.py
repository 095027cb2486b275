import pytest

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.mediation_stages import Do, Stage
from handlers.asking import ASKS
from tests.mediation_table import MEDIATOR, SECRETARY, Mediated, led, talking

WORDS = "愿意考虑赔偿，也希望得到一个道歉"


def issued(kind: str = "money") -> Mediated:
    world = talking()
    world.on(MEDIATOR, f"issue/{kind}", "吊顶怎么赔")
    return world


def live(world: Mediated, kind: Kind) -> AccordState:
    return [each for each in world.hall.accords.values() if each.kind is kind][-1].state


@pytest.mark.parametrize("act", sorted(ASKS))
def test_only_who_may_ask_asks(act: str) -> None:
    world = issued()
    ask = ASKS[act]
    for who, role in (("wang", "applicant"), (MEDIATOR, "mediator"), (SECRETARY, "staff")):
        if role not in ask.by:
            assert "不由您" in world.on(who, f"{act}/1/respondent", "三天内修好")[0]
    assert world.hall.accords.keys() == {next(iter(world.hall.accords))}


def test_a_relay_is_asked_of_its_source_alone_with_the_very_words() -> None:
    world = talking()
    world.on(MEDIATOR, "relay_b", WORDS)
    assert f"原话：“{WORDS}”" in world.all_heard("li")[-1]
    assert "[我改一改]" in world.all_heard("li")[-1]
    assert not any(WORDS in each for each in world.all_heard("wang"))


def test_a_source_is_asked_about_its_own_secret_and_never_about_the_others() -> None:
    world = talking()
    world.on("li", "say", "我最多可以赔三千块钱")
    assert "单独说的话" in world.on(MEDIATOR, "relay_a", "最多可以赔三千块钱")[0]
    world.on(MEDIATOR, "relay_b", "最多可以赔三千块钱")
    assert "原话：“最多可以赔三千块钱”" in world.all_heard("li")[-1]


def test_a_question_without_words_asks_for_them() -> None:
    world = talking()
    assert "一字不差" in world.on(MEDIATOR, "relay_a")[0]
    world.say(MEDIATOR, WORDS)
    assert WORDS in world.all_heard("wang")[-1]


def test_the_first_offer_leads_into_the_stage_of_proposals() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好水管")
    assert world.stage() is Stage.PROPOSAL
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]


def test_other_words_for_an_option_take_its_answers_back() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好水管")
    world.press("wang", "同意")
    old = world.letters[:]
    world.on(MEDIATOR, "option/1", "五天内修好水管")
    (accord,) = [each for each in world.hall.accords.values() if each.kind is Kind.OPTION]
    assert (accord.words, dict(accord.answers), accord.version) == ("五天内修好水管", {}, 2)
    world.letters = old
    assert "刚改过" in world.press("li", "同意")[0]
    assert accord.state is AccordState.ASKED


def test_an_option_wants_an_open_issue_and_a_number_one_amount_and_who_pays() -> None:
    world = issued()
    assert "已经谈成或不再谈" in world.on(MEDIATOR, "option/2", "修好")[0]
    assert "一个金额" in world.on(MEDIATOR, "number/1/respondent", "两千到三千元")[0]
    assert world.on(MEDIATOR, "number/1", "2600元")
    assert world.on(MEDIATOR, "number/1/mediator", "2600元")
    assert not [each for each in world.hall.accords.values() if each.kind is Kind.NUMBER]
    world.on(MEDIATOR, "number/1/respondent", "2600元")
    assert "对方（被申请人）付2600元" in world.all_heard("wang")[-1]
    assert "正在进行" in world.on(MEDIATOR, "number/1/respondent", "2700元")[0]


def test_a_number_known_from_one_caucus_alone_is_not_put_to_the_other() -> None:
    world = issued()
    world.on("li", "say", "我最多赔三千块")
    assert "金额" in world.on(MEDIATOR, "number/1/respondent", "3000元")[0]
    assert world.events[-1].act is Do.BLOCK


def test_words_that_press_are_not_asked_either() -> None:
    world = issued()
    assert "没有发出" in world.on(MEDIATOR, "option/1", "就差你了，现在就签")[0]


def test_who_asks_for_more_time_has_said_yes_by_it_and_only_the_other_is_asked() -> None:
    world = talking()
    world.on("wang", "extend")
    assert "延长15天" in world.all_heard("li")[-1]
    assert "延长15天" not in world.all_heard("wang")[-1]
    ends = world.mediation().clock_ends
    world.press("li", "同意")
    world.strike()
    later = world.mediation().clock_ends
    assert ends
    assert later
    assert (later - ends).days == 15


def test_more_time_is_given_twice_at_most() -> None:
    world = talking()
    for _ in range(2):
        world.on("li", "extend")
        world.press("wang", "同意")
        world.strike()
    assert "用完" in world.on("li", "extend")[0]


def test_a_meeting_is_asked_for_in_the_stages_before_it_only() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好")
    assert "不能提议" in world.on(MEDIATOR, "meet")[0]


def test_before_a_mediator_there_is_nothing_to_ask() -> None:
    world = led()
    world.press("wang", "要求换人")
    assert world.on(MEDIATOR, "meet")
    assert not [each for each in world.hall.accords.values() if each.kind is Kind.MEET]
