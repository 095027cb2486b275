"""Show what people typed exactly, but let no sign of it play tricks on the page."""

import re
import unicodedata

# Zero-width and bidirectional controls; the joiner stays, families of emoji are made with it.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_MOST_MARKS = 3


def plain(text: str) -> str:
    """Return the text without unseen signs, control characters made visible, marks thinned."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _UNSEEN.sub("", text).translate(_CONTROLS)
    return text if text.isascii() else _thinned(text)


def first_line(text: str, most: int = 60) -> str:
    """Return the beginning of the text in one line of at most ``most`` characters."""
    line = " ".join(plain(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _thinned(text: str) -> str:
    # A tower of combining marks would cover the lines around it.
    kept: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
