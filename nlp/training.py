"""Teach the learned layer from labelled messages. Needs scikit-learn, which running does not."""

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.learned import Model, Said, softmax
from nlp.machines import Counted, Taught, count, parts, scaled, teach

TEMPERATURES = tuple(step / 50 for step in range(2, 61))


class Untrainable(Exception):
    """The labelled messages cannot teach anything; ``reason`` is ``no_rows`` or ``one_class``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Lesson:
    """One labelled message, or a piece of one, as features.

    ``message`` is the same number for all pieces of one message, ``worth`` its weight.
    """

    said: Said
    leaf: str
    message: int = 0
    worth: float = 1.0


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made.

    Features in fewer than ``rarest`` lessons are left out, and all but the ``most`` telling
    ones; ``strictness`` is the C of the support vector machine; the temperature is fitted on
    ``folds`` parts that the model did not see; ``smallest`` weights are not written down.
    """

    rarest: int = 2
    most: int = 30_000
    strictness: float = 2.0
    folds: int = 3
    smallest: float = 0.01


USUAL = Recipe()


def train(lessons: Sequence[Lesson], labels: int, recipe: Recipe = USUAL) -> Model:
    """Return a model taught by the lessons; ``labels`` counts the messages that people labelled.

    Raises:
        Untrainable: if there are no lessons, or all are of one leaf.
    """
    kinds = len({lesson.leaf for lesson in lessons})
    if kinds <= 1:
        raise Untrainable("one_class" if kinds else "no_rows")
    school = _School(lessons, recipe)
    school.keep_most_telling()
    taught = school.taught()
    weights = school.table(taught)
    bias = dict(zip(taught.leaves, taught.bias, strict=True))
    version = hashlib.sha256(repr((sorted(weights.items()), bias)).encode()).hexdigest()[:12]
    return Model(taught.leaves, weights, bias, labels, school.temperature(), version)


class _School:
    """The lessons as a matrix, and which of its columns are used."""

    def __init__(self, lessons: Sequence[Lesson], recipe: Recipe) -> None:
        frequency = Counter(name for lesson in lessons for name in lesson.said)
        kept = {name for name, times in frequency.items() if times >= recipe.rarest}
        rows = [{n: worth for n, worth in le.said.items() if n in kept} for le in lessons]
        self._counted: Counted = count(rows)
        self._columns = list(range(len(self._counted.names)))
        self._recipe = recipe
        self._lessons = lessons

    def taught(self, rows: Sequence[int] | None = None) -> Taught:
        """Return what is learned from some of the lessons, or from all."""
        chosen = range(len(self._lessons)) if rows is None else rows
        lessons = [self._lessons[row] for row in chosen]
        leaves = [lesson.leaf for lesson in lessons]
        worths = [lesson.worth for lesson in lessons]
        matrix = scaled(self._counted.matrix[:, self._columns])[list(chosen)]
        return teach(matrix, leaves, worths, self._recipe.strictness)

    def keep_most_telling(self) -> None:
        """Use only the columns with the largest weights."""
        if len(self._columns) <= self._recipe.most:
            return
        strongest = [max(map(abs, told)) for told in self.taught().weights]
        told = sorted(self._columns, key=strongest.__getitem__)[-self._recipe.most :]
        self._columns = sorted(told)

    def table(self, taught: Taught) -> dict[str, tuple[float, dict[str, float]]]:
        """Return the readable table: feature to rarity and weights by leaf."""
        table = {}
        for column, told in zip(self._columns, taught.weights, strict=True):
            by_leaf = zip(taught.leaves, told, strict=True)
            kept = {
                leaf: round(worth, 3)
                for leaf, worth in by_leaf
                if abs(worth) >= self._recipe.smallest
            }
            rarity = round(self._counted.rarity[column], 3)
            table[self._counted.names[column]] = (rarity, kept)
        return table

    def temperature(self) -> float:
        """Return the temperature that fits best where the model had not looked."""
        groups = [lesson.message for lesson in self._lessons]
        told: list[tuple[dict[str, float], str]] = []
        if len(set(groups)) > 1:
            for seen, unseen in parts(groups, self._recipe.folds):
                told += self._told(seen, unseen)
        return min(TEMPERATURES, key=lambda temperature: _surprise(told, temperature))

    def _told(
        self, seen: Sequence[int], unseen: Sequence[int]
    ) -> list[tuple[dict[str, float], str]]:
        if len({self._lessons[row].leaf for row in seen}) <= 1:
            return []
        taught = self.taught(seen)
        points = taught.decide(scaled(self._counted.matrix[:, self._columns])[list(unseen)])
        return [
            (dict(zip(taught.leaves, row, strict=True)), self._lessons[at].leaf)
            for row, at in zip(points, unseen, strict=True)
        ]


def _surprise(told: Sequence[tuple[Mapping[str, float], str]], temperature: float) -> float:
    least = 1e-6
    return -sum(
        math.log(max(least, softmax(points, temperature).get(leaf, 0.0))) for points, leaf in told
    )
