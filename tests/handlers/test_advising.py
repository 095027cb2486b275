import pytest

from domain.places import Place
from tests.handlers.tabletop import World

HOME = Place("tiancheng", "9", "1", room="101")


def at_home() -> World:
    world = World()
    world.resident("zhao", home=HOME)
    return world


@pytest.mark.parametrize("words", ["评理团", "我要参加评理团", "报名评理团"])
def test_who_wants_to_reads_what_it_is_and_joins_by_one_tap(words: str) -> None:
    world = at_home()
    assert "不作数" in world.say("zhao", words)[0]
    assert not world.people["zhao"].advises
    world.press("zhao", "我愿意报名")
    assert world.people["zhao"].advises


@pytest.mark.parametrize("by_button", [True, False])
def test_the_list_is_left_at_any_time(by_button: bool) -> None:  # noqa: FBT001 - a parameter
    world = at_home()
    world.say("zhao", press="panel::-1:yes")
    if by_button:
        assert "在评理团的名单上" in world.say("zhao", "评理团")[0]
        world.press("zhao", "退出评理团")
    else:
        world.say("zhao", "退出评理团")
    assert not world.people["zhao"].advises


def test_nobody_joins_who_serves_or_whose_home_is_not_known() -> None:
    world = at_home()
    world.resident("nowhere")
    assert "哪室" in world.say("nowhere", press="panel::-1:yes")[0]
    assert "只请居民" in world.say("wang-secretary-dq1", press="panel::-1:yes")[0]
    assert not any(each.advises for each in world.people.values())
    world.say("zhao", press="panel::-1:perhaps")
    assert not world.people["zhao"].advises
