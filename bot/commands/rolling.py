"""A roll of units (业主名册) on the command line: imported beside the directory that it is of."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from bot.commands.directory import BadDirectory
from domain.calendar import shanghai_day
from storage.database import Connection
from storage.directories import Finding, build_directory
from storage.roll_files import place_roll, read_roll
from storage.rolls import write_roll
from storage.rulebooks import load_entries


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
