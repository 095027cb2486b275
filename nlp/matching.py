"""Find the lexicon's terms in a message: the longest word wins, rules look around."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import ahocorasick_rs as automata

from nlp.lexicon import Lexicon, Term
from nlp.phrases import end_of_parts, swallowed

Cut = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """One term where it stands in the text, in characters from ``start`` up to ``end``.

    ``said`` are the message's own words there: the reason that people are shown.
    """

    term: Term
    start: int
    end: int
    said: str


class Matcher:
    """A compiled lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._plain = _by_word((term.word, term) for term in lexicon.terms if term.is_plain)
        rules = [term for term in lexicon.terms if not term.is_plain]
        self._rules = _by_word((word, term) for term in rules for word in _openers(term))
        self._plain_found = _automaton(self._plain, automata.MatchKind.LeftmostLongest)
        self._rules_found = _automaton(self._rules, automata.MatchKind.Standard)
        self._plain_terms = tuple(self._plain.values())
        self._rule_terms = tuple(self._rules.values())

    def hits(self, text: str, cut: Cut, community_id: str = "") -> list[Hit]:
        """Return every term that counts in the normalised, lowered text."""
        found = [
            Hit(term, start, end, text[start:end])
            for number, start, end in self._plain_found.find_matches_as_indexes(text)
            for term in self._plain_terms[number]
        ]
        message = _Message(text, cut, community_id, tuple((hit.start, hit.end) for hit in found))
        opened = self._rules_found.find_matches_as_indexes(text, overlapping=True)
        for number, start, end in opened:
            for term in self._rule_terms[number]:
                found += message.counted(term, start, end)
        return found


class _Message:
    """What the rules ask about one message; words are cut only when a rule wants them."""

    def __init__(
        self, text: str, cut: Cut, community_id: str, taken: tuple[tuple[int, int], ...]
    ) -> None:
        self._text = text
        self._cut = cut
        self._community_id = community_id
        self._taken = taken
        self._cuts: frozenset[int] | None = None

    def counted(self, term: Term, start: int, end: int) -> list[Hit]:
        """Return the hit of a rule whose word or first part was found, if it counts."""
        end = end_of_parts(self._text, term.parts[1:], end, start + term.within)
        if end and self._counts(term, start, end):
            return [Hit(term, start, end, self._text[start:end])]
        return []

    def _counts(self, term: Term, start: int, end: int) -> bool:
        if term.scope not in {"", self._community_id}:
            return False
        if term.needs and not any(word in self._text for word in term.needs):
            return False
        if any(word in self._text for word in term.without):
            return False
        if swallowed(self._text, start, end, term.not_in):
            return False
        if term.word and self._is_hidden(start, end):
            return False
        return not term.boundary or {start, end} <= self._boundaries()

    def _is_hidden(self, start: int, end: int) -> bool:
        return any(
            first <= start and end <= last and end - start < last - first
            for first, last in self._taken
        )

    def _boundaries(self) -> frozenset[int]:
        if self._cuts is None:
            self._cuts = frozenset(accumulate(map(len, self._cut(self._text)), initial=0))
        return self._cuts


def _openers(term: Term) -> tuple[str, ...]:
    return (term.word,) if term.word else term.parts[0]


def _by_word(pairs: Iterable[tuple[str, Term]]) -> dict[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for word, term in pairs:
        found[word] = (*found.get(word, ()), term)
    return found


def _automaton(words: Iterable[str], kind: automata.MatchKind) -> automata.AhoCorasick:
    return automata.AhoCorasick(list(words), matchkind=kind)
