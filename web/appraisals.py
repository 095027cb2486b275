"""The appraisal of a month (考评): as a page, a spreadsheet and a report."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from aiohttp import web

from domain.appraisals import Called, figures_of, midnight
from domain.calendar import shanghai_day
from domain.rankings import Ranked, ranked
from domain.turns import Text
from storage.appraisals import Appraised, Period, appraised
from storage.pages import Reader
from web import documents, sheets
from web.appraisal_tables import COLUMNS, GROUPS, RETURNED, Cell, Telling
from web.console import communities_of, console_page
from web.pages import PAGES
from web.parts import PARTS
from web.staff import Staff, staff_of

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_MOST_MONTHS = 12
_RATES = ("response", "solved", "satisfied")

routes = web.RouteTableDef()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One month, grouped one way, with everything that is shown of it."""

    staff: Staff
    month: str
    by: str
    telling: Telling
    found: Appraised
    at: datetime
    groups: tuple[Ranked, ...]
    whole: Ranked

    @property
    def lines(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the table: its head, a line a group, and the whole."""
        say = self.telling
        rows = tuple(say.row(say.name(self.by, each.code), each) for each in self.groups)
        [whole] = self.heads(("whole",))
        return (self.heads(COLUMNS), *rows, say.row(whole, self.whole))

    @property
    def whistles(self) -> tuple[tuple[Cell, ...], ...]:
        """Return who was called by whistles: a head and a line a body, () where none was blown."""
        return self._whistled("unit", "called", self.found.called)

    @property
    def whistlers(self) -> tuple[tuple[Cell, ...], ...]:
        """Return who blew them: a head and a line for community or street."""
        return self._whistled("whistler", "blown", self.found.blown)

    def _whistled(
        self, kind: str, count: str, called: tuple[Called, ...]
    ) -> tuple[tuple[Cell, ...], ...]:
        rows = self.telling.whistles(kind, called)
        return (self.heads((kind, count, "arrived", "in_time")), *rows) if rows else ()

    def heads(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return the heads of columns."""
        return tuple(self.telling.words(_text(f"column.{name}")) for name in names)


@routes.get("/console/appraisal")
async def show_appraisal(request: web.Request) -> web.Response:
    """Show the month: three charts, the table, the whistles."""
    sheet = await _sheet(request)
    return await console_page(
        request,
        sheet.staff,
        "appraisal.html",
        {
            "sheet": sheet,
            "months": _months(request),
            "kinds": tuple(GROUPS),
            "rates": tuple(sheet.telling.bars(sheet.by, sheet.groups).items()),
            "fewest": sheet.telling.weights.fewest,
        },
    )


@routes.get("/console/appraisal.xlsx")
async def send_sheet(request: web.Request) -> web.Response:
    """Send the month as a spreadsheet: a sheet for each way of grouping it."""
    sheet = await _sheet(request)
    say = request.app[PAGES].say
    parts = [(say(f"appraisal.by.{kind}"), _regrouped(sheet, kind).lines) for kind in GROUPS]
    if sheet.whistles:
        parts.append((say("appraisal.whistles"), sheet.whistles))
        parts.append((say("appraisal.whistlers"), sheet.whistlers))
    return _file(sheets.workbook(parts), sheets.TYPE, f"appraisal-{sheet.month}.xlsx")


@routes.get("/console/appraisal.docx")
async def send_report(request: web.Request) -> web.Response:
    """Send the month as a report that can be read without anything beside it."""
    sheet = await _sheet(request)
    say, weights = request.app[PAGES].say, sheet.telling.weights
    paper = documents.Document(lying=True)
    paper.title(say("appraisal.report_title", month=sheet.month))
    names = (sheet.telling.name("community", code) for code in _reach(request, sheet.staff))
    reach = "、".join(names)
    day = sheet.staff.day.isoformat()
    paper.line(say("appraisal.report_lead", communities=reach, day=day, fewest=weights.fewest))
    for kind in GROUPS:
        paper.heading(say(f"appraisal.by.{kind}"))
        paper.table(_regrouped(sheet, kind).lines, points=7)
    if sheet.whistles:
        paper.heading(say("appraisal.whistles"))
        paper.table(sheet.whistles)
        paper.heading(say("appraisal.whistlers"))
        paper.table(sheet.whistlers)
    paper.heading(say("appraisal.how"))
    for name in ("response", "solved", "satisfied", "apart", "silent"):
        paper.line(say(f"appraisal.means.{name}"))
    values = {name: getattr(weights, name) for name in _RATES}
    paper.line(say("appraisal.means.score", **values))
    return _file(paper.as_bytes(), documents.TYPE, f"appraisal-{sheet.month}.docx")


async def _sheet(request: web.Request) -> Sheet:
    staff = await staff_of(request)
    parts = request.app[PARTS]
    months = _months(request)
    asked = request.query.get("month", "")
    month = asked if _MONTH.fullmatch(asked) else months[0]
    by = request.query.get("by", "grid")
    reader = Reader(staff.person, parts.rules(), staff.day, parts.now())
    period = _period(month, _reach(request, staff))
    found = await parts.database.read(lambda conn: appraised(conn, reader, period))
    telling = Telling(reader.rules, request.app[PAGES].words)
    return _sheet_of(staff, (month, by if by in GROUPS else "grid"), telling, (found, reader.at))


def _sheet_of(
    staff: Staff, chosen: tuple[str, str], telling: Telling, counted: tuple[Appraised, datetime]
) -> Sheet:
    month, by = chosen
    found, at = counted
    weights = telling.weights
    figures = figures_of(found.facts, at, weights)
    whole = Ranked("", figures, figures.score(weights), 0)
    groups = ranked(found.facts, GROUPS[by], at, weights, RETURNED.get(by))
    return Sheet(staff, month, by, telling, found, at, groups, whole)


def _regrouped(sheet: Sheet, by: str) -> Sheet:
    weights, booked = sheet.telling.weights, RETURNED.get(by)
    groups = ranked(sheet.found.facts, GROUPS[by], sheet.at, weights, booked)
    return replace(sheet, by=by, groups=groups)


def _reach(request: web.Request, staff: Staff) -> tuple[str, ...]:
    street = request.app[PARTS].rules().directory.street_id
    return tuple(code for code in communities_of(request, staff) if code != street)


def _period(month: str, communities: tuple[str, ...]) -> Period:
    first = date.fromisoformat(f"{month}-01")
    after = (first + timedelta(days=31)).replace(day=1)
    return Period(midnight(first), midnight(after), communities)


def _months(request: web.Request) -> tuple[str, ...]:
    day = shanghai_day(request.app[PARTS].now()).replace(day=1)
    months: list[str] = []
    for _ in range(_MOST_MONTHS):
        months.append(f"{day:%Y-%m}")
        day = (day - timedelta(days=1)).replace(day=1)
    return tuple(months)


def _text(name: str) -> Text:
    return Text(f"appraisal.{name}")


def _file(content: bytes, kind: str, name: str) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, content_type=kind, headers=headers)
