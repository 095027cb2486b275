"""Who of staff comes in where: invitations, accounts in messengers, the second check, the way out.

Everybody sees his own accounts and those that he may check; who lets staff in sees all within his
reach, and what was tried without right.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.accounts import (
    Account,
    AttemptNoted,
    Invitation,
    Standing,
    check_code,
    digest_of,
    invitation_payload,
    may_vouch,
)
from domain.people import Person
from domain.presses import Press, read_press
from domain.rights import is_admin
from storage import accounts as sessions
from storage import invitations
from storage import staff_accounts as store
from storage.invitations import Made
from web.acts import ACTS, Option
from web.case_views import Teller
from web.codes import Code, drawn
from web.console import communities_of, console_page, teller_of, turn_of, with_answer
from web.cookies import fresh_id
from web.forms import Form, read_form
from web.guards import check_token
from web.pages import PAGES, back_to
from web.parts import PARTS
from web.staff import Staff, staff_of

_PATH = "/console/accounts"
_SECRET_BYTES = 24
_VERDICTS = ("vouch", "unmask")

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Shown:
    """One account on the page; ``named`` is what a press about it carries."""

    who: str
    channel: str
    code: str
    named: str
    waits: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A fresh invitation: shown once, for only its digest is kept."""

    who: str
    payload: str
    address: str
    code: Code


@routes.get(_PATH)
async def show_accounts(request: web.Request) -> web.Response:
    """Show what who is signed in may see of accounts."""
    return await _page(request, await staff_of(request))


@routes.post(f"{_PATH}/check")
async def check(request: web.Request) -> web.Response:
    """Say that an account is its person's or somebody else's, by the conversation of every door.

    Raises:
        HTTPBadRequest: The form is not the page's own.
    """
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    if form["verdict"] not in _VERDICTS:
        raise web.HTTPBadRequest
    press = str(Press(form["verdict"], argument=form["account"]))
    turn = turn_of(request, staff, form, press)
    receipt = await request.app[PARTS].take_turn(turn)
    return back_to(request, with_answer(_PATH, receipt))


@routes.post(f"{_PATH}/invite")
async def invite(request: web.Request) -> web.Response:
    """Make an invitation for one person and one role; its link is shown this once.

    Raises:
        HTTPBadRequest: The person does not hold that post.
    """
    staff, person, form = await _chosen(request)
    role = form["person"].partition("/")[2]
    if role not in {post.role.value for post in person.posts_on(staff.day)}:
        raise web.HTTPBadRequest
    parts = request.app[PARTS]
    payload = invitation_payload(secrets.token_urlsafe(_SECRET_BYTES))
    made = Made(person, role, digest_of(payload), staff.person.person_id)
    now = parts.now()
    await parts.database.write(lambda conn: invitations.keep_invitation(conn, made, now))
    name = parts.telegram_name
    address = f"https://t.me/{name}?start={payload}" if name else ""
    code = drawn(address or f"/start {payload}")
    link = Link(teller_of(request).name(person.person_id), payload, address, code)
    return await _page(request, staff, link)


@routes.post(f"{_PATH}/spoil")
async def spoil(request: web.Request) -> web.Response:
    """End the open invitations of a person."""
    _, person, _ = await _chosen(request)
    parts = request.app[PARTS]
    now = parts.now()
    await parts.database.write(
        lambda conn: invitations.spoil_invitations(conn, person.person_id, now)
    )
    return back_to(request, _PATH)


@routes.post(f"{_PATH}/revoke")
async def revoke(request: web.Request) -> web.Response:
    """End every session, link, invitation and account of a person, at once."""
    staff, person, _ = await _chosen(request)
    parts = request.app[PARTS]
    by, now = staff.person.person_id, parts.now()
    await parts.database.write(lambda conn: store.revoke(conn, person.person_id, by, now))
    return back_to(request, _PATH)


async def _chosen(request: web.Request) -> tuple[Staff, Person, Form]:
    staff = await staff_of(request)
    form = await read_form(request)
    check_token(staff.secret, form["token"])
    person = request.app[PARTS].rules().directory.person(form["person"].partition("/")[0])
    if person is None or person.community_id not in communities_of(request, staff):
        raise web.HTTPBadRequest
    return staff, person, form


async def _page(request: web.Request, staff: Staff, link: Link | None = None) -> web.Response:
    parts, teller = request.app[PARTS], teller_of(request)
    places, now = communities_of(request, staff), parts.now()
    found, open_ones, living, tried = await parts.database.read(
        lambda conn: (
            store.accounts_in(conn, places),
            invitations.invitations_in(conn, places, now),
            sessions.sessions_in(conn, places, now),
            store.attempts_in(conn, places),
        )
    )
    rules = is_admin(staff.person, staff.day)
    seen = [each for each in found if rules or _is_near(each, staff, teller)]
    page: dict[str, object] = {
        "fresh_id": fresh_id,
        "accounts": tuple(_shown(each, staff, request) for each in seen),
        "admin": rules,
        "link": link,
    }
    if rules:
        inside = {*living, *(each.person_id for each in found)}
        inside |= {each.person_id for each, _ in open_ones}
        page |= {
            "staff": tuple(_posts(places, staff, teller, request)),
            "invitations": tuple(_open(*each, teller) for each in open_ones),
            "inside": tuple(sorted((each, teller.name(each)) for each in inside)),
            "attempts": tuple(_tried(*each, request) for each in tried),
        }
    return await console_page(request, staff, "accounts.html", page)


def _is_near(account: Account, staff: Staff, teller: Teller) -> bool:
    person = teller.rules.directory.person(account.person_id)
    if person is None or person.person_id == staff.person.person_id:
        return person is not None
    is_waiting = account.standing is Standing.WAITING
    street = teller.rules.directory.street_id
    return is_waiting and may_vouch(staff.person, person, street, staff.day)


def _shown(account: Account, staff: Staff, request: web.Request) -> Shown:
    place = account.address
    return Shown(
        teller_of(request).name(account.person_id),
        request.app[PAGES].say(f"web.accounts.on_{place.channel}"),
        check_code(place, account.person_id),
        f"{place.channel}/{place.handle}/{account.person_id}",
        account.standing is Standing.WAITING,
        account.person_id == staff.person.person_id,
    )


def _posts(
    places: tuple[str, ...], staff: Staff, teller: Teller, request: web.Request
) -> Iterator[Option]:
    say = request.app[PAGES].say
    people = (each for each in teller.rules.directory.staff if each.community_id in places)
    pairs = ((each, post.role.value) for each in people for post in each.posts_on(staff.day))
    for person, role in dict.fromkeys(pairs):
        label = f"{person.name} {say(f'role.{role}')} {person.person_id}"
        yield f"{person.person_id}/{role}", label


def _open(found: Invitation, made_by: str, teller: Teller) -> tuple[str, str, str, datetime]:
    by = teller.name(made_by) if made_by else ""
    return found.person_id, teller.name(found.person_id), by, found.expires_at


def _tried(
    at: datetime, tried: AttemptNoted, request: web.Request
) -> tuple[datetime, str, str, str]:
    press = read_press(tried.press)
    act = press.argument.partition("|")[0] if press.act == "do" else press.act
    label = f"staff.{act}" if act in ACTS else "web.accounts.desk"
    say = request.app[PAGES].say
    return at, say(f"web.accounts.on_{tried.address.channel}"), say(label), press.number
