"""``yizhan train``: teach the reading from messages that people labelled."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import click

from bot.commands.labelled import PATH, Source, labelled, source_of, with_columns
from bot.commands.opening import open_station
from bot.commands.samples import (
    CITY,
    ECHO,
    SUFFIX,
    closed_samples,
    keep_examination,
    learned_layer,
    model_folder,
    read_examination,
)
from bot.commands.speech import CANNOT, FAULTY, say, stop, write_json
from bot.settings import Settings, read_settings
from nlp.classifying import Classifier
from nlp.evaluation import Trial, certain_from, cross_examined
from nlp.learned import LearnedLayer
from nlp.models import roll_back, write_model
from nlp.promotion import Examination, compare, divided
from nlp.segment import open_segmenter
from nlp.sounds import load_sounds
from nlp.teaching import Sample, teach_layer
from nlp.training import Untrainable

FOREIGN = "other-labels"
FOLDS = 3
"""In so many parts messages are cut to see from which probability on a leaf is right."""


@click.command("train")
@click.argument("files", nargs=-1, type=PATH, metavar="FILE")
@with_columns
@click.option("--cases", is_flag=True, help="Learn from this station's closed cases, too.")
@click.option("--roll-back", is_flag=True, help="Bring the models of the time before back.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for programs.")
def train(
    files: tuple[Path, ...], *, cases: bool, roll_back: bool, as_json: bool, **named: str
) -> None:
    """Learn from FILEs of labelled messages (columns text and leaf); the lexicon stays below.

    What was learned is taken only if it reads no worse than what is in use, on messages that
    neither learned from. The running station takes it over within seconds. The models of another
    set of labels (--lexicon) lie in a folder of their own, which no station reads.
    """
    settings = read_settings()
    source = source_of(files, named)
    folder = model_folder(settings.state_dir)
    folder = folder if source.of_ours else folder / FOREIGN
    if roll_back:
        _roll_back(folder)
        return
    given = labelled(files, source)
    closed = asyncio.run(_closed(settings)) if cases and source.of_ours else []
    _tell(_taken(given, closed, source, folder), as_json=as_json)


async def _closed(settings: Settings) -> list[Sample]:
    async with open_station(settings) as station:
        communities = tuple(station.shelf.current.directory.index.communities)
        return await station.database.read(lambda conn: list(closed_samples(conn, communities)))


def _taken(
    given: Sequence[Sample], closed: Sequence[Sample], source: Source, folder: Path
) -> dict[str, Any]:
    """Learn, examine, and put what was learned in place if it is no worse."""
    teaching, held = divided([*given, *closed])
    classifier = Classifier(source.lexicon, open_segmenter(source.lexicon.words()))
    classifier.sounds = load_sounds() if source.of_ours else None
    fresh = _measured(_taught(teaching, classifier), teaching, classifier)
    kept = [each for each in read_examination(folder) if each.leaf in source.lexicon.leaves]
    standing = _standing(folder)
    found = [compare(each, classifier, standing, fresh) for each in (kept, held)]
    worse = tuple(dict.fromkeys(leaf for each in found for leaf in each.worse))
    if not worse:
        _keep(fresh, folder)
        # Words of closed cases are not copied: what is forgotten in the database must be gone.
        words = {each.text: each for each in (*kept, *divided(given)[1])}
        keep_examination(folder, words.values())
    return {
        "messages": len(given) + len(closed),
        "version": fresh.version,
        "folder": str(folder),
        "promoted": not worse,
        "worse": worse,
        "kept": _figures(found[0]),
        "held": _figures(found[1]),
    }


def _taught(samples: Sequence[Sample], classifier: Classifier) -> LearnedLayer:
    try:
        return teach_layer(samples, classifier)
    except Untrainable as fault:
        stop(FAULTY, f"commands.untrainable.{fault.reason}")
    except ModuleNotFoundError:
        stop(CANNOT, "commands.needs_train")


def _measured(
    layer: LearnedLayer, samples: Sequence[Sample], classifier: Classifier
) -> LearnedLayer:
    """Return the layer with the probability from which 95 in 100 unseen messages were right."""
    try:
        answers = cross_examined(samples, classifier, Trial(folds=FOLDS))
    except Untrainable:
        return layer
    least = certain_from(list(chain(*answers)))
    models = {name: replace(model, certain=least) for name, model in layer.models.items()}
    return replace(layer, models=models)


def _standing(folder: Path) -> LearnedLayer:
    try:
        return learned_layer(folder)
    except ValueError:
        return LearnedLayer()


def _keep(layer: LearnedLayer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for community, model in layer.models.items():
        write_model(model, folder / f"{community or CITY}{SUFFIX}")
    if layer.echo:
        write_model(layer.echo, folder / f"{ECHO}{SUFFIX}")


def _figures(found: Examination) -> dict[str, float]:
    return {
        "n": found.fresh.n,
        "macro_f1_before": found.standing.macro_f1,
        "macro_f1": found.fresh.macro_f1,
    }


def _tell(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        write_json(told)
    elif told["promoted"]:
        named = {key: told[key] for key in ("version", "folder")}
        say("commands.trained", count=told["messages"], **named)
    if not told["promoted"]:
        worse = "、".join(filter(None, told["worse"])) or "-"
        stop(FAULTY, "commands.not_promoted", leaves=worse)


def _roll_back(folder: Path) -> None:
    back = [roll_back(file) for file in sorted(folder.glob(f"*{SUFFIX}"))]
    if not any(back):
        stop(FAULTY, "commands.nothing_before", folder=str(folder))
    say("commands.rolled_back", folder=str(folder))
