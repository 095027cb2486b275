"""The warranty deposit (保修金): where a claim stands, its next step, its dates and papers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from aiohttp import web

from domain.deeds import day_text
from domain.letters import place_text
from domain.privacy import Tier
from domain.states import RESIDENTS, Act, acts_for
from domain.turns import Value
from domain.warranties import LEAVES, NEXT, YEARS, Claim, Covered, Warranty
from web import documents
from web.cases import Found, case_or_nothing
from web.console import console_page
from web.cookies import fresh_id
from web.pages import PAGES
from web.parts import PARTS
from web.staff import Staff, staff_of

_PAPERS = ("notice", "application")
_FIELDS = ("part", "completed", "delivered", "builder", "homes")
_LONGEST = 60

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was filled in; ``claim`` is None as long as something is missing."""

    part: str
    completed: str
    delivered: str
    builder: str
    homes: str
    claim: Claim | None
    query: str = ""


@routes.get("/console/c/{community_id}/{number}/warranty")
async def show_warranty(request: web.Request) -> web.Response:
    """Show where the claim stands, its next step, its dates and both papers."""
    staff, found = await _found(request)
    asked = _asked(request, found)
    return await console_page(
        request,
        staff,
        "warranty.html",
        {
            "found": found,
            "asked": asked,
            "parts": tuple(Covered),
            "dates": _dates(request, staff, asked),
            "papers": tuple((name, _lines(request, found, asked, name)) for name in _PAPERS),
            "query": asked.query,
            "steps": _steps(request, found),
            "next": _next(staff, found, asked),
            "today": staff.day.isoformat(),
            "fresh_id": fresh_id,
        },
    )


def _steps(request: web.Request, found: Found) -> tuple[tuple[str, str], ...]:
    """Return every step of the claim with its day."""
    pages, warranty = request.app[PAGES], found.case.warranty
    if warranty is None:
        return ()
    return tuple(
        (pages.say(f"web.warranty.did_{each.stage}"), pages.words(day_text(each.day)))
        for each in warranty.steps
    )


def _next(staff: Staff, found: Found, asked: Asked) -> tuple[str, ...]:
    """Return the steps that this reader may take now."""
    view, warranty, claim = found.view, found.case.warranty, asked.claim
    if Act.WARRANTY not in acts_for(view.state, view.parts - RESIDENTS):
        return ()
    if warranty:
        return tuple(NEXT[warranty.stage])
    begins = claim is not None and claim.is_covered and claim.delivered <= staff.day
    return ("noticed",) if begins and asked.builder and asked.homes.isdecimal() else ()


@routes.get("/console/c/{community_id}/{number}/warranty/{paper}")
async def send_warranty(request: web.Request) -> web.Response:
    """Send the notice or the application as a document."""
    _, found = await _found(request)
    name, asked = request.match_info["paper"], _asked(request, found)
    if name not in _PAPERS or asked.claim is None:
        raise web.HTTPNotFound
    paper = documents.Document()
    paper.title(request.app[PAGES].say(f"web.warranty.{name}_title"))
    for line in _lines(request, found, asked, name):
        paper.line(line)
    headers = {"Content-Disposition": f'attachment; filename="warranty-{name}.docx"'}
    return web.Response(body=paper.as_bytes(), content_type=documents.TYPE, headers=headers)


async def _found(request: web.Request) -> tuple[Staff, Found]:
    staff = await staff_of(request)
    found = await case_or_nothing(request, staff)
    if found.view.tier is not Tier.STAFF or found.view.leaf not in LEAVES:
        raise web.HTTPNotFound
    return staff, found


def _asked(request: web.Request, found: Found) -> Asked:
    """Return what was filled in, or the claim as it was noted."""
    known = {name: request.query.get(name, "").strip()[:_LONGEST] for name in _FIELDS}
    if found.case.warranty and not any(known.values()):
        known = _noted(found.case.warranty)
    return Asked(**known, claim=_claim(known), query=urlencode(known))


def _noted(warranty: Warranty) -> dict[str, str]:
    claim = warranty.claim
    return {
        "part": claim.part.value,
        "completed": claim.completed.isoformat(),
        "delivered": claim.delivered.isoformat(),
        "builder": warranty.builder,
        "homes": str(warranty.homes),
    }


def _claim(known: Mapping[str, str]) -> Claim | None:
    try:
        return Claim(
            Covered(known["part"]),
            date.fromisoformat(known["completed"]),
            date.fromisoformat(known["delivered"]),
        )
    except ValueError:
        return None


def _dates(request: web.Request, staff: Staff, asked: Asked) -> tuple[str, ...]:
    if asked.claim is None:
        return ()
    say, claim = request.app[PAGES].say, asked.claim
    covered = "covered" if claim.is_covered else "not_covered"
    state = "may_apply" if claim.may_apply(staff.day) else "may_not_yet"
    values: dict[str, Value] = {
        "until": day_text(claim.covered_until),
        "years": YEARS[claim.part],
        "last": day_text(claim.performed_until),
    }
    lines = (covered, state) if claim.is_covered else (covered,)
    return tuple(say(f"web.warranty.{name}", **values) for name in lines)


def _lines(request: web.Request, found: Found, asked: Asked, name: str) -> tuple[str, ...]:
    if asked.claim is None:
        return ()
    rules = request.app[PARTS].rules()
    values: dict[str, Value] = {
        "builder": asked.builder,
        "homes": asked.homes,
        "where": place_text(found.case.place.without_home(), rules),
        "part": request.app[PAGES].say(f"web.warranty.part_{asked.claim.part}"),
        "completed": day_text(asked.claim.completed),
        "delivered": day_text(asked.claim.delivered),
        "last": day_text(asked.claim.performed_until),
        "until": day_text(asked.claim.covered_until),
        "community": rules.directory.community(found.view.community_id).name,
    }
    text = request.app[PAGES].say(f"web.warranty.{name}", **values)
    return tuple(text.splitlines())
