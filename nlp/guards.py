"""Guard words around a word of danger: denied, past, supposed, drilled, quoted, or over."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import ahocorasick_rs as automata

NEAR = 4
"""How many characters may stand between a denial and the danger, or behind the danger."""

LETTER = 200
"""From how many characters on a message is a letter: who is in danger does not write one."""

SEEN = 200
"""How many characters on either side of the danger are looked at."""

_REOPENED = frozenset({"past", "after", "letter"})
_SENTENCE_ENDS = frozenset("。！？；\n")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset("，、：")
_NOBODY = re.compile(
    r"人[来管理接应帮救拉看]|办法|反应|电话|[拴栓牵绳盖锁穿系灯围]|大人|戴|想到|多久"
)
_NO_DRILL = re.compile(r"不是.{0,3}$")


class Surroundings(NamedTuple):
    """Where the sentence, the clause and the clause before it stand around a span of the text."""

    first: int
    last: int
    clause_first: int
    clause_last: int
    earlier_first: int
    earlier_last: int


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Return where the sentence and the clauses stand around the span of the text."""
    first = _after_last(_SENTENCE_ENDS, text, max(0, start - SEEN), start)
    clause_first = _after_last(_CLAUSE_ENDS, text, first, start)
    earlier_last = max(first, clause_first - 1)
    earlier_first = _after_last(_CLAUSE_ENDS, text, first, earlier_last)
    last = _before_next(_SENTENCE_ENDS, text, end)
    clause_last = _before_next(_CLAUSE_ENDS, text, end)
    return Surroundings(first, last, clause_first, clause_last, earlier_first, earlier_last)


def _after_last(ends: frozenset[str], text: str, first: int, last: int) -> int:
    return next((at for at in range(last, first, -1) if text[at - 1] in ends), first)


def _before_next(ends: frozenset[str], text: str, first: int) -> int:
    last = min(len(text), first + SEEN)
    return next((at for at in range(first, last) if text[at] in ends), last)


class Guards:
    """The guard words by class; FORMAT.md says where each class counts."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._classes: dict[str, list[str]] = {}
        for name, said in words.items():
            for word in said:
                self._classes.setdefault(word, []).append(name)
        self._words = tuple(self._classes)
        self._found = automata.AhoCorasick(self._words)

    def look_at(self, text: str) -> "Guarded":
        """Return all guards of the normalised text, found in one walk."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for number, start, end in self._found.find_matches_as_indexes(text, overlapping=True):
            for name in self._classes[self._words[number]]:
                spans.setdefault(name, []).append((start, end))
        return Guarded(text, spans)


class Guarded:
    """The guards of one text: where each class stands."""

    def __init__(self, text: str, spans: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        self._text = text
        self._spans = spans

    def closed_by(self, start: int, end: int) -> frozenset[str]:
        """Return the guards that take the alarm out of the span; empty when it is open."""
        if not self._spans and len(self._text) <= LETTER:
            return frozenset()
        around = surroundings(self._text, start, end)
        checks = {
            "negation": self._is_denied(around, start),
            "inside": self._has("inside", start, end),
            "past": self._has("past", around.first, start),
            "hypothetical": self._is_supposed(around, start),
            "after": self._has("after", end, min(around.clause_last, end + NEAR + 4)),
            "drill": self._is_drilled(around, start, end),
            "habit": self._has("habit", around.clause_first, end),
            "figure": self._has("figure", around.clause_first, start),
            "quotation": self._has("quotation", around.first, start),
            "over": self._has("over", end, end + 40),
            "letter": len(self._text) > LETTER or "letter" in self._spans,
        }
        closed = frozenset(name for name, holds in checks.items() if holds)
        return closed - _REOPENED if self._is_present(around, start, end) else closed

    def _has(self, name: str, first: int, last: int) -> bool:
        spans = self._spans.get(name, ())
        return any(first <= start and end <= last for start, end in spans)

    def _is_present(self, around: Surroundings, start: int, end: int) -> bool:
        before = self._has("present", around.clause_first, start)
        return before or self._has("present", end, around.clause_last)

    def _is_drilled(self, around: Surroundings, start: int, end: int) -> bool:
        return any(
            (around.first <= first and last <= start) or (end <= first and last <= around.last)
            for first, last in self._spans.get("drill", ())
            if not _NO_DRILL.search(self._text, max(0, first - 5), first)
        )

    def _is_supposed(self, around: Surroundings, start: int) -> bool:
        if self._has("hypothetical", around.clause_first, start + 1):
            return True
        before = self._has("hypothetical", around.earlier_first, around.earlier_last)
        return before and not self._has("present", around.clause_first, around.clause_last)

    def _is_denied(self, around: Surroundings, start: int) -> bool:
        return any(
            around.clause_first <= first
            and last <= start <= last + NEAR
            and not _NOBODY.match(self._text, last, start)
            for first, last in self._spans.get("negation", ())
        )

    def is_idiom(self, start: int, end: int) -> bool:
        """Say whether a figure of speech covers the span."""
        spans = self._spans.get("idiom", ())
        return any(first <= start and end <= last for first, last in spans)
