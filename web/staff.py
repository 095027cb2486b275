"""Who is signed in to the console: a session on the server, checked afresh for every page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiohttp import web
from aiohttp.typedefs import Handler

from domain.calendar import shanghai_day
from domain.people import Person
from domain.rights import PAGES as RIGHTS
from domain.rights import Ground, may_enter
from storage import accounts
from web.cookies import hash_of, read_cookie
from web.pages import PAGES
from web.parts import PARTS

# An open page of somebody who lost his post is cut off after so long at the latest.
LOOK_SECONDS = 4.0
# A page that is told much asks no more often than this whether it may still be.
_LOOK_AGAIN = timedelta(seconds=1)
_SIGNED_IN = frozenset(Ground) - {Ground.OPEN, Ground.OWN, Ground.DOOR}

# Whoever is not signed in.
_NOBODY = Person("", "")


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff at this browser, on this Shanghai day."""

    person: Person
    secret: str
    day: date


STAFF = web.RequestKey("staff", Staff)


@web.middleware
async def check_rights(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let in by the table of rights, before the page is asked anything.

    Raises:
        HTTPForbidden: the table does not let this person in, or does not know the page.
    """
    if request.match_info.http_exception is not None:
        return await handler(request)
    ground = RIGHTS.get(name_of(request.match_info.route))
    if ground in _SIGNED_IN:
        request[STAFF] = await _signed_in(request)
    if ground is None or not may_enter(_person(request), ground, shanghai_day(_now(request))):
        raise web.HTTPForbidden
    return await handler(request)


def _person(request: web.Request) -> Person:
    staff = request.get(STAFF)
    return staff.person if staff else _NOBODY


def _now(request: web.Request) -> datetime:
    return request.app[PARTS].now()


def name_of(route: web.AbstractRoute) -> str:
    """Return how the table of rights calls a route; who may get a page may ask for its head."""
    method = "GET" if route.method == "HEAD" else route.method
    return f"{method} {route.resource.canonical if route.resource else ''}"


async def refuse_unknown(app: web.Application) -> None:
    """Do not start with a page that the table of rights does not know.

    Raises:
        LookupError: domain/rights.py has no line for a page.
    """
    missing = {name_of(route) for route in app.router.routes()} - RIGHTS.keys()
    if missing:
        raise LookupError(f"domain/rights.py says nothing of {', '.join(sorted(missing))}")


async def staff_of(request: web.Request) -> Staff:
    """Return who is signed in, as the table of rights let him in."""
    return request[STAFF]


class StillIn:
    """Says of an open page whether who opened it is still signed in and serves."""

    def __init__(self, request: web.Request, staff: Staff) -> None:
        """Watch over the page of that request."""
        self._parts = request.app[PARTS]
        self._secret = staff.secret
        self._looked_at = self._parts.now()

    async def __call__(self) -> bool:
        """Return False once the session has ended or the person serves nobody."""
        now = self._parts.now()
        if timedelta(0) <= now - self._looked_at < _LOOK_AGAIN:
            return True
        self._looked_at = now
        person_id = await self._parts.database.read(
            lambda conn: accounts.session_person(conn, hash_of(self._secret), now, touch=False)
        )
        person = self._parts.rules().directory.person(person_id)
        return person is not None and person.is_staff(shanghai_day(now))


async def _signed_in(request: web.Request) -> Staff:
    """Return who is signed in.

    Raises:
        HTTPSeeOther: Nobody is; the browser goes to the page that says how to sign in.
    """
    parts = request.app[PARTS]
    secret = read_cookie(request, "staff")
    now = parts.now()
    person_id = ""
    if secret:
        person_id = await parts.database.write(
            lambda conn: accounts.session_person(conn, hash_of(secret), now)
        )
    day = shanghai_day(now)
    person = parts.rules().directory.person(person_id)
    # Posts end; a session of who serves nobody today opens nothing.
    if person is None or not person.is_staff(day):
        raise web.HTTPSeeOther(request.app[PAGES].url("/console/sign-in"))
    return Staff(person, secret, day)
