"""Who is signed in to the console: a session on the server, checked afresh for every page."""

from dataclasses import dataclass
from datetime import date

from aiohttp import web

from domain.calendar import shanghai_day
from domain.people import Person
from storage import accounts
from web.cookies import hash_of, read_cookie
from web.pages import PAGES
from web.parts import PARTS


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff at this browser, on this Shanghai day."""

    person: Person
    secret: str
    day: date


async def staff_of(request: web.Request) -> Staff:
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
