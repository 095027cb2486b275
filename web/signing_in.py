"""Signing in and out of the console: looking at a link does nothing, pressing the button does."""

import re
from http import HTTPStatus

from aiohttp import web

from storage import accounts
from web.cookies import fresh_secret, give_cookie, hash_of, read_cookie, take_cookie
from web.forms import read_form
from web.guards import NotTaken, check_token
from web.pages import PAGES, back_to
from web.parts import PARTS
from web.staff import staff_of
from web.throttle import Throttle

THROTTLE = web.AppKey("throttle", Throttle)
_LINK = re.compile(r"[\w-]{20,100}")

routes = web.RouteTableDef()


@routes.get("/console/sign-in")
async def ask_for_link(request: web.Request) -> web.Response:
    """Say how to get a link."""
    pages = request.app[PAGES]
    said = pages.say("web.sign_in.needed")
    return pages.show("sign_in.html", {"link": "", "said": said}, HTTPStatus.UNAUTHORIZED)


@routes.get("/console/sign-in/{link}")
async def show_link(request: web.Request) -> web.Response:
    """Show the button; chat programs that peep at links use nothing up."""
    link = request.match_info["link"]
    if not _LINK.fullmatch(link):
        raise web.HTTPNotFound
    return request.app[PAGES].show("sign_in.html", {"link": link, "said": ""})


@routes.post("/console/sign-in/{link}")
async def sign_in(request: web.Request) -> web.Response:
    """Use the link up and open a session under a fresh secret.

    A right link is good whatever was tried before: behind a proxy all come from one address, and
    who types wrong ones must not keep the others out.

    Raises:
        NotTaken: It is wrong, like too many that came from there.
    """
    parts = request.app[PARTS]
    throttle, source, now = request.app[THROTTLE], request.remote or "", parts.now()
    link, old, secret = request.match_info["link"], read_cookie(request, "staff"), fresh_secret()
    signed_in = await parts.database.write(
        lambda conn: accounts.sign_in(conn, hash_of(link), hash_of(secret), now)
    )
    if not signed_in:
        if not throttle.is_open(source, now):
            raise NotTaken("web.error.429", HTTPStatus.TOO_MANY_REQUESTS)
        throttle.missed(source, now)
        pages = request.app[PAGES]
        said = pages.say("web.sign_in.expired")
        return pages.show("sign_in.html", {"link": "", "said": said}, HTTPStatus.FORBIDDEN)
    if old:
        await parts.database.write(lambda conn: accounts.end_session(conn, hash_of(old), now))
    response = back_to(request, "/console")
    give_cookie(request, response, "staff", secret)
    return response


@routes.post("/console/sign-out")
async def sign_out(request: web.Request) -> web.Response:
    """End the session of this browser, or every session of the person."""
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    parts = request.app[PARTS]
    now = parts.now()
    person_id = staff.person.person_id
    if form["everywhere"]:
        await parts.database.write(lambda conn: accounts.end_sessions_of(conn, person_id, now))
    else:
        session = hash_of(staff.secret)
        await parts.database.write(lambda conn: accounts.end_session(conn, session, now))
    response = back_to(request, "/console/sign-in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    take_cookie(request, response, "staff")
    return response
