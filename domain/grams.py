"""What two sentences are compared by: their single characters and pairs of neighbours."""

import re
from collections import Counter

from domain.places import Place

LOOKED_AT = 150
# Characters that stand in every sentence; they end a run, so that no pair holds one.
_EMPTY = "的了是在我们你您他她它这那个都也就很还又和与吗呢吧啊呀嘛哦请"
_RUNS = re.compile(f"[^\\W\\d_{_EMPTY}]+")
_SENTENCES = re.compile("[。！？!?；;\n]")


def grams(words: str, place: Place | None = None) -> Counter[str]:
    """Return the single characters and pairs of the first 150, those of the first sentence twice.

    The place's own words are left out where it is given: neighbours share them whatever they say.
    """
    found: Counter[str] = Counter()
    for run in (*runs(_SENTENCES.split(words.strip())[0], place), *runs(words, place)):
        found.update(run)
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def runs(words: str, place: Place | None = None) -> list[str]:
    """Return the pieces between marks, numbers and empty characters, of the first 150."""
    opening = words.strip()[:LOOKED_AT]
    if place and place.words:
        opening = opening.replace(place.words, " ")
    found: list[str] = _RUNS.findall(opening.lower())
    return found
