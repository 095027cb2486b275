"""Turn messages into lessons: whole and cut short, labelled by people or by the lexicon."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from nlp.classifying import Classifier
from nlp.learned import LearnedLayer, Model
from nlp.normalise import normalise
from nlp.training import USUAL, Lesson, Recipe, train

OPENING = 18
"""Training sees each long message also cut to so many characters, because chat is short."""

CUT_WORTH = 0.5
ECHO_WORTH = 0.7


@dataclass(frozen=True, slots=True)
class Sample:
    """One message to learn from; ``leaf`` is "" when nobody has labelled it."""

    text: str
    leaf: str = ""
    community_id: str = ""


def lessons(samples: Iterable[Sample], classifier: Classifier) -> Iterator[Lesson]:
    """Yield the lessons of the labelled samples: each whole and, if it is long, cut short."""
    for number, sample in enumerate(samples):
        for text, worth in _pieces(sample.text) if sample.leaf else ():
            found = classifier.tally(text)
            yield Lesson(classifier.features(text, found), sample.leaf, number, worth)


def echo_lessons(samples: Iterable[Sample], classifier: Classifier) -> Iterator[Lesson]:
    """Yield lessons labelled by the lexicon where nobody has, worth less than people's."""
    for number, sample in enumerate(samples):
        whole = classifier.tally(normalise(sample.text))
        chance = classifier.lexicon_chances(whole)
        leaf = sample.leaf or max(chance, key=lambda leaf: chance[leaf])
        trust = 1.0 if sample.leaf else ECHO_WORTH * chance[leaf]
        if not (sample.leaf or whole.points):
            continue
        for text, worth in _pieces(sample.text):
            found = classifier.tally(text)
            yield Lesson(classifier.features(text, found), leaf, number, worth * trust)


def _pieces(text: str) -> Iterator[tuple[str, float]]:
    plain = normalise(text)
    yield plain, 1.0
    if len(plain) > 2 * OPENING:
        yield plain[:OPENING], CUT_WORTH


def teach_layer(
    samples: Sequence[Sample], classifier: Classifier, recipe: Recipe = USUAL
) -> LearnedLayer:
    """Return the layer for the whole city and for every community with enough labels.

    Raises:
        Untrainable: if there is nothing to learn from, or only one leaf.
    """
    labelled = [sample for sample in samples if sample.leaf]
    echo = train(list(echo_lessons(samples, classifier)), len(samples), recipe)
    models = {"": _model(labelled, classifier, recipe)} if labelled else {}
    for community_id in sorted({sample.community_id for sample in labelled} - {""}):
        own = [sample for sample in labelled if sample.community_id == community_id]
        if len(own) >= OWN_FROM and len({sample.leaf for sample in own}) > 1:
            models[community_id] = _model(own, classifier, recipe)
    return LearnedLayer(models, echo)


OWN_FROM = 1_000
"""From so many labels on, a community has a model of its own."""


def _model(samples: Sequence[Sample], classifier: Classifier, recipe: Recipe) -> Model:
    return train(list(lessons(samples, classifier)), len(samples), recipe)
