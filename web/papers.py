"""The record of dissuasion (劝阻调解情况记录): a page to print and a document."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.calendar import SHANGHAI, shanghai_day
from domain.cases import Case
from domain.papers import line_values, record_values
from domain.parts import parts_of
from domain.people import Address, Person
from domain.privacy import Tier
from domain.states import RESIDENTS
from domain.turns import Value
from storage.cases import load_cases
from storage.chats import person_at
from storage.views import record_views
from web import documents
from web.cases import case_or_nothing
from web.cookies import chat_of, read_cookie
from web.looks import code_of
from web.pages import PAGES
from web.parts import PARTS
from web.saying import CHANNEL
from web.staff import staff_of

_COLUMNS = ("ordinal", "at", "way", "persons", "result")

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Paper:
    """One record in words; ``code`` tells who of staff opened it, "" for the resident's own."""

    number: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, ...], ...]
    sums: str
    back: str
    here: str
    code: str = ""


@routes.get("/console/c/{community_id}/{number}/dissuasions")
async def show_paper(request: web.Request) -> web.Response:
    """Show the record to staff who may see the case; it bears a code and leaves a trace."""
    return _page(request, await _for_staff(request))


@routes.get("/console/c/{community_id}/{number}/dissuasions.docx")
async def send_paper(request: web.Request) -> web.Response:
    """Send the record to staff as a document."""
    return _document(request, await _for_staff(request))


@routes.get("/c/{community_id}/dissuasions/{number}")
async def show_own_paper(request: web.Request) -> web.Response:
    """Show the record to the device whose matter it is."""
    return _page(request, await _for_resident(request))


@routes.get("/c/{community_id}/dissuasions/{number}/docx")
async def send_own_paper(request: web.Request) -> web.Response:
    """Send the record to the device whose matter it is."""
    return _document(request, await _for_resident(request))


async def _for_staff(request: web.Request) -> Paper:
    staff = await staff_of(request)
    found = await case_or_nothing(request, staff)
    if found.view.tier is Tier.FOLLOWING or not found.case.dissuasions:
        raise web.HTTPNotFound
    parts = request.app[PARTS]
    now = parts.now()
    code = code_of(found.path, staff, now)
    await parts.database.write(
        lambda conn: record_views(conn, [found.key], staff.person.person_id, code, now)
    )
    return _paper(request, found.case, found.path, code)


async def _for_resident(request: web.Request) -> Paper:
    parts, wanted = request.app[PARTS], request.match_info
    key = wanted["community_id"], wanted["number"]
    address = Address(CHANNEL, chat_of(read_cookie(request, "device")))
    person_id, case = await parts.database.read(
        lambda conn: (person_at(conn, key[0], address), load_cases(conn, [key]).get(key))
    )
    rules, day = parts.rules(), shanghai_day(parts.now())
    person = rules.directory.person(person_id) or Person(key[0], person_id)
    if case is None or not case.dissuasions:
        raise web.HTTPNotFound
    if not (person_id and RESIDENTS & parts_of(case, person, rules, day)):
        raise web.HTTPNotFound
    return _paper(request, case, f"/c/{key[0]}")


def _paper(request: web.Request, case: Case, back: str, code: str = "") -> Paper:
    pages, rules = request.app[PAGES], request.app[PARTS].rules()
    values = record_values(case, rules)
    here = f"{back}/dissuasions" if code else f"{back}/dissuasions/{case.number}"
    facts = ("number", "matter", "where", "told")
    return Paper(
        number=case.number,
        facts=tuple(
            (pages.say(f"web.paper.{name}"), _words(request, values[name])) for name in facts
        ),
        lines=tuple(
            _line(request, ordinal, line_values(each, rules))
            for ordinal, each in enumerate(case.dissuasions, start=1)
        ),
        sums=pages.say("web.paper.sum", dissuaded=values["dissuaded"], mediated=values["mediated"]),
        back=back,
        here=here,
        code=code,
    )


def _line(request: web.Request, ordinal: int, values: dict[str, Value]) -> tuple[str, ...]:
    at, way, by, beside, result = (
        _words(request, values[name]) for name in ("at", "way", "by", "beside", "result")
    )
    return str(ordinal), at, way, by + beside, result


def _words(request: web.Request, value: Value) -> str:
    if isinstance(value, datetime):
        # A paper is read long afterwards: the year stands in it.
        return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return request.app[PAGES].words(value)


def _page(request: web.Request, paper: Paper) -> web.Response:
    now = request.app[PARTS].now()
    values = {"paper": paper, "columns": _COLUMNS, "now": now}
    return request.app[PAGES].show("paper.html", values)


def _document(request: web.Request, paper: Paper) -> web.Response:
    say = request.app[PAGES].say
    document = documents.Document()
    document.title(say("web.paper.title"))
    for name, value in paper.facts:
        document.line(f"{name}：{value}")
    heads = tuple(say(f"web.paper.{name}") for name in _COLUMNS)
    document.table((heads, *paper.lines))
    document.line(paper.sums, above=8)
    document.line(say("web.paper.hidden"))
    document.line(say("web.paper.seal"), above=24)
    if paper.code:
        opened = _words(request, request.app[PARTS].now())
        document.foot(say("web.paper.code", code=paper.code, at=opened))
    headers = {"Content-Disposition": f'attachment; filename="dissuasions-{paper.number}.docx"'}
    return web.Response(body=document.as_bytes(), content_type=documents.TYPE, headers=headers)
