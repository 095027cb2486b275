"""A roll of units (业主名册) on the command line: imported beside the directory that it is of."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.commands.directory import BadDirectory
from domain.ballots import Matter, Poll
from domain.calendar import shanghai_day
from domain.polls import PollOpened
from domain.turns import Text
from storage.database import Connection
from storage.directories import Finding, build_directory
from storage.polls import open_polls
from storage.roll_files import place_roll, read_roll
from storage.rolls import write_roll
from storage.rulebooks import load_entries
from texts.catalog import open_catalog

# Of the demo's roll: its area, and the secretary who holds votes there.
DEMO_AREA, DEMO_HOLDER = "qingshi-area", "gao-secretary-dq6"


@dataclass(frozen=True, slots=True)
class RollImported:
    """So many units in so many areas, and what is worth a reminder."""

    units: int
    areas: int
    findings: tuple[Finding, ...]


def import_roll(
    conn: Connection, source: Path | Traversable, at: datetime, *, dry_run: bool = False
) -> RollImported:
    """Put a roll in the place of those of its areas, on the map that was imported last.

    Raises:
        BadDirectory: rows are wrong, or name homes that the map does not have.
    """
    rows, faults = read_roll(source)
    if faults:
        raise BadDirectory(faults)
    directory = build_directory(load_entries(conn))
    placed, findings = place_roll(rows, directory, shanghai_day(at))
    if placed is None:
        raise BadDirectory(findings)
    if not dry_run:
        write_roll(conn, placed.community_id, placed.units)
    areas = {area for area, _ in placed.units}
    return RollImported(len(placed.units), len(areas), findings)


def open_demo_poll(conn: Connection, at: datetime) -> None:
    """Let a vote on the demo's roll be open since yesterday: a newcomer need not wait for one."""
    question = open_catalog().render(Text("roll.demo_question"))
    first, last = at - timedelta(days=1), at + timedelta(days=20)
    poll = Poll("dongqiao", "demo", DEMO_AREA, question, Matter.GRAVE, first, last, DEMO_HOLDER)
    open_polls(conn, [PollOpened(poll)])
