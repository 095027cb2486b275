"""What staff say in the console: a button of a notice, or words, as from any messenger."""

from dataclasses import replace

from aiohttp import web

from web.console import communities_of, turn_of, with_answer
from web.forms import read_form
from web.guards import check_token
from web.pages import back_to
from web.parts import PARTS
from web.staff import staff_of

_LONGEST = 2_000

routes = web.RouteTableDef()


@routes.post("/console/say")
async def say(request: web.Request) -> web.Response:
    """Take what was said or pressed and go back to the notices with what the station answered.

    The conversation that answers asks for every right itself, whatever the form names.

    Raises:
        HTTPBadRequest: The form is not the page's own, or holds neither words nor a button.
    """
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    here = form["community_id"] or staff.person.community_id
    words, press = form["text"].strip()[:_LONGEST], form["press"]
    if here not in communities_of(request, staff) or not (words or press):
        raise web.HTTPBadRequest
    turn = replace(turn_of(request, staff, form, press), community_id=here, text=words)
    receipt = await request.app[PARTS].take_turn(turn)
    return back_to(request, with_answer("/console/notices", receipt))
