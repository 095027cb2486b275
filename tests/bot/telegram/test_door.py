from sqlalchemy import func, select

from domain.people import Address
from domain.turns import Sealed
from storage.tables import SHOWN_LETTERS
from tests.bot.telegram.rig import CASE, Rig
from tests.botapi.faults import Fault

PHONE = Address("telegram", "1001")


def letter(text: str, letter_id: int = 900, labels: int = 0) -> Sealed:
    choices = tuple((f"第{number}个", f"x:{number}") for number in range(labels))
    return Sealed(letter_id, PHONE, text, choices, CASE, "dongqiao")


async def test_a_card_that_cannot_be_changed_is_followed_by_a_message(rig: Rig) -> None:
    phone = await rig.resident()
    phone.says("offer")
    card = await rig.seen(phone, "offer")
    rig.api.server.faults.script("editMessageText", Fault("refuse", 400, "Bad Request: too old"))
    phone.presses(card, "好")
    newest = await rig.seen(phone, f"yes:{CASE}")
    assert newest["message_id"] != card["message_id"]


async def test_a_card_that_is_full_is_followed_by_a_message(rig: Rig) -> None:
    phone = await rig.resident()
    await rig.door.send(letter("长" * 4_000, labels=1))
    card = phone.seen()[-1]
    phone.forges(card, card["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
    await rig.until(lambda: bool(rig.api.bot.answers))
    await rig.door.send(letter("再长" * 200, 901))
    assert phone.seen()[-1]["message_id"] != card["message_id"]


async def test_a_letter_that_changed_its_card_already_is_not_sent_again(rig: Rig) -> None:
    phone = await rig.resident()
    phone.says("offer")
    card = await rig.seen(phone, "offer")
    rig.api.server.faults.script("editMessageText", Fault("cut", is_before=False))
    phone.presses(card, "好")
    await rig.until(lambda: f"yes:{CASE}" in card["text"])
    await rig.until(lambda: f"yes:{CASE}" in phone.seen()[-1]["text"])


async def test_a_letter_without_a_case_leaves_no_trace(rig: Rig) -> None:
    await rig.resident()
    await rig.door.send(Sealed(900, PHONE, "早上好", (), "", "dongqiao"))
    assert await _count(rig, 900) == 0
    await rig.door.send(letter("有事", 901))
    assert await _count(rig, 901) == 1


async def _count(rig: Rig, letter_id: int) -> int:
    chosen = select(func.count()).where(SHOWN_LETTERS.c.letter_id == letter_id)
    return await rig.database.read(lambda conn: int(conn.scalar(chosen) or 0))
