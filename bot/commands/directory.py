"""Import a directory file: compare it with what is kept and write what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from domain.calendar import shanghai_day
from storage.database import Connection
from storage.directories import (
    DirectoryFile,
    Entry,
    EntryChange,
    Finding,
    build_directory,
    check_changes,
    compare,
    entries_of,
    read_directory,
)
from storage.faults import BadFile, Fault
from storage.rulebooks import load_entries, save_entries


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changes, and what it found worth a reminder."""

    changes: tuple[EntryChange, ...]
    findings: tuple[Finding, ...]


class BadDirectory(BadFile):
    """A directory file that cannot be imported, with all that is wrong with it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        wrong = (each for each in findings if each.severity == "error")
        super().__init__([Fault(each.where, each.text_key, dict(each.values)) for each in wrong])
        self.findings = tuple(findings)


def import_source(conn: Connection, source: Path | Traversable, at: datetime) -> Imported:
    """Write what the file changes, from the Shanghai day of ``at`` on; again it changes nothing.

    Raises:
        BadDirectory: the file has errors, or is of another street than the one that is kept.
    """
    file, findings = read_directory(source)
    if not file:
        raise BadDirectory(findings)
    kept = load_entries(conn)
    imported = compare_file(file, findings, kept, at)
    merged = {_key(entry): entry for entry in kept}
    merged |= {_key(change.after): change.after for change in imported.changes}
    if imported.changes:
        save_entries(conn, imported.changes, build_directory(merged.values()).version)
    return imported


def compare_file(
    file: DirectoryFile, findings: Sequence[Finding], kept: Sequence[Entry], at: datetime
) -> Imported:
    """Return what the checked file changes in the entries that are kept.

    Raises:
        BadDirectory: as ``import_source`` does.
    """
    entries = entries_of(file)
    if streets := _streets(kept) - _streets(entries):
        values = {"kept": ", ".join(sorted(streets))}
        raise BadDirectory([Finding("error", "street", "commands.other_street", values)])
    day = shanghai_day(at)
    changes = compare(kept, entries, day)
    found = (*findings, *check_changes(changes, day))
    if any(each.severity == "error" for each in found):
        raise BadDirectory(found)
    return Imported(changes, found)


def _streets(entries: Sequence[Entry]) -> set[str]:
    return {entry.code for entry in entries if entry.kind == "street"}


def _key(entry: Entry) -> tuple[str, str, str]:
    return entry.community_id, entry.kind, entry.code
