import asyncio
from collections.abc import Sequence

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, make_mocked_request

from web.hub import Hub, Note
from web.streams import Feed, encoded, resume_from, stream_notes


def letter(number: int) -> Note:
    return Note("letter", {"text": f"第{number}封"}, number)


ENDED = web.AppKey("ended", asyncio.Event)


def serving(hub: Hub, *missed: Sequence[Note], ping_seconds: float = 60) -> web.Application:
    finds = iter(missed)

    async def catch_up(seen: int) -> Sequence[Note]:
        return [note for note in next(finds, ()) if note.note_id > seen]

    async def follow(request: web.Request) -> web.StreamResponse:
        try:
            with hub.listen("wang") as ear:
                return await stream_notes(request, Feed(ear, catch_up, ping_seconds))
        finally:
            request.app[ENDED].set()

    app = web.Application()
    app[ENDED] = asyncio.Event()
    app.router.add_get("/stream", follow)
    return app


async def events_of(app: web.Application, count: int, hub: Hub, *fresh: Note) -> list[str]:
    async with (
        TestServer(app) as server,
        ClientSession() as client,
        client.get(server.make_url("/stream")) as response,
    ):
        assert response.headers["X-Accel-Buffering"] == "no"
        assert response.content_type == "text/event-stream"
        first = await response.content.readuntil(b"\n\n")
        for note in fresh:
            hub.publish("wang", note)
        blocks = [first, *[await response.content.readuntil(b"\n\n") for _ in range(count - 1)]]
        hub.close()
    return [block.decode() for block in blocks]


def test_a_note_is_one_event_with_its_number() -> None:
    event = encoded(letter(7)).decode()
    assert event == 'id: 7\nevent: letter\ndata: {"text": "第7封"}\n\n'
    assert encoded(Note("change")).decode() == "event: change\ndata: {}\n\n"


async def test_what_was_missed_comes_first_and_nothing_comes_twice() -> None:
    hub = Hub()
    app = serving(hub, [letter(1), letter(2)])
    events = await events_of(app, 4, hub, letter(2), letter(3))
    assert events[0].startswith("retry:")
    assert [event.splitlines()[0] for event in events[1:]] == ["id: 1", "id: 2", "id: 3"]


async def test_a_quiet_stream_is_kept_open_by_pings() -> None:
    hub = Hub()
    events = await events_of(serving(hub, ping_seconds=0.001), 3, hub)
    assert events[1:] == [": ping\n\n", ": ping\n\n"]


async def test_a_letter_that_another_process_sent_is_found_at_the_next_ping() -> None:
    hub = Hub()
    app = serving(hub, [letter(1)], [letter(1), letter(2)], ping_seconds=0.001)
    events = await events_of(app, 3, hub)
    assert [event.splitlines()[0] for event in events[1:]] == ["id: 1", "id: 2"]


async def test_news_without_a_number_always_come() -> None:
    hub = Hub()
    app = serving(hub, [letter(5)])
    assert (await events_of(app, 3, hub, Note("change")))[-1].startswith("event: change")


async def test_a_page_that_has_gone_ends_its_stream() -> None:
    app = serving(Hub(), ping_seconds=0.001)
    async with TestServer(app) as server, ClientSession() as client:
        async with client.get(server.make_url("/stream")) as response:
            await response.content.readuntil(b"\n\n")
        await app[ENDED].wait()


async def test_closing_the_hub_ends_every_stream() -> None:
    hub = Hub()
    async with (
        TestServer(serving(hub)) as server,
        ClientSession() as client,
        client.get(server.make_url("/stream")) as response,
    ):
        await response.content.readuntil(b"\n\n")
        hub.close()
        assert await response.content.read() == b""


@pytest.mark.parametrize(
    ("header", "address", "last"),
    [("12", "3", 12), ("", "3", 3), ("", "", 0), ("-1", "", 0), ("²", "", 0), ("9" * 19, "", 0)],
)
def test_a_stream_goes_on_where_the_page_stopped(header: str, address: str, last: int) -> None:
    headers = {"Last-Event-ID": header} if header else {}
    request = make_mocked_request("GET", f"/stream?after={address}", headers=headers)
    assert resume_from(request) == last
