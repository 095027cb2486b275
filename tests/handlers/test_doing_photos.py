"""Photos of an act: before its words, with them, after them, and much later."""

from dataclasses import replace

import pytest

from domain.states import State
from domain.turns import Attachment
from tests.handlers.tabletop import PHOTO, World
from tests.handlers.test_doing import opened
from tests.handlers.test_taking import NUMBER, SECRETARY, lit


def proven() -> World:
    world = lit()
    leaf = next(
        leaf.code for leaf in world.rules.categories.leaves.values() if leaf.proof == "photo"
    )
    world.change(NUMBER, lambda case: replace(case, leaf=leaf))
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mine", NUMBER)
    return world


def test_photo_first_then_words_resolve_it() -> None:
    world = proven()
    assert "请发一张现场照片" in world.press(SECRETARY, "已办好")[0]
    photo = Attachment("a" * 64, "photo", "after the repair")
    assert "还差一句话" in world.say(SECRETARY, attachments=(photo,))[0]
    assert "已报办好" in world.say(SECRETARY, "换了灯管")[0]
    assert [kept.attachment for kept in world.kept] == [replace(photo, sender=SECRETARY)]
    assert world.case().state is State.RESOLVED


def test_words_first_then_photo_resolve_it() -> None:
    world = proven()
    world.press(SECRETARY, "已办好")
    assert "还差一张现场照片" in world.say(SECRETARY, "换了灯管")[0]
    step = world.step(SECRETARY, attachments=(PHOTO,))
    assert "换了灯管" in world.heard("wang", step)[0]


def test_photo_with_words_below_resolves_it_at_once() -> None:
    world = proven()
    world.press(SECRETARY, "已办好")
    assert "已报办好" in world.say(SECRETARY, "换了灯管", attachments=(PHOTO,))[0]


def test_where_no_photo_is_wanted_words_are_enough() -> None:
    world = opened()
    world.change(NUMBER, lambda case: replace(case, leaf="F3"))
    assert "怎么办好的" in world.press(SECRETARY, "已办好")[0]
    assert "已报办好" in world.say(SECRETARY, "谈好了")[0]


@pytest.mark.parametrize(("act", "is_inside"), [("已办好", False), ("记内部备注", True)])
def test_a_photo_right_after_an_act_goes_into_its_case(act: str, *, is_inside: bool) -> None:
    world = opened()
    world.change(NUMBER, lambda case: replace(case, leaf="F3"))
    world.press(SECRETARY, act)
    world.say(SECRETARY, "换了灯管")
    before = world.case().state
    assert "照片（附件）已放进DQ000001" in world.say(SECRETARY, attachments=(PHOTO,))[0]
    assert [(kept.attachment, kept.internal) for kept in world.kept] == [
        (replace(PHOTO, sender=SECRETARY), is_inside)
    ]
    assert (world.case().state, len(world.cases)) == (before, 1)


def test_a_photo_much_later_stands_for_itself() -> None:
    world = opened()
    world.press(SECRETARY, "记内部备注")
    world.say(SECRETARY, "换了灯管")
    world.pass_time(minutes=31)
    assert "请再用一句话" in world.say(SECRETARY, attachments=(PHOTO,))[0]
    assert not world.kept
