"""The lists of cases: mine, nobody's, late ones, all; by queue, grid, state and words."""

import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from aiohttp import web

from domain.people import Role
from domain.places import Place
from domain.states import State
from storage import pages as reading
from storage.database import Connection
from storage.pages import Listed, Reader, Wish
from web.acts import Option, queue_options
from web.case_views import Teller, rows_of
from web.console import console_page, teller_of
from web.pages import PAGES
from web.parts import PARTS
from web.staff import Staff, staff_of

_LISTS = ("mine", "unassigned", "overdue", "open", "all")
_FILTERS = ("queue", "grid", "state")
_ON_A_PAGE = 30
_PAGE = re.compile(r"[1-9]\d{0,4}")
_LONGEST = 100
_OVERSEERS = (Role.SECRETARY, Role.DISPATCHER, Role.STREET, Role.ADMIN, Role.CAPTAIN)

_Looked = tuple[Listed, Mapping[str, int], dict[str, Mapping[str, int]]]

routes = web.RouteTableDef()


@routes.get("/console")
async def show_list(request: web.Request) -> web.Response:
    """Show one list, a page at a time, with how many cases are in each."""
    staff = await staff_of(request)
    parts, teller, wish = request.app[PARTS], teller_of(request), _wish(request, staff)
    reader = Reader(staff.person, teller.rules, staff.day, teller.now)
    page = _page(request)
    found, counts, shares = await parts.database.read(partial(_looked, reader, wish, page))
    is_more = (page + 1) * _ON_A_PAGE < found.total
    return await console_page(
        request,
        staff,
        "cases.html",
        {
            "rows": rows_of(found.cases, staff, teller),
            "total": found.total,
            "counts": tuple((name, counts[name]) for name in _LISTS),
            "wish": wish,
            "pickers": _pickers(request, shares, teller),
            "more": _address(request, page + 1) if is_more else "",
            "back": _address(request, page - 1) if page else "",
        },
    )


def _looked(reader: Reader, wish: Wish, page: int, conn: Connection) -> _Looked:
    wish = reading.looked_up(conn, reader, wish)
    return (
        reading.case_list(conn, reader, wish, _ON_A_PAGE, page * _ON_A_PAGE),
        reading.counts(conn, reader),
        {name: reading.counted(conn, reader, wish, name) for name in _FILTERS},
    )


def _wish(request: web.Request, staff: Staff) -> Wish:
    asked = {name: request.query.get(name, "")[:_LONGEST] for name in _FILTERS}
    chosen = request.query.get("list", "")
    return Wish(
        chosen=chosen if chosen in _LISTS else _first_list(staff),
        words=request.query.get("q", "").strip()[:_LONGEST],
        in_texts=True,
        queue=asked["queue"],
        grid=asked["grid"],
        state=asked["state"],
    )


def _first_list(staff: Staff) -> str:
    # Who sends cases on or looks after stairs comes for all that is open, others for their own.
    is_overseer = any(staff.person.has_role(role, staff.day) for role in _OVERSEERS)
    return "open" if is_overseer else "mine"


def _page(request: web.Request) -> int:
    asked = request.query.get("page", "")
    return int(asked) if _PAGE.fullmatch(asked) else 0


def _address(request: web.Request, page: int) -> str:
    kept = {name: value for name, value in request.query.items() if name not in ("page", "said")}
    return request.app[PAGES].url("/console?" + urlencode({**kept, "page": page}))


def _pickers(
    request: web.Request, shares: Mapping[str, Mapping[str, int]], teller: Teller
) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    say = request.app[PAGES].say
    options = {
        "queue": queue_options(Place(), teller.rules, teller.words),
        "grid": tuple((grid.code, grid.name) for grid in teller.rules.directory.grids),
        "state": tuple((state.value, say(f"state.{state}")) for state in State),
    }
    return tuple((name, _with_counts(options[name], shares[name])) for name in _FILTERS)


def _with_counts(options: tuple[Option, ...], shares: Mapping[str, int]) -> tuple[Option, ...]:
    # What has no case in this list is not worth choosing.
    return tuple((code, f"{name} {shares[code]}") for code, name in options if shares.get(code))
