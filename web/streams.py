"""Write server-sent events to one open page."""

import asyncio
import json
import re
from collections.abc import Iterable

from aiohttp import ClientConnectionResetError, web

from web.hub import Ear, Note

_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # A proxy that collects the answer first would hold every letter back.
    "X-Accel-Buffering": "no",
}
# What fits a letter's id in the database.
_NUMBER = re.compile(r"[0-9]{1,18}")


def encoded(note: Note) -> bytes:
    """Return the note as one event of the stream."""
    head = f"id: {note.note_id}\n" if note.note_id else ""
    content = json.dumps(note.content, ensure_ascii=False)
    return f"{head}event: {note.kind}\ndata: {content}\n\n".encode()


async def stream_notes(
    request: web.Request, ear: Ear, missed: Iterable[Note], ping_seconds: float
) -> web.StreamResponse:
    """Send what was missed, then what comes, until the page or the station goes."""
    response = web.StreamResponse(headers=_HEADERS)
    await response.prepare(request)
    try:
        await response.write(b"retry: 2000\n\n")
        last = 0
        for note in missed:
            await response.write(encoded(note))
            last = max(last, note.note_id)
        await _follow(response, ear, last, ping_seconds)
    except ClientConnectionResetError:
        pass
    return response


async def _follow(response: web.StreamResponse, ear: Ear, last: int, ping_seconds: float) -> None:
    while True:
        try:
            note = await asyncio.wait_for(ear.get(), ping_seconds)
        except TimeoutError:
            await response.write(b": ping\n\n")
            continue
        if note is None:
            return
        if not note.note_id or note.note_id > last:
            await response.write(encoded(note))


def resume_from(request: web.Request) -> int:
    """Return the last letter that the page has: by its header, else by its first address."""
    said = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(said) if _NUMBER.fullmatch(said) else 0
