from datetime import timedelta

from storage.staff_accounts import attempts_in
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


async def test_who_first_pressed_start_is_greeted_once_for_his_community(rig: Rig) -> None:
    phone = rig.phone()
    phone.says("/start")
    phone.says("楼道灯不亮")
    await rig.until(lambda: bool(phone.seen()))
    phone.forges(phone.seen()[0], "c:shanxi")
    turns = await rig.heard(2)
    assert [turn.text for turn in turns] == ["你好", "楼道灯不亮"]
    phone.says("/start")
    assert [turn.text for turn in await rig.heard(3)][2] == "你好"


async def test_somebody_may_move_to_another_community(rig: Rig) -> None:
    phone = await rig.resident()
    question = phone.seen()[0]
    rig.clock.move_to(START + timedelta(minutes=1))
    phone.forges(question, "c:shanxi")
    [turn] = await rig.heard()
    assert turn.community_id == "shanxi"
    phone.says("楼道灯不亮")
    assert (await rig.heard(2))[1].community_id == "shanxi"


async def test_a_button_taken_from_anothers_chat_does_nothing_and_is_noted(rig: Rig) -> None:
    phone, other = await rig.resident(), await rig.resident(1002)
    phone.says("offer")
    card = await rig.seen(phone, "offer")
    rig.turns.clear()
    rig.api.bot.answers.clear()
    stolen = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    for content in (stolen, stolen.replace(".", "1.", 1), "999.0.AAAA"):
        other.forges(card, content)
    await rig.until(lambda: len(rig.api.bot.answers) == 3)
    [(_, tried)] = await rig.database.read(lambda conn: attempts_in(conn, ("dongqiao",)))
    assert (tried.address.handle, tried.press) == ("1002", f"yes:{CASE}")
    assert not rig.turns
