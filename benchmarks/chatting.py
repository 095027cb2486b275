"""A message posted to the web chat until it is committed, beside a bare aiohttp post."""

import asyncio
import re
import secrets
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, CookieJar, web

from benchmarks.figures import Figure, rate
from benchmarks.living import living
from benchmarks.messages import short_messages

PEOPLE = 16
# So many messages one resident sends before another takes his place, as in a week of a street.
OF_ONE = 5
A_SECOND = 50
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_JSON = {"Accept": "application/json"}

Post = Callable[[str], Awaitable[None]]
Browser = Callable[[], AbstractAsyncContextManager[Post]]
Run = Callable[[Browser, list[str]], Awaitable[list[float]]]


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; each resident has a browser of its own and waits for each answer."""
    texts = short_messages(320 if quick else 4_000)
    paced = short_messages(A_SECOND * (5 if quick else 30))
    with TemporaryDirectory() as folder, living(Path(folder)) as station:
        asyncio.run(chat_through(station.url, texts[:PEOPLE]))
        bare = asyncio.run(_bare(_through, texts))
        chat = asyncio.run(chat_through(station.url, texts))
        bare_paced = asyncio.run(_bare(_paced, paced))
        chat_paced = asyncio.run(_paced(_chat(station.url), paced))
    yield from _spans("16 people at once", bare, chat)
    yield rate(
        "web chat posts, 16 people at once", PEOPLE / _mean(chat), PEOPLE / _mean(bare), "bare"
    )
    yield from _spans(f"{A_SECOND} messages a second", bare_paced, chat_paced)


def _spans(name: str, bare: list[float], chat: list[float]) -> Iterator[Figure]:
    beside = statistics.median(bare)
    for who, times in (("bare aiohttp post", bare), ("web chat post", chat)):
        middle, late = statistics.median(times), statistics.quantiles(times, n=100)[98]
        measured = f"{1000 * middle:.1f} / {1000 * late:.1f} ms"
        ratio = "" if times is bare else f"{middle / beside:.1f} times bare"
        yield Figure(f"{who}, {name}: p50 / p99", measured, ratio)


async def chat_through(url: str, texts: list[str]) -> list[float]:
    """Say the texts in the chat, 16 people at once; return the seconds of each."""
    return await _through(_chat(url), texts)


def _mean(times: list[float]) -> float:
    return statistics.fmean(times)


async def _bare(run: Run, texts: list[str]) -> list[float]:
    async def take(request: web.Request) -> web.Response:
        await request.post()
        return web.json_response({"saved": True})

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return await run(_plain(f"http://127.0.0.1:{runner.addresses[0][1]}/"), texts)
    finally:
        await runner.cleanup()


def _plain(url: str) -> Browser:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Post]:
        async with ClientSession() as browser:
            yield lambda text: _post(browser, url, {"text": text})

    return opened


def _chat(url: str) -> Browser:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Post]:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
            async with browser.get(url) as page:
                token = _TOKEN.findall(await page.text())[0]
            form = {"token": token}
            yield lambda text: _post(
                browser,
                f"{url}/say",
                {**form, "client_id": secrets.token_hex(16), "text": text},
            )

    return opened


async def _post(browser: ClientSession, url: str, form: dict[str, str]) -> None:
    async with browser.post(url, data=form, headers=_JSON) as answer:
        assert answer.ok, await answer.text()
        await answer.read()


async def _through(opened: Browser, texts: list[str]) -> list[float]:
    waiting, times = iter(texts), list[float]()

    async def seat() -> None:
        while said := list(islice(waiting, OF_ONE)):
            async with opened() as post:
                times.extend([await _timed(post, text) for text in said])

    await asyncio.gather(*(seat() for _ in range(PEOPLE)))
    return times


async def _paced(opened: Browser, texts: list[str]) -> list[float]:
    """Post at an even rate, whether or not the answers have come; return the seconds of each."""
    waiting, begin = iter(texts), time.perf_counter()
    spent: list[asyncio.Task[list[float]]] = []

    async def resident(said: list[str], first: float) -> list[float]:
        times = []
        async with opened() as post:
            for place, text in enumerate(said):
                # Five residents write at once, each every tenth of a second.
                due = first + place * OF_ONE / A_SECOND
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                times.append(await _timed(post, text))
        return times

    async with asyncio.TaskGroup() as group:
        place = 0
        while said := list(islice(waiting, OF_ONE)):
            # The page is opened a moment before the first message.
            first = begin + 1 + place * OF_ONE / A_SECOND
            await asyncio.sleep(max(0.0, first - 0.5 - time.perf_counter()))
            spent.append(group.create_task(resident(said, first)))
            place += 1
    return [seconds for task in spent for seconds in task.result()]


async def _timed(post: Post, text: str) -> float:
    begin = time.perf_counter()
    await post(text)
    return time.perf_counter() - begin
