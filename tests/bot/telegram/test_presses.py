from datetime import timedelta

from tests.bot.telegram.rig import CASE, Rig
from tests.bot.workshop import START


async def test_a_press_that_was_not_saved_says_so_and_is_tried_again(rig: Rig) -> None:
    phone = await rig.resident()
    phone.says("offer")
    card = await rig.seen(phone, "offer")
    rig.api.bot.answers.clear()
    rig.not_saved = 1
    phone.presses(card, "好")
    assert (await rig.heard(2))[1].press == f"yes:{CASE}"
    assert ["还没有存好" in each["text"] for each in rig.api.bot.answers] == [True]


async def test_somebody_may_move_to_another_community(rig: Rig) -> None:
    phone = await rig.resident()
    question = phone.seen()[0]
    rig.clock.move_to(START + timedelta(minutes=1))
    phone.forges(question, "c:shanxi")
    [turn] = await rig.heard()
    assert turn.community_id == "shanxi"
    phone.says("楼道灯不亮")
    assert (await rig.heard(2))[1].community_id == "shanxi"
