"""Find the lexicon's terms in a message: the longest word wins, rules look around."""

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs as automata

from nlp.edges import joined, stands_alone
from nlp.lexicon import Lexicon, Term
from nlp.sieves import Numbers, Sieve, Sifted, swallowed

_START = itemgetter(1)


class Says(NamedTuple):
    """What one term says: for which leaf, under which name, how strongly."""

    leaf: str
    shown: str
    weight: float


Hit = tuple[Says, int, str]
"""What a term says, where it begins in the text, and the message's own words there."""


class Rule(NamedTuple):
    """Terms that need more than their word, all the same; other words go by their numbers."""

    says: tuple[Says, ...]
    scope: str
    is_word: bool
    boundary: bool
    needs: Numbers
    without: Numbers
    not_in: Numbers


class Matcher:
    """A compiled lexicon.

    ``longer`` are words of the language in which a risky short word of the lexicon means nothing;
    those of jieba's dictionary unless others are given.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        longer: frozenset[str] | None = None,
        sieve: Sieve | None = None,
    ) -> None:
        plain = _by_word(term for term in lexicon.terms if term.is_plain)
        self._plain_found = automata.AhoCorasick(
            list(plain), matchkind=automata.MatchKind.LeftmostLongest
        )
        self._plain_says = tuple(map(tuple, plain.values()))
        self._sieve = sieve or Sieve()
        alike = _alike(term for term in lexicon.terms if not term.is_plain)
        self._rules = [self._rule(term, says) for term, says in alike.items()]
        self._mine = self._sieve.learn((_parts(term), term.within) for term in alike)
        risky = frozenset(term.word for term in alike if term.boundary)
        self._longer = joined(risky) if longer is None else longer

    def _rule(self, term: Term, says: Iterable[Says]) -> Rule:
        around = map(self._sieve.numbers, (term.needs, term.without, term.not_in))
        return Rule(tuple(says), term.scope, bool(term.word), term.boundary, *around)

    def hits(self, text: str | Sifted, community_id: str = "") -> list[Hit]:
        """Return every term that counts in the normalised text."""
        sifted = self._sieve.sift(text)
        low = sifted.text
        spans = self._plain_found.find_matches_as_indexes(low)
        found = [
            (says, start, low[start:end])
            for number, start, end in spans
            for says in self._plain_says[number]
        ]
        for row, start, first, end in sifted.caught.get(self._mine, ()):
            rule = self._rules[row]
            if (
                rule.scope in {"", community_id}
                and not (rule.is_word and _is_hidden(spans, start, first))
                and self._counts(rule, sifted, start, first)
            ):
                found += [(says, start, low[start:end]) for says in rule.says]
        return found

    def _counts(self, rule: Rule, sifted: Sifted, start: int, end: int) -> bool:
        """Say whether the conditions of the rule hold for its word or first part."""
        said = sifted.said
        if (rule.needs and rule.needs.isdisjoint(said)) or not rule.without.isdisjoint(said):
            return False
        if rule.boundary and not stands_alone(sifted.text, start, end, self._longer):
            return False
        return not swallowed(sifted, start, end, rule.not_in)


def _is_hidden(spans: Sequence[tuple[int, int, int]], start: int, end: int) -> bool:
    """Say whether a longer one of the spans, which do not overlap, stands around this one."""
    at = bisect(spans, start, key=_START)
    _, first, last = spans[at - 1] if at else (0, start, start)
    return end <= last and end - start < last - first


def _alike(terms: Iterable[Term]) -> dict[Term, list[Says]]:
    """Return together what terms say that differ in their leaf and weight only."""
    alike: dict[Term, list[Says]] = {}
    for term in terms:
        alike.setdefault(replace(term, leaf="", weight=0), []).append(_says(term))
    return alike


def _says(term: Term) -> Says:
    return Says(term.leaf, term.shown, float(term.weight))


def _parts(term: Term) -> tuple[tuple[str, ...], ...]:
    return term.parts or ((term.word,),)


def _by_word(terms: Iterable[Term]) -> dict[str, list[Says]]:
    found: dict[str, list[Says]] = {}
    for term in terms:
        found.setdefault(term.word, []).append(_says(term))
    return found
