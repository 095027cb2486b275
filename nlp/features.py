"""What the learned layer looks at: words, pairs and triples of characters, the opening."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

LOOKED_AT = 800
OPENING = 24
GAPS = re.compile(r"[^\u3400-\u9fffa-z0-9]+")


def features(plain: str, words: Iterable[str], terms: Iterable[str]) -> Mapping[str, float]:
    """Return the features of the lowered text with their damped counts.

    ``w:`` words of the segmenter, ``c:`` two or three characters, ``o:`` two characters of the
    opening, ``k:`` terms of the lexicon.
    """
    runs = GAPS.split(plain[:LOOKED_AT])
    opening = GAPS.sub("", plain[:OPENING])
    said = Counter(f"w:{word}" for word in words if len(word) > 1 or word >= "\u3400")
    said.update(f"c:{run[at : at + 2]}" for run in runs for at in range(len(run) - 1))
    said.update(f"c:{run[at : at + 3]}" for run in runs for at in range(len(run) - 2))
    said.update(f"o:{opening[at : at + 2]}" for at in range(len(opening) - 1))
    said.update(f"k:{term}" for term in terms)
    return {name: 1 + math.log(times) for name, times in said.items()}
