"""``yizhan classify``: what the station understands of a message, and by which words."""

import sys
from collections.abc import Iterator
from dataclasses import fields
from io import BufferedReader
from operator import attrgetter
from pathlib import Path
from typing import cast

import click

from bot.commands.ears import Ears
from bot.commands.samples import model_folder
from bot.commands.speech import FAULTY, say, sentence, stop, write_json_lines
from bot.settings import read_settings
from domain.categories import Categories
from domain.directory import Directory
from domain.places import Place
from domain.reading import Reading, Reason
from domain.turns import Text
from storage.categories import load_categories
from storage.directories import build_directory, demo_source, entries_of, read_directory

REASONS = 3
SCREEN = "safety"
PIECE = 1 << 16
"""So many bytes of the input are read at most before they are answered."""

_PLACE = tuple(each.name for each in fields(Place))
_parts_of_place = attrgetter(*_PLACE)


@click.command("classify")
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a message.")
def classify(text: str | None, *, as_json: bool) -> None:
    """Read a message, or one a line from the standard input when TEXT is "-" or missing."""
    ears = Ears(model_folder(read_settings().state_dir))
    ears.fit(named_directory())
    categories = load_categories()
    for messages in _batches(text):
        readings = [ears.read(words, "") for words in messages]
        if as_json:
            write_json_lines(map(understood, readings))
            continue
        for words, reading in zip(messages, readings, strict=True):
            _show(words, reading, categories)


def named_directory() -> Directory:
    """Return the directory of the configured file, or the demo's."""
    named = read_settings().directory_file
    file, findings = read_directory(Path(named) if named else demo_source())
    if not file:
        stop(FAULTY, "commands.bad_directory", faults=len(findings))
    return build_directory(entries_of(file))


def _batches(text: str | None) -> Iterator[list[str]]:
    """Yield the messages, all together that lie there: who waits for an answer gets it at once."""
    if text is not None and text != "-":
        yield [text]
        return
    rest: list[bytes] = []
    while piece := cast(BufferedReader, sys.stdin.buffer).read1(PIECE):
        lines, end, begun = piece.rpartition(b"\n")
        if end:
            yield _decoded(b"".join((*rest, lines)))
            rest.clear()
        rest.append(begun)
    if any(rest):
        yield _decoded(b"".join(rest))


def _decoded(lines: bytes) -> list[str]:
    return [line.rstrip("\r") for line in lines.decode("utf-8", "replace").split("\n")]


def understood(reading: Reading) -> dict[str, object]:
    """Return the reading as plain values for programs; probabilities run from 0 to 1."""
    danger = reading.emergency
    return {
        "leaf": reading.leaf,
        "top3": [
            {"leaf": each.leaf, "probability": each.percent / 100} for each in reading.candidates
        ],
        "emergency": reading.is_alarm(),
        "numbers": danger.numbers if danger and reading.is_alarm() else (),
        "guarded": bool(danger and danger.guarded),
        "place": dict(zip(_PLACE, _parts_of_place(reading.place), strict=True)),
        "tags": sorted(reading.tags),
        "dispute": "dispute" in reading.tags,
        "matters": reading.matters,
        "reasons": [each._asdict() for each in _telling(reading)],
        "version": reading.version,
    }


def _telling(reading: Reading) -> list[Reason]:
    """Return the strongest words for the leaf; words of danger that lead to it come first."""
    danger = reading.emergency if reading.is_alarm() else None
    cries = {word: Reason(word, danger.leaf, 0, SCREEN) for word in danger.words} if danger else {}
    others = [each for each in reading.reasons if each.leaf == reading.leaf]
    return [*cries.values(), *(each for each in others if each.word not in cries)][:REASONS]


def _show(words: str, reading: Reading, categories: Categories) -> None:
    say("commands.message", words=words)
    if reading.emergency:
        key = "commands.danger_guarded" if reading.emergency.guarded else "commands.danger"
        say(key, words="、".join(reading.emergency.words))
    for candidate in reading.candidates:
        name = categories.leaves[candidate.leaf].name if candidate.leaf in categories.leaves else ""
        reasons = [each.word for each in reading.reasons if each.leaf == candidate.leaf]
        say(
            "commands.candidate",
            leaf=candidate.leaf,
            name=name,
            percent=candidate.percent,
            words="、".join(reasons) or Text("commands.no_word"),
        )
    if not reading.candidates:
        say("commands.no_candidate")
    click.echo(sentence("commands.place", words=_place_of(reading)))


def _place_of(reading: Reading) -> str | Text:
    place = reading.place
    parts = (place.compound, place.building, place.unit, place.floor, place.room)
    return " / ".join(filter(None, parts)) or Text("commands.no_place")
