"""Photos and voices: only by a way that asks anew, each time, whether these eyes may see them."""

import asyncio
from collections.abc import Iterator

from aiohttp import web

from domain.calendar import shanghai_day
from domain.letters import photo_of
from domain.people import Address
from domain.turns import Attachment
from storage.chats import person_at
from storage.database import Connection
from storage.notices import Notice, checked, files_of_turn, letters_to
from storage.pages import Reader
from web.cases import case_or_nothing
from web.cookies import chat_of, read_cookie
from web.parts import PARTS
from web.saying import CHANNEL
from web.staff import staff_of

_KINDS = {"photo": "image/jpeg", "voice": "application/octet-stream"}

routes = web.RouteTableDef()


@routes.get("/c/{community_id}/file/{client_id}/{file_id}")
async def own_file(request: web.Request) -> web.StreamResponse:
    """Send a file back to the device that sent it."""
    wanted = request.match_info
    key = f"{CHANNEL}:{chat_of(read_cookie(request, 'device'))}:{wanted['client_id']}"
    kept = await request.app[PARTS].database.read(
        lambda conn: files_of_turn(conn, wanted["community_id"], key)
    )
    return await _send(request, kept, wanted["file_id"])


@routes.get("/c/{community_id}/letter/{letter_id:[0-9]{1,18}}/photo")
async def photo_of_letter(request: web.Request) -> web.StreamResponse:
    """Send the photo of a letter to the device of its reader, while he may see it."""
    parts, now = request.app[PARTS], request.app[PARTS].now()
    community_id, letter_id = request.match_info["community_id"], request.match_info["letter_id"]
    address, rules = Address(CHANNEL, chat_of(read_cookie(request, "device"))), parts.rules()

    def look(conn: Connection) -> tuple[Notice, ...]:
        person = rules.directory.person(person_at(conn, community_id, address))
        if person is None:
            return ()
        reader = Reader(person, rules, shanghai_day(now), now)
        return checked(conn, letters_to(conn, person.person_id, [int(letter_id)]), reader)

    found = await parts.database.read(look)
    shown = (photo_of(each.letter) for each in found if not each.closed)
    kept = tuple(Attachment(file_id, "photo") for file_id in shown)
    return await _send(request, kept, kept[0].file_id if kept else "")


@routes.get("/console/c/{community_id}/{number}/file/{file_id}")
async def file_of_case(request: web.Request) -> web.StreamResponse:
    """Send a file of a case to who may see it there."""
    staff = await staff_of(request)
    found = await case_or_nothing(request, staff)
    return await _send(request, found.files, request.match_info["file_id"])


async def _send(
    request: web.Request, kept: tuple[Attachment, ...], file_id: str
) -> web.StreamResponse:
    kinds = {file.file_id: file.kind for file in kept if file.kind in _KINDS}
    found = request.app[PARTS].attachments.open(file_id)
    if file_id not in kinds or found is None:
        raise web.HTTPNotFound
    kind = kinds[file_id]
    response = web.StreamResponse()
    response.content_type = _KINDS[kind]
    response.content_length = found.size
    # A photo was painted anew; whatever else a stranger sent is never shown by the browser.
    name = "inline" if kind == "photo" else f'attachment; filename="{file_id[:8]}"'
    response.headers["Content-Disposition"] = name
    response.headers["Cache-Control"] = "private, no-store"
    # Before the first word of the answer: a file that cannot be read is an error, not half a file.
    frame = await _next(found.frames)
    await response.prepare(request)
    while frame and request.method != "HEAD":
        await response.write(frame)
        frame = await _next(found.frames)
    await response.write_eof()
    return response


async def _next(frames: Iterator[bytes]) -> bytes:
    return await asyncio.to_thread(next, frames, b"")
