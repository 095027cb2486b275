"""The agreement to print and as a document, and the whole file, for who may have them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from domain.mediation_roles import side_of
from domain.mediation_views import Sight
from domain.mediations import Mediation
from domain.people import Address, Person
from storage.chats import person_at
from storage.database import Connection
from storage.mediation_files import Kept, load_mediation
from web.cookies import chat_of, read_cookie
from web.deeds import DeedWriter, as_document
from web.documents import TYPE
from web.dossiers import DossierWriter
from web.mediation_pages import Found, find_mediation, looked_at
from web.pages import PAGES
from web.parts import PARTS
from web.saying import CHANNEL
from web.staff import staff_of

_ZIP = "application/zip"

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Paper:
    """One agreement in words; ``code`` tells who of staff opened it, "" for a party's own."""

    values: Mapping[str, Any]
    back: str
    docx: str
    code: str = ""


@routes.get("/console/c/{community_id}/{number}/agreement")
async def show_agreement(request: web.Request) -> web.Response:
    """Show the agreement to its mediator and the committee; the look leaves a trace."""
    found, code = await _whole(request)
    here = found.path.removesuffix("/mediation")
    values = _values(request, found.kept.mediation)
    return _page(request, Paper(values, found.path, f"{here}/agreement.docx", code))


@routes.get("/console/c/{community_id}/{number}/agreement.docx")
async def send_agreement(request: web.Request) -> web.Response:
    """Send the agreement to its mediator and the committee."""
    found, _ = await _whole(request)
    return _document(_values(request, found.kept.mediation))


@routes.get("/console/c/{community_id}/{number}/dossier.zip")
async def send_dossier(request: web.Request) -> web.Response:
    """Send the whole file to its mediator and the committee; caucus and bids are not in it."""
    found, _ = await _whole(request, issued=False)
    parts = request.app[PARTS]
    rules = parts.rules()
    writer = DossierWriter(found.file, DeedWriter(parts.catalog, rules), rules)
    content = writer.archive(await _evidence(request, found))
    return _file(content, _ZIP, "dossier.zip")


@routes.get("/c/{community_id}/agreement/{number}")
async def show_own_agreement(request: web.Request) -> web.Response:
    """Show the agreement to the device of a side that it binds."""
    mediation = await _own(request)
    wanted = request.match_info
    back = f"/c/{wanted['community_id']}"
    docx = f"{back}/agreement/{wanted['number']}/docx"
    return _page(request, Paper(_values(request, mediation), back, docx))


@routes.get("/c/{community_id}/agreement/{number}/docx")
async def send_own_agreement(request: web.Request) -> web.Response:
    """Send the agreement to the device of a side that it binds."""
    return _document(_values(request, await _own(request)))


async def _whole(request: web.Request, *, issued: bool = True) -> tuple[Found, str]:
    staff = await staff_of(request)
    found = await find_mediation(request, staff)
    lacks = issued and not _is_issued(found.kept.mediation)
    if found.view.sight is not Sight.WHOLE or lacks:
        raise web.HTTPNotFound
    return found, await looked_at(request, staff, found)


def _is_issued(mediation: Mediation) -> bool:
    return mediation.agreement is not None and mediation.agreement.issued_at is not None


async def _own(request: web.Request) -> Mediation:
    wanted = request.match_info
    key = wanted["community_id"], wanted["number"]
    address = Address(CHANNEL, chat_of(read_cookie(request, "device")))

    def look(conn: Connection) -> tuple[str, Kept | None]:
        return person_at(conn, key[0], address), load_mediation(conn, key)

    person_id, kept = await request.app[PARTS].database.read(look)
    person = Person(key[0], person_id)
    if not person_id or kept is None or not side_of(kept.mediation, person):
        raise web.HTTPNotFound
    if not _is_issued(kept.mediation):
        raise web.HTTPNotFound
    return kept.mediation


def _values(request: web.Request, mediation: Mediation) -> Mapping[str, Any]:
    parts = request.app[PARTS]
    agreement = mediation.agreement
    if agreement is None:
        raise web.HTTPNotFound
    return DeedWriter(parts.catalog, parts.rules()).values(mediation, agreement)


async def _evidence(request: web.Request, found: Found) -> Mapping[str, bytes]:
    agreement = found.kept.mediation.agreement
    terms = agreement.terms if agreement else ()
    kept = request.app[PARTS].attachments
    photos = {each: await kept.read(each) for term in terms for each in term.evidence}
    return {file_id: photo for file_id, photo in photos.items() if photo}


def _page(request: web.Request, paper: Paper) -> web.Response:
    values = {"paper": paper, "now": request.app[PARTS].now(), **paper.values}
    return request.app[PAGES].show("deed.html", values)


def _document(values: Mapping[str, Any]) -> web.Response:
    return _file(as_document(values), TYPE, "agreement.docx")


def _file(content: bytes, kind: str, name: str) -> web.Response:
    # The name says nothing of the case: it stands in lists of downloads.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=kind, headers=headers)
