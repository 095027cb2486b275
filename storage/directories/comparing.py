"""What an import would change: added, changed and closed entries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from storage.directories.entries import Entry
from storage.directories.findings import Book, Finding

What: TypeAlias = Literal["added", "changed", "closed"]
_CODED = ("grid", "microgrid")


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One entry as it was (None if new) and as it will be; nothing is ever deleted."""

    what: What
    before: Entry | None
    after: Entry


def compare(old: Iterable[Entry], new: Iterable[Entry], on: date) -> tuple[EntryChange, ...]:
    """Return what turns the old entries into the new ones; equal ones give nothing.

    An entry that the new file lists no more is closed: its last day is the day before ``on``.
    One that was closed before stays as it is. Give it the old entries of the file's own street
    only, or those of other streets are closed.
    """
    before = {_key(entry): entry for entry in old}
    after = {_key(entry): entry for entry in new}
    kept = ((before.get(key), entry) for key, entry in after.items())
    changes = [
        EntryChange("changed" if was else "added", was, entry)
        for was, entry in kept
        if was != entry
    ]
    yesterday = on - timedelta(days=1)
    changes += [
        EntryChange("closed", entry, replace(entry, until=yesterday))
        for key, entry in before.items()
        if key not in after and entry.until >= on
    ]
    return tuple(changes)


def check_changes(changes: Iterable[EntryChange], on: date) -> tuple[Finding, ...]:
    """Return what speaks against the changes: a closed code used again, work without an heir."""
    book = Book()
    for change in changes:
        if change.after.kind not in _CODED or not change.before:
            continue
        path = (change.after.kind, change.after.code)
        if change.before.until < on <= change.after.until:
            book.error(path, "directory.code_reused", value=change.after.code)
        if change.what == "closed" and change.after.kind == "grid":
            book.warn(path, "directory.closed_without_successor", value=change.after.code)
    return tuple(book.findings)


def _key(entry: Entry) -> tuple[str, str, str]:
    return entry.community_id, entry.kind, entry.code
