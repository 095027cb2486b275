"""Write server-sent events to one open page."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import ClientConnectionResetError, web

from web.hub import Ear, Note

_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # A proxy that collects the answer first would hold every letter back.
    "X-Accel-Buffering": "no",
}
# What fits a letter's id in the database.
_OVER: Sequence[Note | None] = (None,)
_NUMBER = re.compile(r"[0-9]{1,18}")


def encoded(note: Note) -> bytes:
    """Return the note as one event of the stream."""
    head = f"id: {note.note_id}\n" if note.note_id else ""
    content = json.dumps(note.content, ensure_ascii=False)
    return f"{head}event: {note.kind}\ndata: {content}\n\n".encode()


async def nothing_missed(seen: int) -> tuple[Note, ...]:
    """Return nothing: what is only news is not made up for."""
    del seen
    return ()


async def whoever() -> bool:
    """Let everybody go on: a device's own chat is taken from nobody."""
    return True


@dataclass(frozen=True, slots=True)
class Feed:
    """What one open page is fed from: fresh notes, and where to find those it missed.

    ``catch_up`` is given the last note that the page has. It is asked at the start and, because
    another process may have sent a letter, at every ping. ``may_go_on`` is asked before anything
    is sent and at every ping; who lost his post meanwhile is cut off.
    """

    ear: Ear
    catch_up: Callable[[int], Awaitable[Sequence[Note]]] = nothing_missed
    ping_seconds: float = 15
    may_go_on: Callable[[], Awaitable[bool]] = whoever


async def stream_notes(request: web.Request, feed: Feed) -> web.StreamResponse:
    """Send what was missed, then what comes, until the page or the station goes."""
    response = web.StreamResponse(headers=_HEADERS)
    await response.prepare(request)
    with suppress(ClientConnectionResetError):
        await response.write(b"retry: 2000\n\n")
        await _feed(response, feed, resume_from(request))
    return response


async def _feed(response: web.StreamResponse, feed: Feed, seen: int) -> None:
    shown: set[int] = set()
    fresh: Sequence[Note | None] = await feed.catch_up(seen)
    while None not in fresh:
        for note in (note for note in fresh if note and note.note_id not in shown):
            await response.write(encoded(note))
            shown |= {note.note_id} - {0}
            seen = note.note_id or seen
        fresh = await _next(feed, seen) or await _ping(response)


async def _next(feed: Feed, seen: int) -> Sequence[Note | None]:
    fresh: Sequence[Note | None]
    try:
        fresh = [await asyncio.wait_for(feed.ear.get(), feed.ping_seconds)]
    except TimeoutError:
        fresh = await feed.catch_up(seen)
    return fresh if await feed.may_go_on() else _OVER


async def _ping(response: web.StreamResponse) -> Sequence[Note | None]:
    await response.write(b": ping\n\n")
    return ()


def resume_from(request: web.Request) -> int:
    """Return the last letter that the page has: by its header, else by its first address."""
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(said) if _NUMBER.fullmatch(said) else 0
