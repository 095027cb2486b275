"""The groups of an appraisal beside each other: each with its figures, its score and its rank."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from domain.appraisals import Fact, Figures, Weighting, figures_of


@dataclass(frozen=True, slots=True)
class Ranked:
    """One group with its figures; ``rank`` is 0 for too few cases, equals share the better one."""

    code: str
    figures: Figures
    score: Fraction | None
    rank: int


def ranked(
    facts: Iterable[Fact],
    group: Callable[[Fact], str],
    at: datetime,
    weights: Weighting,
    returned: Callable[[Fact], Iterable[str]] | None = None,
) -> tuple[Ranked, ...]:
    """Return the groups, best score first, those without a rank behind them by their code.

    Returns count for the group of their case, or for each group that ``returned`` names.
    """
    known = tuple(facts)
    groups: dict[str, list[Fact]] = {}
    for fact in known:
        groups.setdefault(group(fact), []).append(fact)
    figures = {code: figures_of(mine, at, weights) for code, mine in groups.items()}
    if returned:
        figures = _rebooked(figures, known, returned)
    scores = {code: found.score(weights) for code, found in figures.items()}
    better = [score for score in scores.values() if score is not None]

    def rank(code: str) -> int:
        mine = scores[code]
        return 0 if mine is None else 1 + sum(score > mine for score in better)

    order = sorted(figures, key=lambda code: (not rank(code), rank(code), code))
    return tuple(Ranked(code, figures[code], scores[code], rank(code)) for code in order)


def _rebooked(
    figures: Mapping[str, Figures],
    facts: Iterable[Fact],
    returned: Callable[[Fact], Iterable[str]],
) -> dict[str, Figures]:
    booked = Counter(code for fact in facts if not fact.excluded for code in returned(fact))
    # Who gave back all that he got has a line of his own, too.
    everybody = {**dict.fromkeys(booked, Figures()), **figures}
    return {code: replace(each, returned=booked[code]) for code, each in everybody.items()}
