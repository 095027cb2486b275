"""Homes that somebody claims and nobody confirmed yet, for who serves those stairwells."""

from dataclasses import dataclass

from aiohttp import web

from domain.dwellings import check_number, home_key, is_proved, may_prove
from domain.letters import place_text
from domain.people import Person
from domain.places import PlaceSource
from domain.presses import Press
from storage.people import people_with_homes
from web.console import communities_of, console_page
from web.cookies import fresh_id
from web.pages import PAGES
from web.parts import PARTS
from web.staff import staff_of

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim on the page; nothing of the person stands in it but the check number."""

    community_id: str
    place: str
    code: str
    is_scanned: bool
    yes: str
    no: str


@routes.get("/console/homes")
async def show_homes(request: web.Request) -> web.Response:
    """List the claims that the reader may confirm; the buttons go the way of every act."""
    staff = await staff_of(request)
    parts, places = request.app[PARTS], communities_of(request, staff)
    people = await parts.database.read(lambda conn: people_with_homes(conn, places))
    rules, day = parts.rules(), staff.day
    rows = [
        _row(request, each)
        for each in people
        if home_key(each.home)
        and not (is_proved(each.home) or each.is_staff(day))
        and may_prove(staff.person, each.home, rules, day)
    ]
    rows.sort(key=lambda row: row.place)
    return await console_page(request, staff, "homes.html", {"rows": rows, "fresh_id": fresh_id})


def _row(request: web.Request, person: Person) -> ClaimRow:
    argument = f"{person.person_id}/{home_key(person.home)}"
    place = place_text(person.home, request.app[PARTS].rules())
    return ClaimRow(
        person.community_id,
        request.app[PAGES].words(place),
        check_number(person.person_id, person.home),
        person.home.source is PlaceSource.CODE,
        str(Press("home", argument=f"{argument}/y")),
        str(Press("home", argument=f"{argument}/n")),
    )
