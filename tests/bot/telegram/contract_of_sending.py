"""What every Telegram door must do when it sends, whichever client it speaks with."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.cards import Card
from domain.people import Address
from domain.refusals import Unreachable
from domain.turns import Sealed
from tests.bot.telegram.rig import CASE, OpenDoor, Rig, Setting, rigged
from tests.botapi.faults import Fault
from tests.botapi.phone import Phone
from tests.botapi.rates import Rates
from tests.botapi.server import TOKEN
from tests.botapi.wording import units


async def _sent_at_last(rig: Rig, phone: Phone, letter_id: int) -> None:
    """Send as the outbox does: what is told to wait goes again."""
    while True:
        try:
            return await rig.send(phone, "通知", letter_id)
        except Unreachable as told:
            await asyncio.sleep(told.retry_after)


class SendingContract:
    """The tests; a door's own file names how it is opened."""

    @pytest.fixture
    async def rig(
        self, open_door: OpenDoor, setting: Setting, tmp_path: Path
    ) -> AsyncIterator[Rig]:
        """Let the door work."""
        async with rigged(open_door, tmp_path, setting) as found:
            yield found

    @pytest.fixture
    def setting(self) -> Setting:
        """Return how the door is set up."""
        return Setting()

    async def test_a_press_comes_back_as_what_was_offered_and_changes_the_card(
        self, rig: Rig
    ) -> None:
        phone = await rig.resident()
        phone.says("offer")
        card = await rig.seen(phone, "offer")
        count = len(phone.seen())
        phone.presses(card, "不好")
        assert (await rig.heard(2))[1].press == f"no:{CASE}"
        await rig.until(lambda: f"no:{CASE}" in phone.seen()[-1]["text"])
        assert len(phone.seen()) == count
        assert "reply_markup" not in phone.seen()[-1]
        await rig.until(lambda: not rig.api.bot.unanswered)

    async def test_a_page_of_a_list_takes_the_place_of_the_one_before(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.says("offer")
        page = await rig.seen(phone, "offer")
        count = len(phone.seen())
        held = Card(page["message_id"], page["text"], asyncio.get_running_loop().time())
        address = Address("telegram", "1001")
        rig.door.cards.expect(address, "", held)
        letter = Sealed(77, address, "通知", (), "", "dongqiao")
        await rig.door.send(letter)
        assert len(phone.seen()) == count + 1
        await rig.door.send(replace(letter, letter_id=78, text="第二页", is_card=True))
        assert len(phone.seen()) == count + 1
        assert [each["text"] for each in phone.seen() if each["message_id"] == held.message_id] == [
            "第二页"
        ]

    async def test_only_the_newest_card_of_a_case_has_buttons(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.says("offer")
        first = await rig.seen(phone, "offer")
        phone.says("offer again")
        second = await rig.seen(phone, "again")
        await rig.until(lambda: "reply_markup" not in first)
        assert "reply_markup" in second

    async def test_a_forged_or_foreign_button_does_nothing_and_is_answered_kindly(
        self, rig: Rig
    ) -> None:
        phone, other = await rig.resident(), await rig.resident(1002)
        phone.says("offer")
        card = await rig.seen(phone, "offer")
        rig.turns.clear()
        rig.api.bot.answers.clear()
        stolen = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        assert len(stolen.encode()) <= 64
        for phone_used, content in (
            (other, stolen),
            (phone, "1.0.AAAA"),
            (phone, f"yes:{CASE}"),
            (phone, "c:nowhere"),
            (phone, "长"),
        ):
            phone_used.forges(card, content)
        await rig.until(lambda: len(rig.api.bot.answers) == 5)
        assert not rig.turns
        assert all("过期" in each["text"] for each in rig.api.bot.answers)

    async def test_who_blocked_the_station_is_gone_for_good(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.blocks()
        with pytest.raises(Unreachable) as shut:
            await rig.send(phone, "在吗")
        assert shut.value.for_good
        with pytest.raises(Unreachable) as shut:
            await rig.send(rig.phone(4004), "谁")
        assert shut.value.for_good

    async def test_a_pause_that_telegram_asks_for_is_named(self, rig: Rig) -> None:
        phone = await rig.resident()
        fault = Fault("refuse", 429, "Too Many Requests: retry after 7", retry_after=7)
        rig.api.server.faults.script("sendMessage", fault)
        with pytest.raises(Unreachable) as shut:
            await rig.send(phone, "在吗")
        assert (shut.value.retry_after, shut.value.for_good) == (7, False)

    @pytest.mark.parametrize(
        "fault", [Fault("status"), Fault("cut"), Fault("garbage"), Fault("refuse", 500, "x")]
    )
    async def test_a_door_that_fails_is_only_shut_for_now(self, rig: Rig, fault: Fault) -> None:
        phone = await rig.resident()
        rig.api.server.faults.script("sendMessage", fault)
        with pytest.raises(Unreachable) as shut:
            await rig.send(phone, "在吗")
        assert not shut.value.for_good
        assert TOKEN not in str(shut.value)
        await rig.send(phone, "在的")

    async def test_a_chat_that_moved_is_followed(self, rig: Rig) -> None:
        group = rig.phone().in_group()
        group.says("hello")
        group.upgrades_group(-1001)
        await rig.send(group, "搬家了")
        moved = rig.phone().in_group(-1001)
        assert [each["text"] for each in moved.seen()] == ["搬家了"]
        assert not [each for each in group.seen() if each["text"] == "搬家了"]

    async def test_a_long_letter_comes_in_parts_cut_at_the_ends_of_sentences(
        self, rig: Rig
    ) -> None:
        phone = await rig.resident()
        count = len(phone.seen())
        text = "这一句话有十个字呢。" * 1_000 + "完"
        await rig.send(phone, text)
        parts = [each["text"] for each in phone.seen()[count:]]
        assert "".join(parts) == text
        assert all(units(part) <= 4096 for part in parts)
        assert all(part.endswith("。") for part in parts[:-1])

    async def test_parts_that_arrived_are_not_sent_again(self, rig: Rig) -> None:
        phone = await rig.resident()
        count = len(phone.seen())
        text = "一。" * 3_000
        refusal = Fault("refuse", 429, "Too Many Requests", retry_after=1)
        rig.api.server.faults.script("sendMessage", Fault("none"), refusal)
        with pytest.raises(Unreachable):
            await rig.send(phone, text)
        await rig.send(phone, text)
        assert "".join(each["text"] for each in phone.seen()[count:]) == text

    @pytest.mark.parametrize("setting", [Setting(rates=Rates())])
    async def test_many_letters_at_once_keep_telegrams_pace(self, rig: Rig) -> None:
        phones = [rig.phone(number) for number in range(2001, 2041)]
        for phone in phones:
            phone.world.started.add(phone.user_id)
            assert phone.chat
        async with asyncio.TaskGroup() as group:
            for number, phone in enumerate([*phones, *phones[:1] * 4]):
                group.create_task(_sent_at_last(rig, phone, 900 + number))
        assert rig.api.server.rates
        # Unpaced it is fourteen; a loaded machine lets a few arrive closer than they left.
        assert rig.api.server.rates.refused <= 4

    async def test_a_case_letter_that_is_no_answer_is_a_message_of_its_own(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.says("offer")
        await rig.seen(phone, "offer")
        count = len(phone.seen())
        await rig.door.send(Sealed(77, Address("telegram", "1001"), "新消息", (), CASE, "dongqiao"))
        assert len(phone.seen()) == count + 1

    async def test_the_menus_are_set_for_each_kind_of_chat(self, rig: Rig) -> None:
        await rig.until(lambda: len(rig.api.bot.commands) == 4)
        english = rig.api.bot.commands["all_private_chats", "en"]
        assert english[-1] == {"command": "cancel", "description": "Cancel"}
        private = rig.api.bot.commands["all_private_chats", ""]
        assert [each["command"] for each in private] == [
            "start",
            "cases",
            "grid",
            "human",
            "help",
            "cancel",
        ]
