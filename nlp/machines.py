"""The few things that training asks of scikit-learn, which is loaded only when somebody trains."""

import importlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Matrix(Protocol):
    """A sparse matrix with one row a lesson and one column a feature."""

    shape: tuple[int, int]

    def __getitem__(self, at: object) -> "Matrix":
        """Return some rows or columns."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Lessons as a matrix weighted by rarity, with the name and the rarity of each column."""

    matrix: Matrix
    names: tuple[str, ...]
    rarity: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Taught:
    """What a machine learned: weights by column and leaf, and how it decides on other rows."""

    leaves: tuple[str, ...]
    weights: Sequence[Sequence[float]]
    bias: Sequence[float]
    decide: Callable[[Matrix], list[list[float]]]


def count(rows: Sequence[Mapping[str, float]]) -> Counted:
    """Return the features of the rows as a matrix."""
    names = importlib.import_module("sklearn.feature_extraction").DictVectorizer()
    text = importlib.import_module("sklearn.feature_extraction.text")
    rarity = text.TfidfTransformer(norm=None)
    matrix = rarity.fit_transform(names.fit_transform(rows))
    return Counted(matrix, tuple(names.get_feature_names_out()), tuple(rarity.idf_.tolist()))


def scaled(matrix: Matrix) -> Matrix:
    """Return the matrix with every row scaled to length 1."""
    normal: Matrix = importlib.import_module("sklearn.preprocessing").normalize(matrix)
    return normal


def teach(
    matrix: Matrix, leaves: Sequence[str], worths: Sequence[float], strictness: float
) -> Taught:
    """Return what a linear support vector machine learns from the rows."""
    svm = importlib.import_module("sklearn.svm")
    machine = svm.LinearSVC(C=strictness, class_weight="balanced", random_state=0, max_iter=3000)
    with warnings.catch_warnings():
        # A few messages a leaf is what a young station has.
        warnings.filterwarnings("ignore", "The number of unique classes")
        machine.fit(matrix, leaves, worths)

    def decide(others: Matrix) -> list[list[float]]:
        points = machine.decision_function(others)
        return _both(points.tolist()) if points.ndim == 1 else points.tolist()

    weights, bias = machine.coef_, machine.intercept_
    found = tuple(machine.classes_.tolist())
    if len(found) > len(bias):
        return Taught(found, _both(weights[0].tolist()), [-bias[0], bias[0]], decide)
    return Taught(found, weights.T.tolist(), bias.tolist(), decide)


def _both(points: Sequence[float]) -> list[list[float]]:
    """Return points for both leaves where the machine keeps those of the second only."""
    return [[-worth, worth] for worth in points]


def parts(groups: Sequence[int], folds: int) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the numbers of rows to learn from and to test on; a group is never divided."""
    selection = importlib.import_module("sklearn.model_selection")
    splitter = selection.GroupKFold(min(folds, len(set(groups))))
    for seen, unseen in splitter.split(groups, groups, groups):
        yield seen.tolist(), unseen.tolist()
