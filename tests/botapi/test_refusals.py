import asyncio
from typing import Any

import pytest
from aiohttp import FormData

from tests.botapi.harness import Exchange
from tests.botapi.phone import GROUP
from tests.botapi.wording import units

USER = 1001
ONE = [[{"text": "好", "callback_data": "1"}]]


async def _started(api: Exchange) -> None:
    api.phone(USER).says("/start")
    await api.call("getUpdates", offset=-1)


def _no(code: int, words: str, body: dict[str, Any]) -> None:
    assert (body["ok"], body["error_code"]) == (False, code), body
    assert words in body["description"]


async def test_another_token_and_another_method_are_unknown(api: Exchange) -> None:
    async with api.session.post(f"{api.server.url}/bot1:other/getMe") as answer:
        assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
    _no(404, "method not found", await api.answer("getWeather"))


async def test_method_names_may_be_written_in_any_case(api: Exchange) -> None:
    assert (await api.call("GETME"))["is_bot"]


async def test_a_form_carries_nested_values_as_json_text(api: Exchange) -> None:
    await _started(api)
    url = f"{api.server.url}/bot{api.bot.token}/sendMessage"
    form = {"chat_id": "1001", "text": "hi", "reply_markup": '{"inline_keyboard": [[]]}'}
    async with api.session.post(url, data=form) as answer:
        assert (await answer.json())["result"]["text"] == "hi"
    async with api.session.post(url, data={**form, "reply_markup": "{"}) as answer:
        _no(400, "can't parse reply_markup JSON object", await answer.json())


async def test_a_multipart_body_brings_a_file_by_name_or_attached(api: Exchange) -> None:
    await _started(api)
    for field, value in (("photo", None), ("picture", "attach://picture")):
        form = FormData({"chat_id": "1001"})
        form.add_field(field, b"\xff\xd8", filename="a.jpg")
        if value:
            form.add_field("photo", value)
        url = f"{api.server.url}/bot{api.bot.token}/sendPhoto"
        async with api.session.post(url, data=form) as answer:
            assert (await answer.json())["result"]["photo"][0]["file_size"] == 2


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": " "}, "text is empty"),
        ({"text": "长" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>open", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "<who>", "parse_mode": "HTML"}, "can't parse entities"),
        ({"text": "a", "parse_mode": "Poem"}, "unsupported parse_mode"),
        ({"text": "a", "reply_markup": {"inline_keyboard": "x"}}, "must be of type Array"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [["x"]]}}, "expected an Object"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "Text buttons"),
        (
            {
                "text": "a",
                "reply_markup": {
                    "inline_keyboard": [[{"text": "x", "callback_data": "1", "url": "http://x"}]]
                },
            },
            "exactly one action",
        ),
        (
            {
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "字" * 22}]]},
            },
            "BUTTON_DATA_INVALID",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 999}}, "replied not found"),
        ({"text": "a", "chat_id": 77}, "chat not found"),
        ({"text": "a", "chat_id": "x"}, "must be of type Number"),
    ],
)
async def test_a_text_that_telegram_would_not_take_is_refused(
    api: Exchange, params: dict[str, object], words: str
) -> None:
    await _started(api)
    _no(400, words, await api.answer("sendMessage", **{"chat_id": USER, **params}))
    assert not api.phone(USER).seen()


async def test_a_text_of_just_4096_units_and_64_bytes_of_callback_pass(api: Exchange) -> None:
    await _started(api)
    keyboard = {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 64}]]}
    await api.call("sendMessage", chat_id=USER, text="😀" * 2048, reply_markup=keyboard)


async def test_a_caption_has_its_own_limit(api: Exchange) -> None:
    await _started(api)
    photo = api.phone(USER).shows(b"jpeg")["photo"][0]["file_id"]
    long = await api.answer("sendPhoto", chat_id=USER, photo=photo, caption="长" * 1025)
    _no(400, "caption is too long", long)
    _no(400, "wrong file_id", await api.answer("sendPhoto", chat_id=USER, photo="nothing"))


async def test_an_edit_must_change_something_of_the_bots_own(api: Exchange) -> None:
    await _started(api)
    sent = await api.call("sendMessage", chat_id=USER, text="a")
    name = {"chat_id": USER, "message_id": sent["message_id"]}
    _no(400, "message is not modified", await api.answer("editMessageText", **name, text="a"))
    keyboard = {"inline_keyboard": ONE}
    await api.call("editMessageReplyMarkup", **name, reply_markup=keyboard)
    same = await api.answer("editMessageReplyMarkup", **name, reply_markup=keyboard)
    _no(400, "message is not modified", same)
    foreign = api.phone(USER).says("mine")["message_id"]
    no = await api.answer("editMessageText", chat_id=USER, message_id=foreign, text="b")
    _no(400, "message can't be edited", no)
    no = await api.answer("deleteMessage", chat_id=USER, message_id=12345)
    _no(400, "message to delete not found", no)


async def test_a_callback_is_answered_once_and_only_if_it_is_known(api: Exchange) -> None:
    phone = api.phone(USER)
    await _started(api)
    await api.call("sendMessage", chat_id=USER, text="a", reply_markup={"inline_keyboard": ONE})
    query = phone.presses(phone.seen()[-1], "好")
    await api.call("answerCallbackQuery", callback_query_id=query)
    for each in (query, "12"):
        no = await api.answer("answerCallbackQuery", callback_query_id=each)
        _no(400, "query is too old", no)


async def test_web_apps_open_in_private_chats_only(api: Exchange) -> None:
    await _started(api)
    api.phone(USER).in_group().says("/start")
    keyboard = {"inline_keyboard": [[{"text": "x", "web_app": {"url": "https://example.org"}}]]}
    await api.call("sendMessage", chat_id=USER, text="a", reply_markup=keyboard)
    no = await api.answer("sendMessage", chat_id=GROUP, text="a", reply_markup=keyboard)
    _no(400, "BUTTON_TYPE_INVALID", no)


async def test_who_blocked_the_bot_or_never_wrote_hears_nothing(api: Exchange) -> None:
    phone = api.phone(USER)
    await _started(api)
    phone.blocks()
    _no(403, "blocked by the user", await api.answer("sendMessage", chat_id=USER, text="a"))
    phone.unblocks()
    await api.call("sendMessage", chat_id=USER, text="a")
    api.phone(2002).in_group().says("hello")
    _no(400, "chat not found", await api.answer("sendMessage", chat_id=2002, text="a"))


async def test_a_group_that_moved_names_its_new_id(api: Exchange) -> None:
    group = api.phone(USER).in_group()
    group.says("hello")
    group.upgrades_group(-1001)
    no = await api.answer("sendMessage", chat_id=GROUP, text="a")
    _no(400, "upgraded to a supergroup", no)
    assert no["parameters"] == {"migrate_to_chat_id": -1001}


async def test_commands_have_names_and_limits(api: Exchange) -> None:
    good = [{"command": "help", "description": "帮助"}]
    await api.call("setMyCommands", commands=good, scope={"type": "all_private_chats"})
    scoped = await api.call("getMyCommands", scope={"type": "all_private_chats"})
    assert (scoped, await api.call("getMyCommands")) == (good, [])
    for command in ("Help", "求助", "a" * 33, ""):
        no = await api.answer("setMyCommands", commands=[{**good[0], "command": command}])
        _no(400, "BOT_COMMAND_INVALID", no)
    mine = {"type": "chat", "chat_id": USER}
    _no(400, "chat not found", await api.answer("setMyCommands", commands=good, scope=mine))
    await _started(api)
    await api.call("setMyCommands", commands=good, scope=mine, language_code="en")
    assert api.bot.commands[f"chat:{USER}", "en"] == good
    await api.call("deleteMyCommands", scope=mine, language_code="en")
    assert (f"chat:{USER}", "en") not in api.bot.commands
    _no(400, "unsupported type", await api.answer("getMyCommands", scope={"type": "moon"}))
    _no(400, "LANG_CODE", await api.answer("deleteMyCommands", language_code="english"))
    _no(400, "TOO_MUCH", await api.answer("setMyCommands", commands=good * 101))


async def test_a_big_file_cannot_be_fetched_by_a_bot(api: Exchange) -> None:
    big = api.phone(USER).speaks(bytes(20 * 1024 * 1024 + 1))
    _no(400, "file is too big", await api.answer("getFile", file_id=big["voice"]["file_id"]))


async def test_entities_count_utf16_units(api: Exchange) -> None:
    await _started(api)
    typed = api.phone(USER).says("😀 /help")
    assert typed["entities"] == [{"type": "bot_command", "offset": 3, "length": 5}]
    sent = await api.call("sendMessage", chat_id=USER, text="😀<b>粗</b>", parse_mode="HTML")
    assert (sent["text"], sent["entities"][0]["offset"], units(sent["text"])) == ("😀粗", 2, 3)


async def test_the_location_is_on_the_globe(api: Exchange) -> None:
    await _started(api)
    no = await api.answer("sendLocation", chat_id=USER, latitude=91, longitude=0)
    _no(400, "wrong latitude", no)
    sent = await api.call("sendLocation", chat_id=USER, latitude=30.1, longitude=120.6)
    assert sent["location"] == {"latitude": 30.1, "longitude": 120.6}


async def test_webhook_and_polling_exclude_each_other(api: Exchange) -> None:
    await api.call("setWebhook", url="http://127.0.0.1:9/hook", secret_token="s")
    _no(409, "webhook is active", await api.answer("getUpdates"))
    assert (await api.call("getWebhookInfo"))["url"]
    await api.call("deleteWebhook")
    assert await api.call("getUpdates") == []
    for wrong in ({"url": "ftp://x"}, {"url": "https://x", "secret_token": "ä"}):
        assert not (await api.answer("setWebhook", **wrong))["ok"]


async def test_a_second_poller_ends_the_first(api: Exchange) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(api.answer("getUpdates", timeout=20))
        await asyncio.sleep(0.1)
        second = group.create_task(api.answer("getUpdates", timeout=20))
        _no(409, "terminated by other getUpdates", await first)
        api.phone(USER).says("hello")
        assert len((await second)["result"]) == 1
