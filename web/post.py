"""Notices to who is signed in; and, for keepers, what went wrong: dead letters, failed turns."""

import re
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.letters import photo_of
from domain.privacy import mask_numbers
from domain.turns import Text
from storage import failures, outbox
from storage.failures import FailedTurn
from storage.notices import checked, notices_to
from storage.pages import Reader
from web.console import communities_of, console_page, teller_of
from web.cookies import fresh_id
from web.forms import Form, read_form
from web.guards import check_token
from web.pages import PAGES, back_to
from web.parts import PARTS
from web.staff import Staff, staff_of

_MOST = 100
_NUMBER = re.compile(r"\d{1,18}")

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter or failed turn on a page; of what went wrong only what helps to mend it."""

    letter_id: int
    community_id: str
    at: datetime
    number: str
    text: str = ""
    to: str = ""
    why: str = ""
    closed: bool = False
    photo: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@routes.get("/console/notices")
async def show_notices(request: web.Request) -> web.Response:
    """Show the letters to who is signed in, newest first."""
    staff = await staff_of(request)
    parts, words = request.app[PARTS], request.app[PAGES].words
    person_id, now = staff.person.person_id, parts.now()
    reader = Reader(staff.person, parts.rules(), staff.day, now)
    found = await parts.database.read(
        lambda conn: checked(conn, notices_to(conn, person_id, now, _MOST), reader)
    )
    notices = tuple(
        Shown(
            letter_id=got.letter_id,
            community_id=got.community_id,
            at=got.at,
            text=got.rendered or words(Text(got.letter.key, got.letter.values)),
            closed=got.closed,
            number=got.letter.case_number,
            photo=photo_of(got.letter),
            choices=tuple((words(each.label), each.press) for each in got.letter.choices),
        )
        for got in found
    )
    values = {"notices": notices, "fresh_id": fresh_id}
    return await console_page(request, staff, "notices.html", values)


@routes.get("/console/letters")
async def show_letters(request: web.Request) -> web.Response:
    """Show the letters that reached nobody."""
    staff = await staff_of(request)
    parts, teller = request.app[PARTS], teller_of(request)
    directory = teller.rules.directory
    places = communities_of(request, staff)
    found = await parts.database.read(
        lambda conn: [each for place in places for each in outbox.dead_letters(conn, place, _MOST)]
    )
    letters = tuple(
        Shown(
            letter_id=dead.letter_id,
            community_id=dead.community_id,
            at=dead.created_at,
            number=dead.letter.case_number,
            to=teller.name(dead.letter.to) if directory.person(dead.letter.to) else "",
            why=dead.why,
        )
        for dead in found
    )
    return await console_page(request, staff, "letters.html", {"letters": letters})


@routes.post("/console/letters")
async def send_again(request: web.Request) -> web.Response:
    """Put one dead letter back into the outbox."""
    staff = await staff_of(request)
    form = await _checked(request, staff)
    community_id, number, now = form["community_id"], int(form["number"]), request.app[PARTS].now()
    await request.app[PARTS].database.write(
        lambda conn: outbox.resend(conn, community_id, number, now)
    )
    return back_to(request, "/console/letters")


@routes.get("/console/failures")
async def show_failures(request: web.Request) -> web.Response:
    """Show the turns that met a fault."""
    staff = await staff_of(request)
    places = communities_of(request, staff)
    found = await request.app[PARTS].database.read(
        lambda conn: [turn for at in places for turn in failures.failed_turns(conn, at, _MOST)]
    )
    shown = tuple(map(_shown, found))
    return await console_page(request, staff, "failures.html", {"failures": shown})


@routes.post("/console/failures")
async def take_again(request: web.Request) -> web.Response:
    """Let the engine take one failed turn once more; it waits here until it is committed."""
    staff = await staff_of(request)
    form = await _checked(request, staff)
    parts = request.app[PARTS]
    community_id, number, now = form["community_id"], int(form["number"]), parts.now()
    turn = await parts.database.read(lambda conn: failures.failed_turn(conn, community_id, number))
    if turn:
        await parts.take_turn(turn)
        await parts.database.write(
            lambda conn: failures.mark_replayed(conn, community_id, number, now)
        )
    return back_to(request, "/console/failures")


def _shown(failed: FailedTurn) -> Shown:
    turn = failed.turn
    # What staff wrote may be a note about whoever looks after the station.
    words = "" if turn.person_id or turn.press else mask_numbers(turn.text)
    return Shown(
        letter_id=failed.number,
        community_id=turn.community_id,
        at=failed.failed_at,
        number=str(failed.number),
        text=words or turn.press.partition(":")[0],
        why=failed.error_kind,
    )


async def _checked(request: web.Request, staff: Staff) -> Form:
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    community_id = form["community_id"]
    if not _NUMBER.fullmatch(form["number"]) or community_id not in communities_of(request, staff):
        raise web.HTTPBadRequest
    return form
