"""Teach the sound of the leaves from the labelled messages of the tests: ``nlp/files/sounds``."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nlp.classifying import Classifier
from nlp.evaluation import Answer, certain_from
from nlp.hunches import said
from nlp.learned import Model
from nlp.lexicon import load_lexicon, packaged_files
from nlp.models import write_model
from nlp.normalise import lowered, normalise
from nlp.safety import load_safety
from nlp.segment import open_segmenter
from nlp.sounds import Sounds
from nlp.teaching import Sample
from nlp.training import Lesson, Recipe, train
from tests.teach_danger import UNSEEN, sentences

MESSAGES = Path(__file__).parent / "nlp" / "messages"
FILE = Path(__file__).parent.parent / "nlp" / "files" / "sounds" / "leaves.model"
RECIPE = Recipe(rarest=2, most=8_000, strictness=0.5, smallest=0.05)
OF_DANGER = ("held", "fresh", "newest", "6", "7")
"""Rounds that teach danger alone: more cries would outweigh the leaves that nobody cries for."""


def samples() -> list[Sample]:
    """Return the messages that may teach; those that are held may not."""
    return [*_elder(), *_from("later.csv"), *harder()]


def _elder() -> list[Sample]:
    """Return those that may teach and were written before the faults of the harder were read."""
    dangers = load_safety().leaves_by_kind
    cries = [
        Sample(told.text, dangers[told.kind])
        for told in sentences()
        if told.kind and told.round not in (*UNSEEN, *OF_DANGER)
    ]
    measures = {each.text for each in [*held(), *held_again()]}  # A few were said before.
    known = [*_from("chats.csv"), *_from("leaves.csv"), *cries]
    return [each for each in known if each.text not in measures]


def harder() -> list[Sample]:
    """Return messages that taught nothing for long, and are harder than those that are held."""
    return list(_from("fresh.csv"))


def held() -> list[Sample]:
    """Return the messages that only measure: nothing is taught by them."""
    return list(_from("blind.csv"))


def held_again() -> list[Sample]:
    """Return the messages of the second look, which only measure too."""
    return list(_from("blind2.csv"))


def _from(name: str) -> Iterator[Sample]:
    with (MESSAGES / name).open(encoding="utf-8", newline="") as file:
        yield from (Sample(row["text"], row["leaf"].split("|")[0]) for row in csv.DictReader(file))


def teach(known: Sequence[Sample]) -> Model:
    """Return the model that the messages teach."""
    lessons = [
        Lesson(dict(said(lowered(normalise(each.text)))), each.leaf, number)
        for number, each in enumerate(known)
    ]
    return train(lessons, len(lessons), RECIPE)


def taught(known: Sequence[Sample]) -> Sounds:
    """Return sounds that only those messages taught."""
    return Sounds(teach(known))


def answers(sounds: Sounds, told: Sequence[Sample]) -> list[Answer]:
    """Return what the lexicon and those sounds say of the messages."""
    lexicon = load_lexicon(packaged_files() / "lexicon")
    classifier = Classifier(lexicon, open_segmenter(()))
    classifier.sounds = sounds
    return [Answer(each.leaf, classifier.verdict(normalise(each.text)).chance) for each in told]


def unseen(model: Model) -> list[Answer]:
    """Return what is said of messages by a model that each of them did not teach."""
    return [*answers(Sounds(model), held()), *answers(taught(_elder()), harder())]


def certain(model: Model) -> float:
    """Return from where on 95 in 100 are right: on all unseen messages, and on the harder alone."""
    told = unseen(model)
    return max(certain_from(told), certain_from(told[len(held()) :]))


def main() -> None:
    """Write the model file, and in it what is certain where nothing was taught."""
    FILE.parent.mkdir(exist_ok=True)
    model = teach(samples())
    write_model(replace(model, certain=round(certain(model), 3)), FILE)
    FILE.with_suffix(".previous").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
