"""Mediations in the console: those of one's own, and one with as much as this reader may see."""

from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.deeds import act_name, role_text, side_text, stage_text, term_values
from domain.dossiers import Checked, Dossier, checked
from domain.letters import matter_name, name_text
from domain.mediation_roles import roles_in
from domain.mediation_views import MediationView, Sight, sight_of, view_mediation
from domain.performing import court_ends
from domain.rights import Ground, may_enter
from domain.rules import Rulebook
from storage.database import Connection
from storage.mediation_files import Kept, load_mediation, mediations_of
from storage.views import record_views
from web.console import console_page
from web.cookies import fresh_id
from web.looks import code_of
from web.pages import PAGES
from web.parts import PARTS
from web.staff import Staff, staff_of

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Found:
    """One mediation, and how much of it this reader sees."""

    kept: Kept
    view: MediationView

    @property
    def path(self) -> str:
        """Return where its page stands."""
        return f"/console/c/{self.view.community_id}/{self.view.number}/mediation"

    @property
    def file(self) -> Dossier:
        """Return the file of it."""
        return Dossier(self.kept.mediation, self.kept.events, self.kept.minutes)


@dataclass(frozen=True, slots=True)
class TermRow:
    """One promise on a page."""

    words: str
    due: str
    told: datetime | None
    met: datetime | None


async def find_mediation(request: web.Request, staff: Staff) -> Found:
    """Return the mediation of the case that the address names.

    Raises:
        HTTPNotFound: there is none, or it is not for these eyes; the answer is the same.
    """
    parts = request.app[PARTS]
    key = request.match_info["community_id"], request.match_info["number"]
    kept = await parts.database.read(lambda conn: load_mediation(conn, key))
    if kept is None:
        raise web.HTTPNotFound
    sight = sight_of(kept.mediation, staff.person, kept.case, parts.rules(), staff.day)
    if sight is None:
        raise web.HTTPNotFound
    return Found(kept, view_mediation(kept.mediation, kept.events, sight))


async def looked_at(request: web.Request, staff: Staff, found: Found) -> str:
    """Keep that the person looked at it; return the code of this look."""
    parts = request.app[PARTS]
    now = parts.now()
    key = found.view.community_id, found.view.number
    code = code_of(found.path, staff, now)
    await parts.database.write(
        lambda conn: record_views(conn, [key], staff.person.person_id, code, now)
    )
    return code


@routes.get("/console/mediations")
async def show_mediations(request: web.Request) -> web.Response:
    """List the mediations in which the reader is mediator, captain or of the committee."""
    staff = await staff_of(request)
    parts = request.app[PARTS]
    rules = parts.rules()

    def mine(conn: Connection) -> tuple[Kept, ...]:
        found = mediations_of(conn, staff.person.person_id)
        return tuple(
            each
            for each in found
            if roles_in(each.mediation, staff.person, each.case, rules, staff.day)
            and sight_of(each.mediation, staff.person, each.case, rules, staff.day)
        )

    has_form = may_enter(staff.person, Ground.FORM, staff.day)
    rows = tuple(_row(request, each, rules) for each in await parts.database.read(mine))
    values = {"rows": rows, "has_form": has_form}
    return await console_page(request, staff, "mediations.html", values)


def _row(request: web.Request, kept: Kept, rules: Rulebook) -> dict[str, object]:
    mediation, words = kept.mediation, request.app[PAGES].words
    return {
        "path": f"/console/c/{mediation.community_id}/{mediation.number}/mediation",
        "number": mediation.number,
        "matter": words(matter_name(mediation.leaf, rules)),
        "stage": words(stage_text(mediation.stage)),
        "since": mediation.since,
        "due": mediation.due_at,
    }


@routes.get("/console/c/{community_id}/{number}/mediation")
async def show_mediation(request: web.Request) -> web.Response:
    """Show where it stands; who may see more sees promises, pieces and files."""
    staff = await staff_of(request)
    found = await find_mediation(request, staff)
    code = await looked_at(request, staff, found)
    return await console_page(
        request, staff, "mediation.html", {**_values(request, found), "watermark": code}
    )


def _values(request: web.Request, found: Found) -> dict[str, object]:
    view, rules, words = found.view, request.app[PARTS].rules(), request.app[PAGES].words
    agreement = view.agreement
    is_whole = view.sight is Sight.WHOLE
    pieces: tuple[Checked, ...] = checked(found.file) if is_whole else ()
    return {
        "view": view,
        "path": found.path,
        "matter": words(matter_name(view.leaf, rules)),
        "stage": words(stage_text(view.stage)),
        "mediator": words(name_text(view.mediator, rules)) if view.mediator else "",
        "terms": _terms(request, view),
        "court": court_ends(agreement, rules.calendar) if agreement else None,
        "pieces": pieces,
        "acts": found.kept.mediation.is_open,
        "fresh_id": fresh_id,
        "has_paper": is_whole and agreement is not None and agreement.issued_at is not None,
        "course": tuple(
            (
                each.at,
                words(role_text(each.role)),
                words(act_name(each.act)),
                words(stage_text(each.after)),
            )
            for each in view.course
        ),
        "revisits": tuple(
            (words(side_text(each.side)), each.days, each.answers) for each in view.revisits
        ),
    }


def _terms(request: web.Request, view: MediationView) -> tuple[TermRow, ...]:
    words = request.app[PAGES].words
    if view.agreement is None or not view.agreement.in_force:
        return ()
    return tuple(
        TermRow(
            each.words,
            words(term_values(each)["due"]),
            each.told_at,
            each.met_at,
        )
        for each in view.agreement.terms
    )
