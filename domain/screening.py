"""Screening before mediation (安全筛查): what is never mediated, told from leaf and words.

The list and its origin are docs/sources.md#mediation. Nobody of the other side hears of it.
"""

from collections.abc import Iterable
from dataclasses import replace

from domain.cases import Case
from domain.categories import Mediation
from domain.rules import Rulebook

_STOP = "stop:"


def stop_tags(kinds: Iterable[str]) -> frozenset[str]:
    """Return the tags by which a case keeps what bars it from mediation."""
    return frozenset(f"{_STOP}{kind}" for kind in kinds)


def stops_of(case: Case) -> tuple[str, ...]:
    """Return the kinds of the stop-list that words of the case spoke of, in order of name."""
    return tuple(sorted(tag.removeprefix(_STOP) for tag in case.tags if tag.startswith(_STOP)))


def also_stopped(case: Case, kinds: Iterable[str]) -> Case:
    """Return the case barred by those kinds, too; a bar is never taken back by later words."""
    return replace(case, tags=case.tags | stop_tags(kinds))


def may_be_mediated(case: Case, rules: Rulebook) -> bool:
    """Say whether anybody may be offered mediation of the case.

    A leak that was a danger last night may be; what it did is then talked about.
    """
    leaf = rules.categories.leaf(case.leaf)
    return leaf.mediation is not Mediation.NO and not stops_of(case)
