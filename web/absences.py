"""Being away: the days and who stands in, declared by the same act as through any other door."""

from collections.abc import Iterator

from aiohttp import web

from domain.people import Absence
from domain.presses import Press
from storage.rulebooks import edition
from web.acts import Option
from web.case_views import Teller
from web.console import console_page, teller_of, turn_of, with_answer
from web.cookies import fresh_id
from web.forms import read_form
from web.guards import check_token
from web.pages import back_to
from web.parts import PARTS
from web.staff import Staff, staff_of

routes = web.RouteTableDef()


@routes.get("/console/absence")
async def show_absences(request: web.Request) -> web.Response:
    """Show the days to come on which who is signed in is away, and the form for more."""
    staff, teller = await staff_of(request), teller_of(request)
    # The rules in force come anew every few seconds; what was just declared must stand here now.
    _, absences = await request.app[PARTS].database.read(edition)
    mine = (item for item in absences if item.person_id == staff.person.person_id)
    return await console_page(
        request,
        staff,
        "absence.html",
        {
            "absences": tuple(_shown(item, teller) for item in mine if item.until >= staff.day),
            "deputies": tuple(_deputies(staff, teller)),
            "first": staff.day.isoformat(),
            "fresh_id": fresh_id,
        },
    )


@routes.post("/console/absence")
async def declare(request: web.Request) -> web.Response:
    """Declare an absence, or take it back by a last day before the first.

    Raises:
        HTTPBadRequest: The form is not the page's own.
    """
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    days = f"{form['since']}..{form['until']}..{form['deputy']}"
    turn = turn_of(request, staff, form, str(Press("absent", argument=days)))
    receipt = await request.app[PARTS].take_turn(turn)
    return back_to(request, with_answer("/console/absence", receipt))


def _shown(absence: Absence, teller: Teller) -> tuple[Absence, str]:
    return absence, teller.name(absence.deputy)


def _deputies(staff: Staff, teller: Teller) -> Iterator[Option]:
    for person in teller.rules.directory.staff:
        is_colleague = person.community_id == staff.person.community_id
        if not is_colleague or not person.is_staff(staff.day) or person == staff.person:
            continue
        if person.may_stand_in_for(staff.person, staff.day):
            yield person.person_id, teller.name(person.person_id)
