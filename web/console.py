"""What all pages of the console share: the frame, who sees which part of it, the last answer."""

import re
from collections.abc import Mapping

from aiohttp import web

from domain.dwellings import is_prover
from domain.people import Address
from domain.rights import Ground, is_asker, is_keeper, is_overseer, may_enter
from domain.turns import Text, Turn
from storage.notices import checked, letters_to
from storage.pages import Reader
from storage.records import Receipt
from web.case_views import Teller
from web.forms import Form
from web.guards import form_token
from web.notes import cases_topic, staff_topic
from web.pages import PAGES
from web.parts import PARTS
from web.saying import CLIENT_ID
from web.staff import LOOK_SECONDS, Staff, StillIn, staff_of
from web.streams import Feed, stream_notes

CHANNEL = "console"
_MOST_ANSWERS = 10
_NUMBERS = re.compile(r"\d{1,18}(,\d{1,18}){0,9}")

routes = web.RouteTableDef()


@routes.get("/console/stream")
async def follow(request: web.Request) -> web.StreamResponse:
    """Tell an open page of the console that something is new."""
    staff = await staff_of(request)
    parts = request.app[PARTS]
    lists = (cases_topic(community_id) for community_id in communities_of(request, staff))
    still_in = StillIn(request, staff)
    with parts.hub.listen(staff_topic(staff.person.person_id), *lists) as ear:
        feed = Feed(ear, ping_seconds=min(parts.ping_seconds, LOOK_SECONDS), may_go_on=still_in)
        return await stream_notes(request, feed)


def communities_of(request: web.Request, staff: Staff) -> tuple[str, ...]:
    """Return the communities that the person serves: one, or all of the street."""
    directory = request.app[PARTS].rules().directory
    if staff.person.community_id != directory.street_id:
        return (staff.person.community_id,)
    return (directory.street_id, *(item.community_id for item in directory.communities))


def teller_of(request: web.Request) -> Teller:
    """Return what puts cases into words for this request."""
    parts = request.app[PARTS]
    return Teller(parts.rules(), request.app[PAGES].words, parts.now())


def turn_of(request: web.Request, staff: Staff, form: Form, press: str) -> Turn:
    """Return what the person does by a form of the console; sent twice it is one turn.

    Raises:
        HTTPBadRequest: The form's key is none that a page has drawn.
    """
    if not CLIENT_ID.fullmatch(form["key"]):
        raise web.HTTPBadRequest
    person = staff.person
    return Turn(
        key=f"{CHANNEL}:{person.person_id}:{form['key']}",
        community_id=person.community_id,
        address=Address(CHANNEL, person.person_id),
        at=request.app[PARTS].now(),
        press=press,
        person_id=person.person_id,
    )


def with_answer(path: str, receipt: Receipt) -> str:
    """Return the address that shows what the station said to the act."""
    ids = ",".join(str(letter_id) for letter_id in receipt.letter_ids[:_MOST_ANSWERS])
    return f"{path}?said={ids}"


async def console_page(
    request: web.Request, staff: Staff, template: str, values: Mapping[str, object]
) -> web.Response:
    """Return a page of the console in its frame."""
    keepers = ("learning", "letters", "failures", "duty")
    overseer = ("appraisal",) if is_overseer(staff.person, staff.day) else ()
    asker = ("views",) if is_asker(staff.person, staff.day) else ()
    keeper = keepers if is_keeper(staff.person, staff.day) else ()
    everybody = ("cases", "notices", "mediations")
    polls = ("polls",) if may_enter(staff.person, Ground.POLLSTER, staff.day) else ()
    homes = ("homes",) if is_prover(staff.person, staff.day) else ()
    frame = {
        "here": template.removesuffix(".html"),
        "who": _called(request, staff),
        "token": form_token(staff.secret),
        "offered": (*everybody, *polls, *homes, *overseer, *asker, *keeper, "accounts"),
        "answers": await _answers(request, staff),
    }
    return request.app[PAGES].show(template, {**frame, **values})


def _called(request: web.Request, staff: Staff) -> str:
    post = staff.person.posts_on(staff.day)[0]
    return f"{staff.person.name} {request.app[PAGES].say(f'role.{post.role}')}"


async def _answers(request: web.Request, staff: Staff) -> tuple[str, ...]:
    """Return what the station said to the act that led here."""
    said = request.query.get("said", "")
    if not _NUMBERS.fullmatch(said):
        return ()
    ids = tuple(int(number) for number in said.split(","))
    person_id = staff.person.person_id
    parts, words = request.app[PARTS], request.app[PAGES].words
    reader = Reader(staff.person, parts.rules(), staff.day, parts.now())
    found = await parts.database.read(
        lambda conn: checked(conn, letters_to(conn, person_id, ids), reader)
    )
    return tuple(words(Text(got.letter.key, got.letter.values)) for got in found if not got.closed)
