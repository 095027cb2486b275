"""The explanation of a reading as one value: in words, with numbers, and whole for the audit."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.reading import Reading, Reason

MOST_TERMS = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message was filed as it was: the strongest terms for the leaf, and the version.

    Each term's weight is its contribution in hundredths of the lexicon's unit; its source is
    ``lexicon`` or ``learned``.
    """

    leaf: str
    percent: int
    terms: tuple[Reason, ...]
    version: str

    def __str__(self) -> str:
        """Return everything in one line of plain marks, as the audit keeps it."""
        terms = " ".join(
            f"{each.word}{each.weight / 100:+.2f}/{each.source}" for each in self.terms
        )
        return " ".join(filter(None, (f"{self.leaf}={self.percent}%", terms, self.version)))


def explained(reading: Reading) -> Explanation:
    """Return the explanation of the likeliest leaf."""
    percent = next((lead.percent for lead in reading.candidates), 0)
    return Explanation(
        reading.leaf, percent, strongest(reading.reasons, reading.leaf), reading.version
    )


def strongest(reasons: Iterable[Reason], leaf: str) -> tuple[Reason, ...]:
    """Return the three strongest terms for the leaf; one inside a longer one tells nothing more."""
    mine = sorted((each for each in reasons if each.leaf == leaf), key=lambda each: -each.weight)
    words = {each.word: each for each in reversed(mine)}
    whole = [
        each
        for each in mine
        if words[each.word] is each
        and not any(each.word in other and each.word != other for other in words)
    ]
    return tuple(whole[:MOST_TERMS])
