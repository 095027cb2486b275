"""Guard words around a word of danger: denied, past, supposed, drilled, quoted, or over."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NEAR = 4
"""How many characters may stand between a denial and the danger, or behind the danger."""

LETTER = 200
"""From how many characters on a message is a letter: who is in danger does not write one."""

_REOPENED = frozenset({"past", "after", "letter"})
_CLAUSE_ENDS = re.compile(r"[，。；！？、：\n]")
_SENTENCE_ENDS = re.compile(r"[。！？；\n]")
_NOBODY = re.compile(r"人[来管理接应帮救]|办法|反应|电话")
_NO_DRILL = re.compile(r"不是.{0,3}(演习|演练)")
_QUOTED = re.compile(r"[\"“「『][^\"”」』]{0,40}$")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a span of the text: its clause and its sentence, before and behind."""

    before: str
    behind: str
    clause_before: str
    clause_behind: str
    last_clause: str

    @property
    def clause(self) -> str:
        """Return the clause without the span itself."""
        return f"{self.clause_before}\n{self.clause_behind}"


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """Return what stands around the span of the text."""
    before = _last(_SENTENCE_ENDS, text[max(0, start - 200) : start])
    behind = _SENTENCE_ENDS.split(text[end : end + 200], maxsplit=1)[0]
    clauses = _CLAUSE_ENDS.split(before)
    last = clauses[-2] if len(clauses) > 1 else ""
    return Surroundings(before, behind, clauses[-1], _CLAUSE_ENDS.split(behind)[0], last)


def _last(ends: re.Pattern[str], text: str) -> str:
    return ends.split(text)[-1]


class Guards:
    """The guard words by class; FORMAT.md says where each class counts."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {name: tuple(said) for name, said in words.items()}

    def closed_by(self, text: str, start: int, end: int) -> frozenset[str]:
        """Return the guards that take the alarm out of the span; empty when it is open."""
        around = surroundings(text, start, end)
        checks = {
            "negation": self._is_denied(around),
            "inside": self._has("inside", text[start:end]),
            "past": self._has("past", around.before),
            "hypothetical": self._is_supposed(around, text[start]),
            "after": self._has("after", around.clause_behind[: NEAR + 4]),
            "drill": self._has("drill", _NO_DRILL.sub("", around.before + around.behind)),
            "quotation": self._has("quotation", around.before),
            "over": self._has("over", text[end : end + 40]),
            "letter": len(text) > LETTER or self._has("letter", text),
        }
        closed = frozenset(name for name, holds in checks.items() if holds)
        return closed - _REOPENED if self._has("present", around.clause) else closed

    def _has(self, name: str, text: str) -> bool:
        return any(word in text for word in self._words.get(name, ()))

    def _is_supposed(self, around: Surroundings, first: str) -> bool:
        before = "" if self._has("present", around.clause) else around.last_clause
        return self._has("hypothetical", f"{around.clause_before}{first}\n{before}")

    def _is_denied(self, around: Surroundings) -> bool:
        for word in self._words.get("negation", ()):
            at = around.clause_before.rfind(word)
            between = around.clause_before[at + len(word) :] if at >= 0 else ""
            if at >= 0 and len(between) <= NEAR and not _NOBODY.match(between):
                return True
        return False

    def is_idiom(self, text: str, start: int, end: int) -> bool:
        """Say whether a figure of speech covers the span or a part of it."""
        return any(
            text.find(idiom, max(0, end - len(idiom)), start + len(idiom)) >= 0
            for idiom in self._words.get("idiom", ())
        )
