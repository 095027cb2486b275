"""Long texts in parts that Telegram takes: 4,096 UTF-16 units, cut at the end of a sentence."""

import re

LONGEST = 4096
# Below a photo.
CAPTION = 1024
# Good places for a cut, the best first: after a line, a sentence, a clause.
_ENDS = (
    re.compile(r"\n+"),
    re.compile(r"[。！？!?；;…]+[”’」』）)]*"),
    re.compile(r"[，,、：: ]+"),
)


def split(text: str, longest: int = LONGEST) -> tuple[str, ...]:
    """Return the text in parts of at most ``longest`` UTF-16 units (2 or more), none blank."""
    parts = []
    rest = text.strip()
    while units(rest) > longest:
        cut = _cut(rest, _fitting(rest, longest))
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return tuple(filter(None, [*parts, rest]))


def units(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _fitting(text: str, longest: int) -> int:
    """Return how many characters of the text fit, one at least."""
    room = longest
    for place, sign in enumerate(text):
        room -= units(sign)
        if room < 0:
            return place
    return len(text)


def _cut(text: str, fitting: int) -> int:
    """Return the best cut in what fits; a cut in the first half leaves too small a part."""
    for end in _ENDS:
        cuts = [found.end() for found in end.finditer(text, 0, fitting)]
        if cuts and cuts[-1] > fitting // 2:
            return cuts[-1]
    return fitting
