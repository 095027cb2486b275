"""Files of labelled messages as the commands take them: which columns, and which set of labels."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import click

from bot.commands.rows import Columns, NoRows, Row, Skipped, read_rows
from bot.commands.samples import samples_of
from bot.commands.speech import FAULTY, say_aside, stop
from nlp.lexicon import Lexicon, Term, load_lexicon, packaged_files, read_lexicon
from nlp.teaching import Sample

PATH = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, slots=True)
class Source:
    """How labelled files are to be read: their columns and the lexicon of their labels."""

    columns: Columns
    lexicon: Lexicon
    of_ours: bool = True
    """Whether the labels are the leaves of the station."""


def with_columns(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command the options that ``source_of`` takes."""
    options = (
        click.option("--title", default="title", help="The column joined in front of the text."),
        click.option("--text", default="text", help="The column of the messages."),
        click.option("--label", default="leaf", help="The column of the labels."),
        click.option("--lexicon", default="", help="The words of another set of labels (TOML)."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def source_of(files: Sequence[Path], named: Mapping[str, str]) -> Source:
    """Return how to read the files, as the options say; stop where one cannot be read.

    Labels that are all strange to the station are a set of their own; without a lexicon for them
    each is known by its own name only.
    """
    columns = Columns(*(named[option].strip().lower() for option in ("title", "text", "label")))
    if named["lexicon"]:
        return Source(columns, _lexicon(Path(named["lexicon"])), of_ours=False)
    labels = sorted({row.leaf for file in files for row in _read(file, columns)[0]} - {""})
    ours = words_of_leaves()
    if not labels or not set(ours.leaves).isdisjoint(labels):
        return Source(columns, ours)
    return Source(columns, Lexicon(tuple(Term(label, 1, label) for label in labels)), of_ours=False)


def _lexicon(file: Path) -> Lexicon:
    try:
        found = read_lexicon({file.name: file.read_text("utf-8")})
    except (OSError, UnicodeDecodeError) as fault:
        stop(FAULTY, "commands.failed", why=str(fault))
    for problem in found.problems:
        say_aside("commands.failed", why=str(problem))
    if not found.terms:
        stop(FAULTY, "commands.no_terms", file=file.name)
    return found


def _read(file: Path, columns: Columns) -> tuple[tuple[Row, ...], tuple[Skipped, ...]]:
    try:
        return read_rows(file, columns)
    except NoRows as fault:
        stop(FAULTY, "commands.failed", why=fault.why)
    except OSError as fault:
        stop(FAULTY, "commands.failed", why=str(fault))


def labelled(files: Sequence[Path], source: Source) -> tuple[Sample, ...]:
    """Return the labelled messages of the files; say which rows were skipped."""
    found: list[Sample] = []
    for file in files:
        samples, skipped = samples_of(_read(file, source.columns), source.lexicon.leaves)
        for each in skipped:
            say_aside("commands.skipped", row=each.number, why=each.why)
        found += samples
    return tuple(found)


@cache
def words_of_leaves() -> Lexicon:
    """Return the packaged lexicon, read once."""
    return load_lexicon(packaged_files() / "lexicon")
