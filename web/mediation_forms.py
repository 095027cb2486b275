"""The justice office's monthly form of mediation: fifteen types, as a page and a spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from aiohttp import web

from domain.appraisals import midnight
from domain.calendar import shanghai_day
from domain.deeds import money_text
from domain.mediation_figures import Counts, Dispute, figures_of, total
from domain.people import Role
from storage.mediation_files import lived_between
from web import sheets
from web.console import communities_of, console_page
from web.pages import PAGES
from web.parts import PARTS
from web.staff import Staff, staff_of

_MONTHS = 12
_FEWEST = 3
COLUMNS = (
    "accepted",
    "own",
    "applied",
    "handed",
    "written",
    "oral",
    "failed",
    "apart",
    "money",
    "performed",
    "unperformed",
    "rate",
)
Lines = tuple[tuple[sheets.Cell, ...], ...]

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Form:
    """One month of the form: its head, a line a type, and the whole."""

    staff: Staff
    month: str
    lines: Lines


@routes.get("/console/mediations/figures")
async def show_form(request: web.Request) -> web.Response:
    """Show the form of a month."""
    form = await _form(request)
    values = {"form": form, "months": _months(request)}
    return await console_page(request, form.staff, "mediation_form.html", values)


@routes.get("/console/mediations/figures.xlsx")
async def send_form(request: web.Request) -> web.Response:
    """Send the form of a month as a spreadsheet."""
    form = await _form(request)
    title = request.app[PAGES].say("web.form.title", month=form.month)
    content = sheets.workbook([(title, form.lines)])
    headers = {"Content-Disposition": f'attachment; filename="mediation-{form.month}.xlsx"'}
    return web.Response(body=content, content_type=sheets.TYPE, headers=headers)


async def _form(request: web.Request) -> Form:
    staff = await staff_of(request)
    months = _months(request)
    asked = request.query.get("month", "")
    month = asked if asked in months else months[0]
    first = date.fromisoformat(f"{month}-01")
    since, until = midnight(first), midnight((first + timedelta(days=31)).replace(day=1))
    places = communities_of(request, staff)
    lived = await request.app[PARTS].database.read(
        lambda conn: lived_between(conn, places, since, until)
    )
    return Form(staff, month, _lines(request, staff, figures_of(lived, since, until)))


def _lines(request: web.Request, staff: Staff, figures: Mapping[Dispute, Counts]) -> Lines:
    say = request.app[PAGES].say
    mediates = staff.person.has_role(Role.MEDIATOR, staff.day)
    head = (say("web.form.type"), *(say(f"web.form.{name}") for name in COLUMNS))
    rows = ((say(f"web.form.type_{kind}"), each) for kind, each in figures.items())
    whole = (say("web.form.whole"), total(figures.values()))
    lines = ((name, *_cells(each, mediates=mediates)) for name, each in (*rows, whole))
    return (head, *lines)


def _cells(counts: Counts, *, mediates: bool) -> tuple[sheets.Cell, ...]:
    plain = {name: getattr(counts, name) for name in COLUMNS if name not in ("money", "rate")}
    # Of one or two agreements the sum would tell what somebody agreed to.
    is_open = mediates or counts.settled >= _FEWEST or not counts.fen
    rate = counts.rate
    cells = {
        **plain,
        "money": money_text(counts.fen) if is_open else "—",
        "rate": f"{rate.numerator * 100 // rate.denominator}%" if rate is not None else "—",
    }
    return tuple(cells[name] for name in COLUMNS)


def _months(request: web.Request) -> tuple[str, ...]:
    day = shanghai_day(request.app[PARTS].now()).replace(day=1)
    months: list[str] = []
    for _ in range(_MONTHS):
        months.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return tuple(months)
