"""The page of one case: words, timeline, clocks, readers and every act that may be done."""

from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from domain.alike import Report
from domain.cases import Case
from domain.explaining import strongest
from domain.papers import record_values
from domain.presses import Press, read_press
from domain.privacy import Tier
from domain.reveals import revealed_until, revealed_words
from domain.states import Act, Part, acts_for
from domain.timelines import Entry, entries_of
from domain.warranties import LEAVES
from storage.alike import Sought, cases_alike
from storage.database import Connection
from storage.learnt import load_learnt
from storage.mediation_files import load_mediation
from storage.notices import said_in_turn
from storage.views import View, record_views, views_of
from web.acts import ActForm, offered
from web.case_views import Row, Teller, called_of, clocks_of, facts_of, readers_of, rows_of
from web.cases import Found, case_or_nothing
from web.console import CHANNEL, console_page, teller_of
from web.cookies import fresh_id
from web.looks import code_of
from web.pages import PAGES
from web.parts import PARTS
from web.saying import CLIENT_ID
from web.staff import Staff, staff_of

_WATERMARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000">'
    '<pattern id="codes" width="230" height="110" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(-12)"><text y="60" font-family="monospace" font-size="24" '
    'fill="#1c5d47" fill-opacity="0.07">{code}</text></pattern>'
    '<rect width="2000" height="2000" fill="url(#codes)"/></svg>'
)

_MOST_SEEN = 20

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Shown:
    """One photo, voice or place on a page."""

    kind: str
    address: str
    caption: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written into the form of an act and not taken."""

    act: str = ""
    words: str = ""
    argument: str = ""


@routes.get("/console/c/{community_id}/{number}")
async def show_case(request: web.Request) -> web.Response:
    """Show the case; that it was looked at, by whom and when is written down first."""
    staff = await staff_of(request)
    found = await case_or_nothing(request, staff)
    parts, view, teller = request.app[PARTS], found.view, teller_of(request)
    code = code_of(found.path, staff, teller.now)
    await parts.database.write(
        lambda conn: record_views(conn, [found.key], staff.person.person_id, code, teller.now)
    )
    near = await _alike(request, found, staff)
    seen = await parts.database.read(lambda conn: views_of(conn, *found.key))
    return await console_page(
        request,
        staff,
        "case.html",
        {
            "why": strongest(view.reasons, view.leaf),
            "alike": near,
            "view": view,
            "leaf": teller.leaf(view),
            "said": _said(found, staff, teller),
            "revealed": revealed_until(found.events, staff.person, teller.now),
            "facts": tuple(facts_of(view, teller)),
            "files": _files(request, found),
            "timeline": _timeline(request, found, teller),
            "acts": _acts(found, teller),
            "draft": await _draft(request, staff, found),
            "clocks": clocks_of(view, teller.now),
            "called": called_of(view, teller),
            "readers": readers_of(found.case, teller, staff.day),
            "watermark": code,
            "paper": _paper(found, teller),
            "mediation": await _mediation(request, found),
            "warranty": view.tier is Tier.STAFF and view.leaf in LEAVES,
            "seen": _seen(seen, teller) if Part.SUPERVISOR in view.parts else (),
            "fresh_id": fresh_id,
        },
    )


async def _alike(request: web.Request, found: Found, staff: Staff) -> tuple[tuple[Row, int], ...]:
    """Return open cases that may be the same matter, for who may merge, as far as he sees them."""
    case, teller = found.case, teller_of(request)
    if Act.MERGE not in acts_for(case.state, found.view.parts):
        return ()
    report = Report(case.community_id, case.leaf, case.place, case.text)
    sought = Sought(report, staff.person, case.number)

    def look(conn: Connection) -> list[tuple[Case, int]]:
        learnt = load_learnt(conn, {case.community_id})
        return cases_alike(conn, [sought], learnt, teller.now)[0]

    near = await request.app[PARTS].database.read(look)
    return tuple((row, worth) for each, worth in near for row in rows_of((each,), staff, teller))


@routes.get(r"/console/watermark/{code:[0-9A-F]{8}}")
async def draw_watermark(request: web.Request) -> web.Response:
    """Draw a viewer's code, faint and many times over, to lie on the whole page."""
    picture = _WATERMARK.format(code=request.match_info["code"])
    return web.Response(text=picture, content_type="image/svg+xml")


async def _mediation(request: web.Request, found: Found) -> str:
    """Return where the mediation of the case has its page, "" if there was none."""
    kept = await request.app[PARTS].database.read(lambda conn: load_mediation(conn, found.key))
    shown = found.view.tier is not Tier.FOLLOWING
    return f"{found.path}/mediation" if kept and shown else ""


def _acts(found: Found, teller: Teller) -> tuple[ActForm, ...]:
    nudge = found.case.nudge
    is_nudged = nudge is not None and not nudge.acknowledged
    forms = offered(found.view, teller.rules, teller.words)
    return tuple(form for form in forms if form.name != "acknowledge" or is_nudged)


async def _draft(request: web.Request, staff: Staff, found: Found) -> Draft:
    """Return what the reader wrote into a form that was not taken, to be mended there."""
    again = request.query.get("again", "")
    if not CLIENT_ID.fullmatch(again):
        return Draft()
    key = f"{CHANNEL}:{staff.person.person_id}:{again}"
    words, pressed = await request.app[PARTS].database.read(
        lambda conn: said_in_turn(conn, found.view.community_id, key)
    )
    press = read_press(pressed) if pressed else Press("")
    is_here = press.number == found.view.number
    return Draft(press.act, words, press.argument) if is_here else Draft()


def _said(found: Found, staff: Staff, teller: Teller) -> str:
    whole = revealed_words(found.case, found.view, found.events, staff.person, teller.now)
    return whole or teller.said(found.view)


def _paper(found: Found, teller: Teller) -> tuple[str, ...]:
    lines = record_values(found.case, teller.rules)["lines"]
    shown = found.view.tier is not Tier.FOLLOWING
    return tuple(map(teller.words, lines)) if shown and isinstance(lines, tuple) else ()


def _seen(views: tuple[View, ...], teller: Teller) -> tuple[tuple[str, datetime, str], ...]:
    newest = views[: -_MOST_SEEN - 1 : -1]
    return tuple((teller.name(each.person_id), each.seen_at, each.code) for each in newest)


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    who: str


def _timeline(request: web.Request, found: Found, teller: Teller) -> tuple[_Line, ...]:
    say = request.app[PAGES].say
    unnamed = {"station": say("web.case.station"), "": say("web.case.someone")}
    return tuple(
        _Line(_plain(entry), unnamed.get(entry.actor) or teller.name(entry.actor))
        for entry in entries_of(found.events, found.view)
    )


def _plain(entry: Entry) -> Entry:
    # Why it was filed so stands above in words; what the chain keeps of it is for the audit.
    return replace(entry, internal="") if entry.act is Act.OPEN else entry


def _files(request: web.Request, found: Found) -> tuple[Shown, ...]:
    url = request.app[PAGES].url
    return tuple(
        Shown(file.kind, url(f"{found.path}/file/{file.file_id}"), file.caption)
        for file in found.files
    )
