"""Teach the hunch of danger from the labelled sentences of the tests: ``nlp/files/danger``."""

import csv
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from nlp.hunches import CALM, DANGER, Hunch, said
from nlp.learned import Model
from nlp.lexicon import packaged_files
from nlp.models import write_model
from nlp.normalise import lowered, normalise
from nlp.training import Lesson, Recipe, train

MESSAGES = Path(__file__).parent / "nlp" / "messages"
FOLDER = Path(__file__).parent.parent / "nlp" / "files" / "danger"
RECIPE = Recipe(rarest=1, most=16_000, strictness=1.0, smallest=0.003)
ROUGH = Recipe(rarest=2, most=5_000, strictness=1.0, smallest=0.04)
UNSEEN = ("blind", "blind2")
"""Rounds of sentences that only measure: nothing is taught by them."""
PLACES = (
    "3幢2单元",
    "天成花园5幢",
    "浪港新村12号楼",
    "东桥路88号",
    "1幢602",
    "西区8栋301室",
    "三号楼二单元四楼",
    "我家在阳光小区10幢，",
    "南门口这里",
    "文一路23弄7号501",
    "6号楼",
)
"""Addresses of nobody: each sentence teaches a second time with one of them."""


class Told(NamedTuple):
    """One labelled sentence; ``kind`` is "" where no danger is told of."""

    text: str
    kind: str
    round: str = "0"


def sentences() -> list[Told]:
    """Return all sentences about danger, and ordinary messages."""
    return [*_from("safety.csv"), *_from("danger.csv"), *_quiet()]


def _from(name: str) -> Iterator[Told]:
    with (MESSAGES / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = row["kind"] if row["expected"] == "open" else ""
            yield Told(row["text"], kind, row.get("round") or "0")


def _quiet() -> Iterator[Told]:
    with (MESSAGES / "quiet.csv").open(encoding="utf-8", newline="") as file:
        yield from (Told(row["text"], "") for row in csv.DictReader(file))
    commands = tomllib.loads((packaged_files() / "intents.toml").read_text("utf-8"))
    words = (
        word for group in commands.values() for said in group["words"].values() for word in said
    )
    yield from (Told(word, "") for word in dict.fromkeys(words))


def teach(told: Sequence[Told]) -> tuple[Model, Model]:
    """Return the model of danger and the model of its kinds."""
    danger = [
        Lesson(_features(text), DANGER if each.kind else CALM, number)
        for number, each in enumerate(told)
        for text in (each.text, _placed(each.text, number))
    ]
    kinds = [
        Lesson(_features(each.text), each.kind, number)
        for number, each in enumerate(told)
        if each.kind
    ]
    return train(danger, len(danger), RECIPE), train(kinds, len(kinds), ROUGH)


def _placed(text: str, number: int) -> str:
    """Return the sentence with an address: where somebody lives tells of no danger, nor of none."""
    where = PLACES[number % len(PLACES)]
    return f"{where}{text}" if number % 3 else f"{text}，{where}"


def _features(text: str) -> dict[str, float]:
    return dict(said(lowered(normalise(text))))


def taught(told: Sequence[Told]) -> Hunch:
    """Return a hunch that only those sentences taught."""
    return Hunch(*teach(told))


def main() -> None:
    """Write the model files."""
    FOLDER.mkdir(exist_ok=True)
    danger, kinds = teach([each for each in sentences() if each.round not in UNSEEN])
    write_model(danger, FOLDER / "danger.model")
    write_model(kinds, FOLDER / "kinds.model")
    for old in FOLDER.glob("*.previous"):
        old.unlink()


if __name__ == "__main__":
    main()
