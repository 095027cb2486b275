"""Photos and voices: only by a way that asks anew, each time, whether these eyes may see them."""

from pathlib import Path

from aiohttp import web

from domain.turns import Attachment
from storage.notices import files_of_turn
from web.cases import case_or_nothing
from web.cookies import chat_of, read_cookie
from web.parts import PARTS
from web.saying import CHANNEL
from web.staff import staff_of

_KINDS = {"photo": "image/jpeg", "voice": "application/octet-stream"}

routes = web.RouteTableDef()


@routes.get("/c/{community_id}/file/{client_id}/{file_id}")
async def own_file(request: web.Request) -> web.FileResponse:
    """Send a file back to the device that sent it."""
    wanted = request.match_info
    key = f"{CHANNEL}:{chat_of(read_cookie(request, 'device'))}:{wanted['client_id']}"
    kept = await request.app[PARTS].database.read(
        lambda conn: files_of_turn(conn, wanted["community_id"], key)
    )
    return _file(request, kept)


@routes.get("/console/c/{community_id}/{number}/file/{file_id}")
async def file_of_case(request: web.Request) -> web.FileResponse:
    """Send a file of a case to who may see it there."""
    staff = await staff_of(request)
    found = await case_or_nothing(request, staff)
    return _file(request, found.files)


def _file(request: web.Request, kept: tuple[Attachment, ...]) -> web.FileResponse:
    file_id = request.match_info["file_id"]
    kinds = {file.file_id: file.kind for file in kept if file.kind in _KINDS}
    path: Path | None = request.app[PARTS].attachments.path_of(file_id)
    if file_id not in kinds or path is None:
        raise web.HTTPNotFound
    kind = kinds[file_id]
    response = web.FileResponse(path)
    response.content_type = _KINDS[kind]
    # A photo was painted anew; whatever else a stranger sent is never shown by the browser.
    name = "inline" if kind == "photo" else f'attachment; filename="{file_id[:8]}"'
    response.headers["Content-Disposition"] = name
    response.headers["Cache-Control"] = "private, no-store"
    return response
