import pytest

from domain.mediation_states import Do, Stage
from tests.mediation_table import (
    FACTS,
    MEDIATOR,
    OTHER_MEDIATOR,
    PARTIES,
    PAYS,
    SECRETARY,
    Mediated,
    given,
    led,
    press,
    signed_by_both,
    talking,
    written,
)


def test_the_mediator_is_asked_for_one_thing_after_the_other() -> None:
    world = led()
    assert "双方姓名" in press(world, MEDIATOR, "draft")
    assert world.stage() is Stage.DRAFT
    assert "主要事实" in world.say(MEDIATOR, PARTIES)[0]
    assert "写一条约定" in world.say(MEDIATOR, FACTS)[0]
    assert "1. 乙方" in world.say(MEDIATOR, PAYS)[0]
    assert "2. 双方" in world.say(MEDIATOR, "双方 长期互不打扰")[0]
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]
    assert "协议" not in world.all_heard("li")[-1]


def test_a_line_that_lacks_something_is_asked_for_again() -> None:
    world = led()
    press(world, MEDIATOR, "draft")
    assert "两行" in world.say(MEDIATOR, "王秀英")[0]
    world.say(MEDIATOR, PARTIES)
    world.say(MEDIATOR, FACTS)
    assert "从谁写起" in world.say(MEDIATOR, "赔2600元")[0]
    assert "2600元" in world.say(MEDIATOR, PAYS)[0]


def test_what_happened_with_water_and_fire_is_no_alarm_when_it_is_written_down() -> None:
    world = led()
    press(world, MEDIATOR, "draft")
    world.say(MEDIATOR, PARTIES)
    before = len(world.cases)
    assert "写一条约定" in world.say(MEDIATOR, "11月20日水管爆裂，吊顶塌了，电闸冒烟，有人被打")[0]
    assert len(world.cases) == before


def test_the_last_promise_and_every_part_can_be_written_anew() -> None:
    world = written()
    assert "2. " not in world.press(MEDIATOR, "去掉最后一条")[0]
    world.press(MEDIATOR, "改姓名")
    assert "王小英" in world.say(MEDIATOR, PARTIES.replace("王秀英", "王小英"))[0]
    world.press(MEDIATOR, "改事实")
    assert "只是接头漏水" in world.say(MEDIATOR, "只是接头漏水")[0]
    world.press(MEDIATOR, "去掉最后一条")
    assert "写一条约定" in world.all_heard(MEDIATOR)[-1]
    assert "还没写全" in press(world, MEDIATOR, f"give/{edition(world)}")


def edition(world: Mediated) -> int:
    agreement = world.mediation().agreement
    assert agreement
    return agreement.edition


@pytest.mark.parametrize("who", ["wang", "li", SECRETARY, "stranger", OTHER_MEDIATOR])
def test_nobody_but_the_mediator_writes_and_gives_out(who: str) -> None:
    world = written()
    before = world.mediation()
    for act in ("draft", "draft/parties", "draft/drop", f"give/{edition(world)}", "draft/x"):
        press(world, who, act)
        world.say(who, PAYS)
    assert world.mediation() == before


def test_only_what_was_looked_over_is_given_out() -> None:
    world = written()
    assert "改过" in press(world, MEDIATOR, f"give/{edition(world) - 1}")
    assert "不能" in press(led(), MEDIATOR, "give/1")
    press(world, MEDIATOR, "draft/x")
    assert not any("2600" in "".join(world.all_heard(side)) for side in ("wang", "li"))
    press(world, MEDIATOR, f"give/{edition(world)}")
    assert all("2600" in world.all_heard(side)[-1] for side in ("wang", "li"))


def test_both_get_the_same_words_and_staff_none_of_them() -> None:
    world = given()
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]
    assert "[我看完全文了]" in world.all_heard("li")[-1]
    assert all("2600" not in each for each in world.all_heard(SECRETARY))


@pytest.mark.parametrize("who", ["wang", "li", MEDIATOR])
def test_the_words_are_shown_again_to_who_is_bound_by_them(who: str) -> None:
    assert "2600元" in press(given(), who, "paper")


def test_the_words_are_shown_to_nobody_else() -> None:
    world = given()
    for who in (SECRETARY, OTHER_MEDIATOR, "stranger"):
        assert "2600" not in press(world, who, "paper")
    unwritten = led()
    press(unwritten, MEDIATOR, "draft")
    assert "不由您" in press(unwritten, MEDIATOR, "paper")
    assert "2600元" in press(signed_by_both(), OTHER_MEDIATOR, "paper")


def test_a_side_that_wants_to_talk_on_voids_what_was_signed() -> None:
    world = signed_by_both()
    world = given()
    for name in ("wang", "li"):
        world.press(name, "我看完全文了")
    world.pass_time(hours=2)
    world.press("wang", "我同意，签字")
    world.press("li", "再谈谈")
    assert world.stage() is Stage.SHUTTLE
    assert "有一方想再谈谈" in world.all_heard(MEDIATOR)[-1]
    press(world, MEDIATOR, "draft")
    agreement = world.mediation().agreement
    assert agreement
    assert agreement.signatures == ()
    assert "改过" in press(world, "li", f"sign/{agreement.edition}")


def test_the_mediator_cannot_wish_for_a_side() -> None:
    world = given()
    assert "不由您" in press(world, MEDIATOR, "rework")


def test_no_draft_presses_a_side_or_gives_a_caucus_away() -> None:
    world = talking()
    world.on("li", "say", "我最多可以赔三千块钱，别让他知道")
    world.on(MEDIATOR, "draft")
    world.say(MEDIATOR, PARTIES)
    assert "提到了扣分" in world.say(MEDIATOR, "602室漏水；不配合的会扣分")[0]
    assert "对方单独说的话" in world.say(MEDIATOR, "602室漏水，他最多可以赔三千块钱")[0]
    # Whatever he writes next is the same part, in other words.
    assert "写一条约定" in world.say(MEDIATOR, "602室漏水，泡坏了502室的吊顶")[0]
    assert len(world.cases) == 1
    assert world.mediation().agreement.facts.endswith("吊顶")  # type: ignore[union-attr]
    assert [each.act for each in world.events].count(Do.BLOCK) == 2
