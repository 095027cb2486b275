"""``yizhan export --for PERSON``: the cases that this person may see, as far as he may see them."""

import asyncio
import csv
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import click

from bot.commands.opening import open_station
from bot.commands.speech import FAULTY, say_aside, sentence, stop
from bot.settings import read_settings
from domain.calendar import SHANGHAI, shanghai_day
from domain.cases import Case
from domain.events import Event
from domain.letters import case_values
from domain.people import Person
from domain.privacy import CaseView, view_case, view_event
from domain.rules import Rulebook
from domain.viewers import viewer_code
from storage.copies import export_rows
from storage.database import Connection
from storage.views import record_views

COLUMNS = (
    "number",
    "opened_at",
    "state",
    "leaf",
    "matter",
    "place",
    "grid",
    "queue",
    "holder",
    "words",
    "promised",
    "closed_at",
    "households",
    "outcome",
    "code",
)
# A spreadsheet takes these, in whatever width, for the beginning of a formula.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")

Row = Mapping[str, Any]
Write = Callable[[TextIO, Iterator[Row]], int]


@click.command("export")
@click.option("--for", "reader_id", required=True, metavar="PERSON", help="Who will read it.")
@click.option("--output", type=click.Path(path_type=Path), help="A file (default: the output).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, with its events.")
def export(reader_id: str, output: Path | None, *, as_json: bool) -> None:
    """Export cases as CSV: those that the PERSON may see, and of each what he may know."""
    write = _write_json if as_json else _write_csv
    count = asyncio.run(_export(reader_id, output, write))
    say_aside("commands.exported", count=count)


async def _export(reader_id: str, output: Path | None, write: Write) -> int:
    async with open_station(read_settings()) as station:
        rules, at = station.shelf.current, station.clock.now()
        reader = rules.directory.person(reader_id)
        if reader is None or not reader.is_staff(shanghai_day(at)):
            stop(FAULTY, "commands.no_person", person=reader_id)

        code = viewer_code(reader_id, f"export {at.isoformat()}")

        seen: list[tuple[str, str]] = []

        def work(conn: Connection) -> int:
            with _stream(output) as stream:
                rows = rows_for(conn, reader, rules, at)
                return write(stream, _marked(rows, code, seen))

        count = await station.database.read(work)
        # Who was given which cases stands beside who opened them on a page.
        await station.database.write(lambda conn: record_views(conn, seen, reader_id, code, at))
        return count


def _marked(rows: Iterator[Row], code: str, seen: list[tuple[str, str]]) -> Iterator[Row]:
    for row in rows:
        seen.append((row["community"], row["number"]))
        yield {**row, "code": code}


def _stream(output: Path | None) -> AbstractContextManager[TextIO]:
    # The mark at the beginning tells a spreadsheet that this is UTF-8.
    return output.open("w", encoding="utf-8-sig", newline="") if output else nullcontext(sys.stdout)


def rows_for(conn: Connection, reader: Person, rules: Rulebook, at: datetime) -> Iterator[Row]:
    """Yield what the reader may know of every case that he may see."""
    communities = (each.community_id for each in rules.directory.communities)
    for case, events in chain.from_iterable(export_rows(conn, each) for each in communities):
        view = view_case(case, reader, rules, shanghai_day(at))
        if view:
            yield _row(view, case, events, rules)


def _row(view: CaseView, case: Case, events: tuple[Event, ...], rules: Rulebook) -> Row:
    said = {name: sentence("commands.who", who=v) for name, v in case_values(view, rules).items()}
    shown = (view_event(event, view) for event in events)
    return {
        **said,
        "opened_at": _moment(view.opened_at),
        "promised": _moment(view.promised),
        "closed_at": _moment(view.closed_at),
        "leaf": view.leaf,
        "grid": view.grid,
        "households": view.households,
        "outcome": view.outcome,
        "community": case.community_id,
        "events": [
            {"at": _moment(each.at), "act": each.act, "actor": each.actor, "words": each.public}
            for each in shown
            if each
        ],
    }


def _moment(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="minutes")[:16] if at else ""


def _write_csv(stream: TextIO, rows: Iterator[Row]) -> int:
    table = csv.DictWriter(stream, COLUMNS)
    table.writeheader()
    lines = ({name: harmless(str(row[name])) for name in COLUMNS} for row in rows)
    return len([table.writerow(line) for line in lines])


def _write_json(stream: TextIO, rows: Iterator[Row]) -> int:
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    return len([stream.write(f"{line}\n") for line in lines])


def harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
