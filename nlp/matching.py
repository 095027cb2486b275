"""Find the lexicon's terms in a message: the longest word wins, rules look around."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import ahocorasick_rs as automata

from nlp.edges import joined, stands_alone
from nlp.lexicon import Lexicon, Term
from nlp.sieves import Sieve, Spots, swallowed


class Says(NamedTuple):
    """What one term says: for which leaf, under which name, how strongly."""

    leaf: str
    shown: str
    weight: int


class Hit(NamedTuple):
    """One term where it stands in the text; ``said`` are the message's own words there."""

    says: Says
    start: int
    said: str


class Rule(NamedTuple):
    """Terms that need more than their word, all the same, with their conditions as sets."""

    term: Term
    says: tuple[Says, ...]
    needs: frozenset[str]
    without: frozenset[str]
    not_in: frozenset[str]


class Matcher:
    """A compiled lexicon.

    ``longer`` are words of the language in which a risky short word of the lexicon means nothing;
    those of jieba's dictionary unless others are given.
    """

    def __init__(self, lexicon: Lexicon, longer: frozenset[str] | None = None) -> None:
        plain = _by_word(term for term in lexicon.terms if term.is_plain)
        self._plain_found = automata.AhoCorasick(
            list(plain), matchkind=automata.MatchKind.LeftmostLongest
        )
        self._plain_says = tuple(map(tuple, plain.values()))
        self._rules = _rules(term for term in lexicon.terms if not term.is_plain)
        around = (word for rule in self._rules for words in rule[2:] for word in words)
        self._sieve = Sieve([(_parts(rule.term), rule.term.within) for rule in self._rules], around)
        risky = frozenset(rule.term.word for rule in self._rules if rule.term.boundary)
        self._longer = joined(risky) if longer is None else longer

    def hits(self, text: str, community_id: str = "") -> list[Hit]:
        """Return every term that counts in the normalised, lowered text."""
        spans = self._plain_found.find_matches_as_indexes(text)
        found = [
            Hit(says, start, text[start:end])
            for number, start, end in spans
            for says in self._plain_says[number]
        ]
        spots = self._sieve.spots(text)
        around = _Around(text, spots, spans, self._longer)
        rules = self._rules
        for row, start, first, end in self._sieve.hits(text, spots):
            elsewhere = rules[row].term.scope not in {"", community_id}
            if not elsewhere and around.counts(rules[row], start, first):
                found += [Hit(says, start, text[start:end]) for says in rules[row].says]
        return found


class _Around:
    """What the rules ask about one message; each span is looked up once."""

    def __init__(
        self,
        text: str,
        spots: Spots,
        spans: Iterable[tuple[int, int, int]],
        longer: frozenset[str],
    ) -> None:
        self._text = text
        self._said = spots.keys()
        self._taken = {at: span for span in spans for at in range(span[1], span[2])}
        self._longer = longer
        self._alone: dict[tuple[int, int], bool] = {}

    def counts(self, rule: Rule, start: int, end: int) -> bool:
        """Say whether the conditions of the rule hold for its word or first part."""
        term, said = rule.term, self._said
        if term.word and self._is_hidden(start, end):
            return False
        if term.boundary and not self._stands_alone(start, end):
            return False
        if (rule.needs and not rule.needs & said) or (rule.without and rule.without & said):
            return False
        return not (rule.not_in and swallowed(self._text, start, end, rule.not_in & said))

    def _is_hidden(self, start: int, end: int) -> bool:
        """Say whether a longer plain word stands around the span."""
        _, first, last = self._taken.get(start, (0, start, start))
        return end <= last and end - start < last - first

    def _stands_alone(self, start: int, end: int) -> bool:
        span = (start, end)
        if span not in self._alone:
            self._alone[span] = stands_alone(self._text, start, end, self._longer)
        return self._alone[span]


def _rules(terms: Iterable[Term]) -> list[Rule]:
    """Return one rule for all terms that differ in their leaf and weight only."""
    alike: dict[Term, list[Says]] = {}
    for term in terms:
        alike.setdefault(replace(term, leaf="", weight=0), []).append(_says(term))
    return [
        Rule(term, tuple(says), *map(frozenset, (term.needs, term.without, term.not_in)))
        for term, says in alike.items()
    ]


def _says(term: Term) -> Says:
    return Says(term.leaf, term.shown, term.weight)


def _parts(term: Term) -> tuple[tuple[str, ...], ...]:
    return term.parts or ((term.word,),)


def _by_word(terms: Iterable[Term]) -> dict[str, list[Says]]:
    found: dict[str, list[Says]] = {}
    for term in terms:
        found.setdefault(term.word, []).append(_says(term))
    return found
