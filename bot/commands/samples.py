"""Labelled messages: rows of files with the columns text and leaf, or closed cases."""

import csv
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from bot.commands.rows import Row, Skipped
from domain.states import State
from domain.turns import Text
from nlp.learned import LearnedLayer
from nlp.models import read_model
from nlp.teaching import Sample
from storage.copies import export_rows
from storage.database import Connection

# How the files in the model folder are called: one for the whole city, one a community.
ECHO = "echo"
CITY = "city"
SUFFIX = ".model"
EXAMINATION = "examination.csv"


def samples_of(
    found: tuple[Sequence[Row], Sequence[Skipped]], leaves: Container[str]
) -> tuple[tuple[Sample, ...], tuple[Skipped, ...]]:
    """Return the labelled messages of what ``read_rows`` found, and the rows without use."""
    rows, skipped = found
    wrong = tuple(
        Skipped(row.number, Text("commands.unknown_leaf", {"leaf": row.leaf[:20]}))
        for row in rows
        if row.leaf not in leaves
    )
    samples = tuple(Sample(row.text, row.leaf) for row in rows if row.leaf in leaves)
    return samples, (*skipped, *wrong)


def closed_samples(conn: Connection, communities: Sequence[str]) -> Iterator[Sample]:
    """Yield what people made of closed cases: the words and the leaf that they were closed as."""
    found = chain.from_iterable(export_rows(conn, community) for community in communities)
    for case, _ in found:
        if case.state is State.CLOSED:
            yield Sample(case.text, case.leaf, case.community_id)


def read_examination(folder: Path) -> tuple[Sample, ...]:
    """Return the labelled messages that are kept in the folder to examine new models with."""
    file = folder / EXAMINATION
    if not file.exists():
        return ()
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(Sample(text, leaf) for text, leaf in csv.reader(lines))


def keep_examination(folder: Path, samples: Iterable[Sample]) -> None:
    """Keep the labelled messages in the folder, whole or not at all."""
    fresh = (folder / EXAMINATION).with_suffix(".new")
    with fresh.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((sample.text, sample.leaf) for sample in samples)
    fresh.replace(folder / EXAMINATION)


def model_folder(state_dir: Path) -> Path:
    """Return where models lie."""
    return state_dir / "models"


def learned_layer(folder: Path) -> LearnedLayer:
    """Return what was learned, as the folder has it; nothing where there is none.

    Raises:
        ValueError: a file in it is no model.
    """
    models = {file.stem: read_model(file) for file in sorted(folder.glob(f"*{SUFFIX}"))}
    echo = models.pop(ECHO, None)
    named = {"" if name == CITY else name: model for name, model in models.items()}
    return LearnedLayer(named, echo)
