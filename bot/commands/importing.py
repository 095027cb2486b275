"""``yizhan import FILE``: bring a directory or a roll into the database, or say what it changes."""

import asyncio
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from bot.clock import SystemClock
from bot.commands.checking import show_findings, show_verdict
from bot.commands.directory import BadDirectory, Imported, compare_file, import_source
from bot.commands.rolling import RollImported, import_roll
from bot.commands.speech import FAULTY, say, write_json
from bot.settings import read_settings
from domain.turns import Text
from storage.database import Connection, open_database
from storage.directories import EntryChange, Finding, read_directory
from storage.roll_files import is_roll
from storage.rulebooks import load_entries


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.pass_context
def import_directory(ctx: click.Context, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Import a directory FILE (网格名录) or a roll of units (业主名册, a CSV table).

    The running station takes it over within seconds. What a directory lists no more is closed,
    never deleted. Exits with 1 if the file has errors.
    """
    try:
        imported = asyncio.run(_import(file, dry_run=dry_run))
    except BadDirectory as bad:
        _show_faults(bad.findings, as_json=as_json)
        ctx.exit(FAULTY)
    if as_json:
        plain = asdict(imported) if isinstance(imported, RollImported) else _plain(imported)
        write_json({"ok": True, "written": not dry_run, **plain})
    else:
        _show(imported, dry_run=dry_run)


async def _import(file: Path, *, dry_run: bool) -> Imported | RollImported:
    settings, now = read_settings(), SystemClock().now()
    database = open_database(settings.database, state_dir=settings.state_dir, keys=settings.keys)

    def look(conn: Connection) -> Imported:
        directory, findings = read_directory(file)
        if not directory:
            raise BadDirectory(findings)
        return compare_file(directory, findings, load_entries(conn), now)

    try:
        await database.upgrade()
        if is_roll(file):
            roll = partial(import_roll, source=file, at=now, dry_run=dry_run)
            return await database.write(roll)
        if dry_run:
            return await database.read(look)
        return await database.write(lambda conn: import_source(conn, file, now))
    finally:
        await database.close()


def _show_faults(findings: tuple[Finding, ...], *, as_json: bool) -> None:
    if as_json:
        write_json({"ok": False, "findings": [asdict(each) for each in findings]})
    else:
        show_findings(findings)
        show_verdict(None, findings)


def _show(imported: Imported | RollImported, *, dry_run: bool) -> None:
    show_findings(imported.findings)
    if isinstance(imported, RollImported):
        key = "roll.would_import" if dry_run else "roll.imported"
        say(key, units=imported.units, areas=imported.areas)
        return
    for change in imported.changes:
        say(f"commands.{change.what}", kind=_kind_of(change), code=change.after.code)
    counts = Counter(change.what for change in imported.changes)
    say(
        "commands.would_import" if dry_run else "commands.imported",
        added=counts["added"],
        changed=counts["changed"],
        closed=counts["closed"],
    )


def _kind_of(change: EntryChange) -> Text:
    return Text(f"commands.kind.{change.after.kind}")


def _plain(imported: Imported) -> dict[str, object]:
    return {
        "changes": [
            {"what": each.what, "kind": each.after.kind, "code": each.after.code}
            for each in imported.changes
        ],
        "findings": [asdict(each) for each in imported.findings],
    }
