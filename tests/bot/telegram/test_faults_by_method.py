"""Each method that the station calls meets each fault: nothing is lost, nothing is sent twice."""

import asyncio
from datetime import timedelta

import pytest

from tests.bot.telegram.rig import Rig, photo
from tests.botapi.faults import Fault

FAULTS = {
    "cut before": Fault("cut"),
    "page of a proxy": Fault("status"),
    "no json": Fault("garbage"),
    "told to wait": Fault("refuse", 429, "Too Many Requests: retry after 1", retry_after=1),
    "out of order": Fault("refuse", 500, "Internal Server Error"),
}
METHODS = (
    "getUpdates",
    "sendMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "answerCallbackQuery",
    "getFile",
)


async def tried_again(rig: Rig) -> None:
    """Let the fault be met, and the moment come at which a letter is tried again."""
    await rig.until(lambda: not rig.api.server.faults.are_left)
    await asyncio.sleep(0.3)
    rig.clock.move_to(rig.clock.now() + timedelta(seconds=2))


async def lived(rig: Rig, method: str, fault: Fault) -> list[str]:
    """Live through words, a press and a photo; return what the chat shows in the end."""
    phone = await rig.resident()
    rig.api.server.faults.script(method, fault)
    phone.says("offer eins")
    if method == "sendMessage":
        await tried_again(rig)
    await rig.seen(phone, "offer eins")
    phone.presses(phone.seen()[-1], "好")
    await rig.heard(2)
    if method == "editMessageText":
        await tried_again(rig)
    phone.shows(photo(), "bild")
    await rig.heard(3)
    await rig.until(lambda: any("bild" in each["text"] for each in phone.seen()))
    return [each["text"] for each in phone.seen()]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_a_fault_before_the_call_was_taken_loses_and_repeats_nothing(
    rig: Rig, method: str, fault: str
) -> None:
    texts = await lived(rig, method, FAULTS[fault])
    assert len(rig.turns) == 3
    assert sum("offer eins" in text for text in texts) == 1
    assert sum("bild" in text for text in texts) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=str)
async def test_a_stranger_is_asked_in_the_end_and_his_words_wait(rig: Rig, fault: str) -> None:
    rig.api.server.faults.script("sendMessage", FAULTS[fault])
    phone = await rig.resident()
    assert sum("哪个社区" in each["text"] for each in phone.seen()) <= 1


async def test_the_one_window_is_a_letter_that_was_taken_and_not_answered(rig: Rig) -> None:
    phone = await rig.resident()
    rig.api.server.faults.script("sendMessage", Fault("cut", is_before=False))
    phone.says("zweimal")
    await tried_again(rig)
    await rig.until(lambda: sum("zweimal" in each["text"] for each in phone.seen()) == 2)
    assert len(await rig.heard()) == 1


@pytest.mark.parametrize("method", ["editMessageText", "answerCallbackQuery"])
async def test_what_is_repeated_elsewhere_shows_nothing_twice(rig: Rig, method: str) -> None:
    phone = await rig.resident()
    phone.says("offer eins")
    card = await rig.seen(phone, "offer eins")
    rig.api.server.faults.script(method, Fault("cut", is_before=False))
    phone.presses(card, "好")
    await rig.heard(2)
    await tried_again(rig)
    await rig.until(lambda: sum("yes:" in each["text"] for each in phone.seen()) == 1)
    assert len(rig.turns) == 2
