import asyncio
from pathlib import Path

from aiohttp import web

from tests.botapi.faults import Fault
from tests.botapi.harness import Exchange
from tests.botapi.spec import open_spec

SAID = 3


async def test_updates_stay_until_an_offset_confirms_them(api: Exchange) -> None:
    for number in range(SAID):
        api.phone().says(str(number))
    first = await api.call("getUpdates")
    assert await api.call("getUpdates") == first
    assert [each["message"]["text"] for each in first] == ["0", "1", "2"]
    assert await api.call("getUpdates", offset=first[1]["update_id"] + 1) == first[2:]
    assert await api.call("getUpdates") == first[2:]


async def test_a_negative_offset_counts_from_the_end(api: Exchange) -> None:
    for number in range(SAID):
        api.phone().says(str(number))
    assert len(await api.call("getUpdates", offset=-1)) == 1
    assert len(await api.call("getUpdates")) == 1


async def test_update_ids_are_never_used_again(api: Exchange) -> None:
    api.phone().says("a")
    [first] = await api.call("getUpdates")
    await api.call("getUpdates", offset=first["update_id"] + 1)
    api.phone().says("b")
    [second] = await api.call("getUpdates")
    assert second["update_id"] == first["update_id"] + 1


async def test_kinds_that_are_not_wanted_never_come_about(api: Exchange) -> None:
    await api.call("getUpdates", allowed_updates=["callback_query"])
    api.phone().says("unwanted")
    await api.call("getUpdates", allowed_updates=["message"])
    api.phone().says("wanted")
    [update] = await api.call("getUpdates")
    assert update["message"]["text"] == "wanted"


async def test_a_long_poll_is_held_until_something_comes(api: Exchange) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(api.call("getUpdates", timeout=30))
        await asyncio.sleep(0.1)
        assert not poll.done()
        api.phone().says("now")
        assert len(await poll) == 1


async def test_an_album_is_several_updates_of_one_group(api: Exchange) -> None:
    api.phone().shows(b"a", "two photos", group="g1")
    api.phone().shows(b"b", group="g1")
    updates = await api.call("getUpdates")
    assert [each["message"]["media_group_id"] for each in updates] == ["g1", "g1"]
    assert "caption" not in updates[1]["message"]


async def test_what_people_do_fits_the_description(api: Exchange, shared_data: Path) -> None:
    spec = open_spec(shared_data)
    phone = api.phone()
    said = phone.says("/start p_x")
    phone.edits(said, "better")
    phone.says("about this", reply_to=said)
    phone.speaks(b"OggS")
    phone.points(30.1, 120.6)
    phone.in_group().says("hello")
    phone.blocks()
    phone.unblocks()
    phone.forges(said, "x")
    for update in await api.call("getUpdates"):
        assert not spec.faults_of("Update", update)


async def test_faults_come_once_each_in_their_order(api: Exchange) -> None:
    api.server.faults.script(
        "getMe",
        Fault("refuse", 429, "Too Many Requests: retry after 3", retry_after=3),
        Fault("refuse", 500, "Internal Server Error"),
    )
    first = await api.answer("getMe")
    assert (first["error_code"], first["parameters"]["retry_after"]) == (429, 3)
    assert (await api.answer("getMe"))["error_code"] == 500
    assert (await api.answer("getMe"))["ok"]
    assert not api.server.faults.are_left


async def test_a_webhook_gets_each_chat_in_order_and_again_until_it_says_yes(
    api: Exchange,
) -> None:
    heard: list[tuple[str, str]] = []
    enough = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        heard.append(
            (update["message"]["text"], request.headers["X-Telegram-Bot-Api-Secret-Token"])
        )
        if len(heard) == SAID:
            enough.set()
        return web.Response(status=500 if len(heard) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await api.call("setWebhook", url=url, secret_token="geheim")
    api.phone().says("first")
    api.phone().says("second")
    async with asyncio.timeout(10):
        await enough.wait()
    assert heard == [("first", "geheim"), ("first", "geheim"), ("second", "geheim")]
    assert "500" in (await api.call("getWebhookInfo"))["last_error_message"]
    await runner.cleanup()
