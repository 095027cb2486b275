"""Measure the reading on labelled messages, near-duplicates never on both sides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import chain, groupby

from nlp.classifying import Classifier
from nlp.duplicates import groups
from nlp.learned import LearnedLayer
from nlp.lexicon import Lexicon
from nlp.machines import parts
from nlp.normalise import normalise
from nlp.scoring import Scale
from nlp.segment import Remembered, Segmenter
from nlp.sounds import Sounds
from nlp.teaching import Sample, teach_layer
from nlp.training import USUAL, Recipe, Untrainable

FOLDS = 5
BINS = 10
AUTOMATIC = 0.95
ENOUGH = 40
"""Fewer answers do not say what is certain."""

USUALLY = Scale().certain


@dataclass(frozen=True, slots=True)
class LeafScore:
    """How well one leaf is found, each share 0 to 1."""

    leaf: str
    n: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """The figures of one measurement, each share 0 to 1.

    ``filed`` is the share that is filed without asking and ``filed_right`` how much of that is
    right, where each part is held to what the others found to be certain.
    ``coverage95`` is the share of messages, surest first, that can be filed while 95 in 100 of
    them are right; ``ece`` the expected calibration error; ``confusions`` are the most frequent
    mistakes as (true leaf, given leaf, times).
    """

    n: int
    macro_f1: float
    top1: float
    top3: float
    coverage95: float
    ece: float
    per_class: tuple[LeafScore, ...]
    confusions: tuple[tuple[str, str, int], ...] = ()
    filed: float = 0.0
    filed_right: float = 0.0

    def to_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """One message's true leaf and the probabilities that it was given, likeliest first."""

    leaf: str
    chance: Mapping[str, float]

    @property
    def given(self) -> str:
        """Return the likeliest leaf, or ""."""
        return next(iter(self.chance), "")

    @property
    def sureness(self) -> float:
        """Return the likeliest leaf's probability."""
        return self.chance.get(self.given, 0.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is measured: how many ``labels`` may be used (None: all) and how they are drawn.

    ``sounds`` are what the station hears in leaves of its own.
    """

    labels: int | None = None
    seed: int = 0
    folds: int = FOLDS
    recipe: Recipe = USUAL
    sounds: Sounds | None = None


def evaluate(
    samples: Sequence[Sample],
    lexicon: Lexicon,
    segmenter: Segmenter,
    trial: Trial,
    *,
    teachers: Sequence[Sample] = (),
) -> EvaluationReport:
    """Return the figures for the samples.

    Without ``teachers`` the samples are cut into parts, and each part is read by a layer that was
    taught by the others; with teachers all samples are read by the layer that those taught.
    With no labels allowed, the layer still hears the other messages without their labels.

    Raises:
        Untrainable: there is nothing to learn from: no rows, one leaf, or the same message only.
    """
    classifier = Classifier(lexicon, Remembered(segmenter))
    classifier.sounds = trial.sounds
    if teachers:
        classifier.learned = _layer(teachers, classifier, trial)
        return examine(samples, classifier)
    answers = cross_examined(samples, classifier, trial)
    return _in_parts(answers)


def cross_examined(
    samples: Sequence[Sample], classifier: Classifier, trial: Trial
) -> list[list[Answer]]:
    """Return the answers in parts, each read by a layer that the other parts taught.

    Raises:
        Untrainable: there is nothing to learn from: no rows, one leaf, or the same message only.
    """
    alike = groups([sample.text for sample in samples])
    if len(set(alike)) <= 1:
        raise Untrainable("no_rows")
    answers: list[list[Answer]] = []
    for seen, unseen in parts(alike, trial.folds):
        classifier.learned = _layer([samples[row] for row in seen], classifier, trial)
        answers.append([_answer(samples[row], classifier) for row in unseen])
    return answers


def examine(samples: Sequence[Sample], classifier: Classifier) -> EvaluationReport:
    """Return the figures of the classifier as it is."""
    answers = [_answer(sample, classifier) for sample in samples]
    return _in_parts((answers[::2], answers[1::2]))


def _in_parts(answers: Sequence[Sequence[Answer]]) -> EvaluationReport:
    share, right = filed(answers)
    return replace(report(list(chain(*answers))), filed=share, filed_right=right)


def _layer(samples: Sequence[Sample], classifier: Classifier, trial: Trial) -> LearnedLayer:
    known = set(_drawn(len(samples), trial.seed)[: trial.labels])
    drawn = [
        Sample(sample.text, sample.leaf if row in known else "")
        for row, sample in enumerate(samples)
    ]
    return teach_layer(drawn, classifier, trial.recipe)


def _drawn(count: int, seed: int) -> list[int]:
    """Return the numbers below ``count`` in an order that the seed alone decides."""
    return sorted(range(count), key=lambda row: sha256(f"{seed} {row}".encode()).digest())


def _answer(sample: Sample, classifier: Classifier) -> Answer:
    return Answer(sample.leaf, classifier.verdict(normalise(sample.text)).chance)


def report(answers: Sequence[Answer]) -> EvaluationReport:
    """Return the figures of the answers."""
    leaves = sorted({answer.leaf for answer in answers})
    scores = tuple(_leaf_score(answers, leaf) for leaf in leaves)
    wrong = Counter((a.leaf, a.given) for a in answers if a.leaf != a.given)
    size = max(1, len(answers))
    return EvaluationReport(
        n=len(answers),
        macro_f1=sum(score.f1 for score in scores) / max(1, len(scores)),
        top1=sum(answer.leaf == answer.given for answer in answers) / size,
        top3=sum(answer.leaf in list(answer.chance)[:3] for answer in answers) / size,
        coverage95=_coverage(answers),
        ece=_calibration_error(answers),
        per_class=scores,
        confusions=tuple((true, given, n) for (true, given), n in wrong.most_common(20)),
    )


def _leaf_score(answers: Sequence[Answer], leaf: str) -> LeafScore:
    true = sum(answer.leaf == leaf for answer in answers)
    given = sum(answer.given == leaf for answer in answers)
    both = sum(answer.leaf == leaf == answer.given for answer in answers)
    return LeafScore(
        leaf, true, both / max(1, given), both / max(1, true), 2 * both / (true + given)
    )


def _coverage(answers: Sequence[Answer]) -> float:
    right = covered = 0
    surest = sorted(answers, key=lambda answer: -answer.sureness)
    for number, answer in enumerate(surest, 1):
        right += answer.leaf == answer.given
        covered = number if right >= AUTOMATIC * number else covered
    return covered / max(1, len(answers))


def certain_from(answers: Sequence[Answer]) -> float:
    """Return the probability from which 95 in 100 answers are right; 0 where none are.

    It is the lowest one with which that holds, and for which there are enough answers to say so.
    """
    right = number = 0
    lowest = 0.0
    surest = sorted(answers, key=lambda answer: -answer.sureness)
    for sureness, equal in groupby(surest, key=lambda answer: answer.sureness):
        those = list(equal)
        number += len(those)
        right += sum(answer.leaf == answer.given for answer in those)
        if number >= ENOUGH and right >= AUTOMATIC * number:
            lowest = sureness
    return lowest


def filed(answers: Sequence[Sequence[Answer]]) -> tuple[float, float]:
    """Return the share that is filed without asking, and how much of it is right, 0 to 1.

    ``answers`` are in parts; each is held to what the others found to be certain.
    """
    passed = [
        answer
        for at, part in enumerate(answers)
        for answer in part
        if answer.sureness
        >= (certain_from(list(chain(*answers[:at], *answers[at + 1 :]))) or USUALLY)
    ]
    right = sum(answer.leaf == answer.given for answer in passed)
    return len(passed) / max(1, sum(map(len, answers))), right / max(1, len(passed))


def _calibration_error(answers: Sequence[Answer]) -> float:
    bins: dict[int, list[Answer]] = {}
    for answer in answers:
        bins.setdefault(min(BINS - 1, int(answer.sureness * BINS)), []).append(answer)
    gaps = (
        abs(sum(a.leaf == a.given for a in held) - sum(a.sureness for a in held))
        for held in bins.values()
    )
    return sum(gaps) / max(1, len(answers))
