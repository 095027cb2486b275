"""What every Telegram door must do, whichever client it speaks with."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.telegram.codes import payload_of
from domain.people import Address
from tests.bot.telegram.rig import CASE, OpenDoor, Rig, Setting, photo, rigged
from tests.botapi.faults import Fault
from tests.botapi.server import TOKEN


class HearingContract:
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

    async def test_a_text_becomes_a_turn_and_its_answer_arrives(self, rig: Rig) -> None:
        phone = await rig.resident()
        said = phone.says("楼道灯不亮")
        [turn] = await rig.heard()
        assert (turn.text, turn.community_id) == ("楼道灯不亮", "dongqiao")
        assert turn.address == Address("telegram", "1001")
        assert turn.key == f"telegram:42:1001:{said['message_id']}"
        assert turn.at.timestamp() == said["date"]
        await rig.seen(phone, "楼道灯不亮")

    async def test_a_stranger_is_asked_once_where_he_lives_and_nothing_is_lost(
        self, rig: Rig
    ) -> None:
        phone = rig.phone()
        phone.says("楼道灯不亮")
        phone.says("三天了")
        await rig.until(lambda: bool(phone.seen()))
        [question] = phone.seen()
        assert not rig.turns
        phone.presses(question, "剡溪社区")
        turns = await rig.heard(3)
        assert {turn.community_id for turn in turns} == {"shanxi"}
        assert [turn.text for turn in turns] == ["你好", "楼道灯不亮", "三天了"]
        phone.says("谢谢")
        assert (await rig.heard(4))[3].community_id == "shanxi"
        assert len(rig.api.bot.answers) == 1

    async def test_a_stairwells_code_binds_the_place(self, rig: Rig) -> None:
        phone = rig.phone()
        phone.says(f"/start {payload_of('tiancheng.3.2')}")
        [turn] = await rig.heard()
        assert (turn.place_code, turn.community_id, turn.text) == (
            "tiancheng.3.2",
            "dongqiao",
            "",
        )

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("/cancel", "取消"),
            ("/help@echo_bot", "帮助"),
            ("/start", "你好"),
            ("/other x", "/other x"),
        ],
    )
    async def test_a_command_says_what_it_stands_for(self, rig: Rig, typed: str, said: str) -> None:
        (await rig.resident()).says(typed)
        assert [turn.text for turn in await rig.heard()] == [said]

    async def test_a_photo_is_kept_with_its_caption(self, rig: Rig) -> None:
        (await rig.resident()).shows(photo(), "这里堵了")
        [turn] = await rig.heard()
        [kept] = turn.attachments
        assert (turn.text, kept.kind) == ("这里堵了", "photo")
        assert await rig.door.parts.attachments.read(kept.file_id)

    async def test_a_voice_and_a_location_are_understood(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.speaks(b"OggS" + bytes(20))
        phone.points(30.123456, 120.654321)
        voice, point = await rig.heard(2)
        assert [each.kind for each in voice.attachments] == ["voice"]
        assert point.attachments[0].caption == "30.123456,120.654321"

    async def test_a_file_that_cannot_be_kept_is_told_of(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.shows(b"no photo at all")
        await rig.seen(phone, "收不了")
        phone.shows(b"nor this", "但是漏水")
        assert [turn.text for turn in await rig.heard()] == ["但是漏水"]

    async def test_an_album_is_one_turn(self, rig: Rig) -> None:
        phone = await rig.resident()
        first = phone.shows(photo("red"), "三张照片", group="g1")
        phone.shows(photo("green"), group="g1")
        phone.shows(photo("blue"), group="g1")
        [turn] = await rig.heard()
        assert (turn.text, len(turn.attachments)) == ("三张照片", 3)
        assert turn.key.endswith(f":{first['message_id']}")
        phone.says("还有一句")
        assert len(await rig.heard(2)) == 2

    async def test_words_after_an_album_do_not_overtake_it(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.shows(photo(), "先", group="g1")
        phone.says("后")
        assert [turn.text for turn in await rig.heard(2)] == ["先", "后"]

    async def test_an_edited_message_corrects_its_first_version(self, rig: Rig) -> None:
        phone = await rig.resident()
        said = phone.says("2幢漏水")
        await rig.heard()
        phone.edits(said, "3幢漏水")
        first, second = await rig.heard(2)
        assert (second.text, second.edits) == ("3幢漏水", first.key)
        assert second.key != first.key

    async def test_a_reply_names_the_case_of_the_letter(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.says("漏水")
        letter = await rig.seen(phone, "漏水")
        await rig.until(lambda: rig.api.server.count("sendMessage") > 0)
        await asyncio.sleep(0.1)
        phone.says("更大了", reply_to=letter)
        assert (await rig.heard(2))[1].reply_to == CASE

    async def test_the_same_update_again_is_the_same_turn(self, rig: Rig) -> None:
        phone = await rig.resident()
        said = phone.says("漏水")
        await rig.heard()
        await rig.seen(phone, "漏水")
        count = len(phone.seen())
        rig.api.bot.queue.add("message", said)
        await rig.heard(2)
        assert rig.turns[0].key == rig.turns[1].key
        await asyncio.sleep(0.2)
        assert len(phone.seen()) == count

    async def test_a_group_hears_nothing_of_anybodys_matter(self, rig: Rig) -> None:
        phone = await rig.resident()
        group = phone.in_group()
        group.says("大家好")
        group.says("@echo_bot 我家漏水")
        [turn] = await rig.heard()
        assert (turn.text, turn.address.handle) == ("我家漏水", "1001")
        await rig.seen(phone, "我家漏水")
        assert ["私聊" in each["text"] for each in group.seen()] == [True]

    async def test_nothing_is_confirmed_before_it_is_taken(self, rig: Rig) -> None:
        phone = await rig.resident()
        rig.api.server.faults.script("getFile", Fault("status"), times=2)
        phone.shows(photo(), "照片")
        other = await rig.resident(1002)
        other.says("别等他")
        assert "别等他" in [turn.text for turn in await rig.heard(2)]
        await rig.until(lambda: "照片" in [turn.text for turn in rig.turns])
        await rig.until(lambda: not rig.api.bot.queue.waiting)

    async def test_updates_that_come_twice_and_backwards_lose_nothing(self, rig: Rig) -> None:
        phones = [await rig.resident(1000 + number) for number in range(1, 4)]
        rig.api.bot.queue.is_reversed = True
        for phone in phones:
            phone.says("漏水")
        rig.api.bot.queue.repeated = list(rig.api.bot.queue.waiting)
        await rig.until(lambda: len({turn.key for turn in rig.turns}) == len(phones))
        for phone in phones:
            await rig.seen(phone, "漏水")
            assert [each["text"] for each in phone.seen()].count("漏水") == 1

    async def test_getting_updates_fails_and_goes_on(self, rig: Rig) -> None:
        phone = await rig.resident()
        rig.api.server.faults.script(
            "getUpdates", Fault("status"), Fault("garbage"), Fault("cut"), Fault("refuse", 500)
        )
        phone.says("还在")
        await rig.heard()

    async def test_an_update_that_nobody_understands_hides_no_other(self, rig: Rig) -> None:
        phone = await rig.resident()
        rig.api.bot.queue.add("message", {"message_id": 1})
        rig.api.bot.queue.add("callback_query", {"id": "1"})
        phone.says("后面的话")
        assert (await rig.heard())[0].text == "后面的话"
        # The real server sends nothing of that kind.
        assert rig.api.server.violations
        rig.api.server.violations.clear()

    async def test_a_turn_that_meets_a_bug_is_answered_all_the_same(self, rig: Rig) -> None:
        phone = await rig.resident()
        phone.says("poison")
        await rig.heard()
        phone.says("然后呢")
        assert (await rig.heard(2))[1].text == "然后呢"

    async def test_the_token_is_never_logged(self, rig: Rig, logged: io.StringIO) -> None:
        phone = await rig.resident()
        for kind in ("status", "cut", "garbage"):
            rig.api.server.faults.script("getUpdates", Fault(kind))
            rig.api.server.faults.script("getFile", Fault(kind))
        rig.api.server.faults.script("answerCallbackQuery", Fault("cut"))
        phone.shows(photo(), "照片")
        await rig.heard()
        phone.forges(phone.seen()[-1], "x")
        phone.says("完")
        await rig.heard(2)
        assert "no updates" in logged.getvalue()
        assert TOKEN not in logged.getvalue()
        assert TOKEN.partition(":")[2] not in logged.getvalue()

    @pytest.mark.parametrize("setting", [Setting(mode="webhook")])
    async def test_a_webhook_wants_its_secret_and_answers_after_the_commit(self, rig: Rig) -> None:
        await rig.until(lambda: bool(rig.api.bot.webhook["url"]))
        for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}):
            assert await _post(rig, headers) == 403
        assert await _post(rig, {"X-Telegram-Bot-Api-Secret-Token": rig.api.bot.secret}) == 400
        phone = await rig.resident()
        phone.says("漏水")
        await rig.heard()
        phone.shows(photo("red"), "两张", group="g1")
        phone.shows(photo("blue"), group="g1")
        assert len((await rig.heard(2))[1].attachments) == 2
        await rig.until(lambda: not rig.api.bot.queue.waiting)


async def _post(rig: Rig, headers: dict[str, str]) -> int:
    url = rig.api.bot.webhook["url"]
    async with rig.api.session.post(url, data="no json", headers=headers) as answer:
        return answer.status
