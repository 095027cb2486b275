"""Decide whether what was newly learned may take the place of what is in use."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nlp.classifying import Classifier
from nlp.evaluation import EvaluationReport, examine
from nlp.learned import LearnedLayer
from nlp.normalise import normalise
from nlp.teaching import Sample

HELD_ONE_IN = 8
"""Of so many messages one is never learned from: it examines what the others taught."""

FEWEST = 20
"""An examination, or one leaf's part in it, with fewer messages says nothing."""

OVERALL = 0.005
ONE_LEAF = 0.03


def is_held(text: str) -> bool:
    """Say whether the message is kept for examinations; the same words always get one answer."""
    digest = hashlib.sha256(normalise(text).encode()).digest()
    return digest[0] % HELD_ONE_IN == 0


def divided(samples: Iterable[Sample]) -> tuple[list[Sample], list[Sample]]:
    """Return the messages to learn from and those to examine with."""
    teaching: list[Sample] = []
    examining: list[Sample] = []
    for sample in samples:
        (examining if is_held(sample.text) else teaching).append(sample)
    return teaching, examining


@dataclass(frozen=True, slots=True)
class Examination:
    """The figures of what is in use and of what is new, on messages that taught neither."""

    standing: EvaluationReport
    fresh: EvaluationReport

    @property
    def worse(self) -> tuple[str, ...]:
        """Return the leaves that lose more than 3 points of F1; "" stands for all together."""
        if self.standing.n < FEWEST:
            return ()
        before = {score.leaf: score.f1 for score in self.standing.per_class}
        lost = [
            score.leaf
            for score in self.fresh.per_class
            if score.n >= FEWEST and score.f1 < before[score.leaf] - ONE_LEAF
        ]
        overall = self.fresh.macro_f1 < self.standing.macro_f1 - OVERALL
        return ("", *lost) if overall else tuple(lost)


def compare(
    samples: Sequence[Sample], classifier: Classifier, standing: LearnedLayer, fresh: LearnedLayer
) -> Examination:
    """Return the figures of both layers on the samples; the classifier keeps the new one."""
    classifier.learned = standing
    before = examine(samples, classifier)
    classifier.learned = fresh
    return Examination(before, examine(samples, classifier))
