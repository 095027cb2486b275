"""``yizhan check FILE``: everything that is wrong with a directory file, at once."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from bot.commands.speech import FAULTY, say, sentence, write_json
from domain.turns import Text
from storage.directories import DirectoryFile, Finding, read_directory


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@click.pass_context
def check(ctx: click.Context, file: Path, *, as_json: bool) -> None:
    """Check a directory FILE (网格名录) and say how to mend each fault.

    Exits with 1 if an error keeps the file out; warnings do not.
    """
    directory, findings = read_directory(file)
    if as_json:
        write_json({"ok": directory is not None, "findings": [asdict(each) for each in findings]})
    else:
        show_findings(findings)
        show_verdict(directory, findings)
    ctx.exit(0 if directory else FAULTY)


def show_findings(findings: Sequence[Finding]) -> None:
    """Print each finding with its place and how to mend it."""
    for each in findings:
        say(
            "commands.error" if each.severity == "error" else "commands.warning",
            where=each.where,
            words=Text(each.text_key, dict(each.values)),
        )


def show_verdict(directory: DirectoryFile | None, findings: Sequence[Finding]) -> None:
    """Print whether the file may be imported."""
    errors = sum(each.severity == "error" for each in findings)
    counts = {"errors": errors, "warnings": len(findings) - errors}
    click.echo(sentence("commands.good" if directory else "commands.bad", **counts))
