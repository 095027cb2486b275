"""A message posted to the web chat until it is committed, beside a bare aiohttp post."""

import asyncio
import re
import secrets
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, CookieJar, web

from benchmarks.figures import Figure, rate
from benchmarks.living import living
from benchmarks.messages import short_messages

PEOPLE = 16
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
_JSON = {"Accept": "application/json"}

Post = Callable[[str], Awaitable[None]]
Browser = Callable[[], AbstractAsyncContextManager[Post]]


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; 16 people, each with a browser of its own, one message after another."""
    texts = short_messages(320 if quick else 4_000)
    with TemporaryDirectory() as folder, living(Path(folder)) as station:
        asyncio.run(chat_through(station.url, texts[:PEOPLE]))
        bare = asyncio.run(_bare(texts))
        chat = asyncio.run(chat_through(station.url, texts))
    for name, times in (("bare aiohttp post, no work", bare), ("web chat post", chat)):
        middle, late = statistics.median(times), statistics.quantiles(times, n=100)[98]
        yield Figure(f"{name}: p50 / p99", f"{1000 * middle:.1f} / {1000 * late:.1f} ms")
    yield rate(
        "web chat posts, 16 people at once", PEOPLE / _mean(chat), PEOPLE / _mean(bare), "bare"
    )


async def chat_through(url: str, texts: list[str]) -> list[float]:
    """Say the texts in the chat, 16 people at once; return the seconds of each."""
    return await _through(_chat(url), texts)


def _mean(times: list[float]) -> float:
    return statistics.fmean(times)


async def _bare(texts: list[str]) -> list[float]:
    async def take(request: web.Request) -> web.Response:
        await request.post()
        return web.json_response({"saved": True})

    app = web.Application()
    app.router.add_post("/", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return await _through(_plain(f"http://127.0.0.1:{runner.addresses[0][1]}/"), texts)
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

    async def person() -> None:
        async with opened() as post:
            for text in waiting:
                begin = time.perf_counter()
                await post(text)
                times.append(time.perf_counter() - begin)

    await asyncio.gather(*(person() for _ in range(PEOPLE)))
    return times
