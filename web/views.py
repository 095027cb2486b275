"""Who looked at which case, and whose code stands on a photo: for community and street."""

import re
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from storage.database import Connection
from storage.views import View, newest_views, views_by_code
from web.console import communities_of, console_page, teller_of
from web.parts import PARTS
from web.staff import staff_of

_CODE = re.compile(r"[0-9A-F]{8}")
_MOST = 200

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Shown:
    """One look: who, when, at which case, under which code."""

    who: str
    at: datetime
    number: str
    code: str


@routes.get("/console/views")
async def show_views(request: web.Request) -> web.Response:
    """Show the newest looks of one's own communities, or those under one code."""
    staff = await staff_of(request)
    places, teller = communities_of(request, staff), teller_of(request)
    code = request.query.get("code", "").strip().upper()
    asked = code if _CODE.fullmatch(code) else ""

    def found_by(conn: Connection) -> tuple[View, ...]:
        return views_by_code(conn, places, asked) if code else newest_views(conn, places, _MOST)

    found = await request.app[PARTS].database.read(found_by)
    shown = tuple(
        Shown(teller.name(each.person_id), each.seen_at, each.number, each.code) for each in found
    )
    return await console_page(request, staff, "views.html", {"views": shown, "code": code})
