"""``yizhan train``: teach the reading from messages that people labelled."""

import asyncio
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import click

from bot.commands.opening import open_station
from bot.commands.rows import NoRows
from bot.commands.samples import (
    CITY,
    ECHO,
    SUFFIX,
    closed_samples,
    model_folder,
    read_samples,
)
from bot.commands.speech import CANNOT, FAULTY, say, say_aside, stop, write_json
from bot.settings import Settings, read_settings
from nlp.classifying import Classifier
from nlp.learned import LearnedLayer
from nlp.lexicon import Lexicon, load_lexicon, packaged_files
from nlp.models import roll_back, write_model
from nlp.segment import open_segmenter
from nlp.teaching import Sample, teach_layer
from nlp.training import Untrainable


@click.command("train")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--cases", is_flag=True, help="Learn from this station's closed cases, too.")
@click.option("--roll-back", is_flag=True, help="Bring the models of the time before back.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
def train(files: tuple[Path, ...], *, cases: bool, roll_back: bool, as_json: bool) -> None:
    """Learn from FILEs of labelled messages (columns text and leaf); the lexicon stays below.

    The running station takes the new models over within seconds.
    """
    settings = read_settings()
    folder = model_folder(settings.state_dir)
    if roll_back:
        _roll_back(folder)
        return
    samples = [sample for file in files for sample in labelled(file)]
    if cases:
        samples += asyncio.run(_closed(settings))
    layer = _taught(samples)
    _keep(layer, folder)
    if as_json:
        write_json({"messages": len(samples), "version": layer.version, "folder": str(folder)})
    else:
        say("commands.trained", count=len(samples), version=layer.version, folder=str(folder))


def labelled(file: Path) -> tuple[Sample, ...]:
    """Return the labelled messages of a file; say which rows were skipped."""
    try:
        samples, skipped = read_samples(file, words_of_leaves().leaves)
    except NoRows as fault:
        stop(FAULTY, "commands.failed", why=fault.why)
    for each in skipped:
        say_aside("commands.skipped", row=each.number, why=each.why)
    return samples


@cache
def words_of_leaves() -> Lexicon:
    """Return the packaged lexicon, read once."""
    return load_lexicon(packaged_files() / "lexicon")


async def _closed(settings: Settings) -> list[Sample]:
    async with open_station(settings) as station:
        communities = tuple(station.shelf.current.directory.index.communities)
        return await station.database.read(lambda conn: list(closed_samples(conn, communities)))


def _taught(samples: Sequence[Sample]) -> LearnedLayer:
    lexicon = words_of_leaves()
    try:
        return teach_layer(samples, Classifier(lexicon, open_segmenter(lexicon.words())))
    except Untrainable as fault:
        stop(FAULTY, f"commands.untrainable.{fault.reason}")
    except ModuleNotFoundError:
        stop(CANNOT, "commands.needs_train")


def _keep(layer: LearnedLayer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for community, model in layer.models.items():
        write_model(model, folder / f"{community or CITY}{SUFFIX}")
    if layer.echo:
        write_model(layer.echo, folder / f"{ECHO}{SUFFIX}")


def _roll_back(folder: Path) -> None:
    back = [roll_back(file) for file in sorted(folder.glob(f"*{SUFFIX}"))]
    if not any(back):
        stop(FAULTY, "commands.nothing_before", folder=str(folder))
    say("commands.rolled_back", folder=str(folder))
