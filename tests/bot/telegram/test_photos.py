import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram_http import open_http
from bot.channels.telegram_ptb import open_ptb
from bot.telegram.cards import Card
from bot.telegram.splitting import CAPTION
from domain.people import Address
from domain.refusals import Unreachable
from domain.turns import Sealed
from tests.bot.telegram.contract_of_faults import FAULTS, HANGS
from tests.bot.telegram.rig import CASE, OpenDoor, Rig, photo, rigged
from tests.botapi.faults import Fault
from tests.botapi.phone import Phone
from tests.botapi.world import Message

LETTER = Sealed(900, Address("telegram", "1001"), "第 1 张", (), CASE, "dongqiao")
PATIENCE = 1.0


@pytest.fixture(params=[open_ptb, open_http])
async def rig(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Rig]:
    """Let the doors over both clients work, impatient ones."""
    open_door: OpenDoor = request.param
    monkeypatch.setattr(f"{open_door.__module__}._SECONDS", PATIENCE)
    async with rigged(open_door, tmp_path) as found:
        yield found


async def kept(rig: Rig) -> Sealed:
    return replace(LETTER, photo=await rig.door.parts.attachments.keep(photo()))


def shown(phone: Phone) -> list[Message]:
    return [each for each in phone.seen() if "photo" in each]


async def test_a_photo_comes_with_its_words_and_buttons_and_stays_where_it_is(rig: Rig) -> None:
    phone = await rig.resident()
    await rig.door.send(replace(await kept(rig), choices=(("返回", f"mine:{CASE}"),)))
    [message] = shown(phone)
    assert message["caption"] == "第 1 张"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "返回"
    assert rig.api.server.world.file(message["photo"][0]["file_id"]).content == photo()
    [call] = [fields for method, fields in rig.api.server.calls if method == "sendPhoto"]
    assert call["protect_content"] == "true"
    assert rig.api.server.violations == []


async def test_words_too_long_for_a_caption_go_on_below(rig: Rig) -> None:
    phone = await rig.resident()
    count = len(phone.seen())
    text = "这一句话有十个字呢。" * (CAPTION // 5)
    choices = (("返回", f"mine:{CASE}"),)
    await rig.door.send(replace(await kept(rig), text=text, choices=choices))
    first, *more = phone.seen()[count:]
    assert first["caption"] + "".join(each["text"] for each in more) == text
    assert more
    assert ["reply_markup" in each for each in (first, *more)] == [False] * len(more) + [True]


async def test_a_photo_is_a_message_of_its_own_and_changes_no_card(rig: Rig) -> None:
    phone = await rig.resident()
    phone.says("offer")
    card = await rig.seen(phone, "offer")
    before = card["text"]
    now = asyncio.get_running_loop().time()
    rig.door.cards.expect(LETTER.address, CASE, Card(card["message_id"], before, now))
    await rig.door.send(await kept(rig))
    assert len(shown(phone)) == 1
    assert card["text"] == before


async def test_a_photo_that_was_destroyed_leaves_its_words(rig: Rig) -> None:
    phone = await rig.resident()
    await rig.door.send(replace(LETTER, photo="f" * 64))
    assert phone.seen()[-1]["text"] == "第 1 张\n（照片现在看不到了。）"


@pytest.mark.parametrize(
    "words", ["Bad Request: PHOTO_INVALID_DIMENSIONS", "Bad Request: file is too big"]
)
async def test_a_photo_that_is_not_taken_keeps_nothing_back(rig: Rig, words: str) -> None:
    phone = await rig.resident()
    rig.api.server.faults.script("sendPhoto", Fault("refuse", 400, words))
    await rig.door.send(await kept(rig))
    assert phone.seen()[-1]["text"].startswith("第 1 张")
    assert shown(phone) == []


async def test_who_blocked_the_station_gets_no_words_instead(rig: Rig) -> None:
    phone = await rig.resident()
    letter = await kept(rig)
    phone.blocks()
    with pytest.raises(Unreachable) as shut:
        await rig.door.send(letter)
    assert shut.value.for_good


@pytest.mark.parametrize("name", FAULTS)
async def test_a_photo_meets_every_fault_and_comes_once_but_for_the_window(
    rig: Rig, name: str
) -> None:
    phone, letter, fault = await rig.resident(), await kept(rig), FAULTS[name]
    rig.api.server.faults.script("sendPhoto", replace(fault, seconds=min(fault.seconds, HANGS)))
    with pytest.raises(Unreachable) as shut:
        await rig.door.send(letter)
    assert not shut.value.for_good
    await rig.door.send(letter)
    await rig.until(lambda: len(shown(phone)) == (1 if fault.is_before else 2))
