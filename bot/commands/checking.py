"""``yizhan check FILE``: everything that is wrong with a file that people edit, at once."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from bot.commands.speech import FAULTY, say, sentence, write_json
from domain.categories import Categories
from domain.turns import Text
from storage.categories import load_categories
from storage.directories import DirectoryFile, Finding, read_directory
from storage.faults import BadFile
from storage.roll_files import RollRow, is_roll, read_roll

# Tables of this kind stand in a category file and in no other.
_LEAVES = "\n[leaves."


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.pass_context
def check(ctx: click.Context, file: Path, *, as_json: bool) -> None:
    """Check a directory (网格名录), a category FILE (诉求分类) or a roll of units (业主名册).

    Says how to mend each fault; whether the homes of a roll are on the map, its import checks.

    Exits with 1 if an error keeps the file out; warnings do not.
    """
    directory, findings = _roll_in(file) or _categories_in(file) or read_directory(file)
    if as_json:
        write_json({"ok": directory is not None, "findings": [asdict(each) for each in findings]})
    else:
        show_findings(findings)
        show_verdict(directory, findings)
    ctx.exit(0 if directory else FAULTY)


def _roll_in(file: Path) -> tuple[tuple[RollRow, ...] | None, Sequence[Finding]] | None:
    """Return what is wrong with a roll of units, None if it is none."""
    if not is_roll(file):
        return None
    rows, findings = read_roll(file)
    return rows or None, findings


def _categories_in(file: Path) -> tuple[Categories | None, Sequence[Finding]] | None:
    """Return what is wrong with a category file, None if it is none."""
    try:
        is_one = _LEAVES in file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    if not is_one:
        return None
    try:
        return load_categories(file), ()
    except BadFile as bad:
        return None, tuple(
            Finding("error", each.place, each.text_key, dict(each.values)) for each in bad.faults
        )


def show_findings(findings: Sequence[Finding]) -> None:
    """Print each finding with its place and how to mend it."""
    for each in findings:
        say(
            "commands.error" if each.severity == "error" else "commands.warning",
            where=each.where,
            words=Text(each.text_key, dict(each.values)),
        )


def show_verdict(
    directory: DirectoryFile | Categories | tuple[RollRow, ...] | None, findings: Sequence[Finding]
) -> None:
    """Print whether the file may be imported."""
    errors = sum(each.severity == "error" for each in findings)
    counts = {"errors": errors, "warnings": len(findings) - errors}
    click.echo(sentence("commands.good" if directory else "commands.bad", **counts))
