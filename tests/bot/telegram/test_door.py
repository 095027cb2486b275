import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.telegram.cards import Card
from domain.people import Address
from domain.refusals import Unreachable
from domain.turns import Sealed
from storage.shown import Shown
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


async def test_an_answer_to_words_stands_below_them(rig: Rig) -> None:
    phone = await rig.resident()
    phone.says("offer")
    list_ = await rig.seen(phone, "offer")
    now = asyncio.get_running_loop().time()
    rig.door.cards.expect(PHONE, "", Card(list_["message_id"], "list", now))
    before = len(phone.seen())
    phone.says("words")
    await rig.seen(phone, "words")
    page = Sealed(902, PHONE, "page", (), "", "dongqiao", is_card=True)
    await rig.door.send(page)
    assert len(phone.seen()) == before + 2
    assert "offer" in list_["text"]


async def test_a_letter_has_arrived_before_anything_else_is_done_about_it(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    await rig.resident()
    order: list[str] = []

    async def keep(shown: Shown) -> tuple[str, ...]:
        # The last letter of the greeting may only be kept by now.
        order.extend(["kept"] if shown.letter_id == 901 else ())
        return ()

    monkeypatch.setattr(rig.door._showing, "keep", keep)
    await rig.door.send(letter("有事", 901), lambda: order.append("arrived"))
    assert order == ["arrived", "kept"]


async def test_two_communities_long_letters_of_one_number_are_not_mixed_up(rig: Rig) -> None:
    phone, other = await rig.resident(), await rig.resident(1002)
    long = letter("一" * 5_000)
    rig.api.server.faults.script("sendMessage", Fault("none"), Fault("status"))
    with pytest.raises(Unreachable):
        await rig.door.send(long)
    there = replace(long, address=Address("telegram", "1002"), community_id="street")
    await rig.door.send(there)
    assert "".join(each["text"] for each in other.seen()).count("一") == 5_000
    await rig.door.send(long)
    assert "".join(each["text"] for each in phone.seen()).count("一") == 5_000
