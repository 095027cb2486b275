"""An act of staff: the form becomes a turn, and the conversation that answers is everybody's."""

import re
from dataclasses import replace

from aiohttp import web

from domain.presses import Press
from domain.turns import Turn
from web.acts import ACTS
from web.cases import Found, case_or_nothing, find_case
from web.console import turn_of, with_answer
from web.forms import Form, read_form
from web.guards import check_token
from web.hub import Note
from web.notes import cases_topic
from web.pages import back_to
from web.parts import PARTS
from web.saying import keep_files
from web.staff import Staff, staff_of

_VERSION = re.compile(r"\d{1,9}")

routes = web.RouteTableDef()


@routes.post("/console/c/{community_id}/{number}/act")
async def act(request: web.Request) -> web.Response:
    """Do one act and go back to the case with what the station said to it.

    Raises:
        HTTPBadRequest: The form names no act that this page could have offered.
    """
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    found = await case_or_nothing(request, staff)
    parts = request.app[PARTS]
    turn = await _turn(request, staff, found, form)
    receipt = await parts.take_turn(turn)
    parts.hub.publish(cases_topic(found.view.community_id), Note("change"))
    # Who hands a case on may see it no more: then the answer stands above the list.
    still_there = await find_case(request, staff)
    answer = with_answer(found.path if still_there else "/console", receipt)
    # Nothing written to the case: a refusal stands above it, and the words stay in their form.
    changed = still_there is None or len(still_there.events) > len(found.events)
    return back_to(request, answer if changed else f"{answer}&again={form['key']}")


def _argument(form: Form) -> str:
    parts = (form["argument"], form["when"], form["where"].replace("@", " "))
    return "@".join(part.strip() for part in parts).rstrip("@")


async def _turn(request: web.Request, staff: Staff, found: Found, form: Form) -> Turn:
    name, version = form["act"], form["version"]
    if name not in ACTS or not _VERSION.fullmatch(version):
        raise web.HTTPBadRequest
    argument = _argument(form)
    press = str(Press(name, found.view.number, int(version), argument))
    return replace(
        turn_of(request, staff, form, press),
        community_id=found.view.community_id,
        text=form["note"],
        attachments=await keep_files(request, form.files),
        # The case to merge into must lie on the desk, too.
        reply_to=argument if name == "merge" else "",
    )
