"""Bring a message into one writing: width, script, spaces, invisible characters, emoji."""

import re
import unicodedata
from functools import cache

from opencc import OpenCC

CLASSIFIED = 2_000
"""How many characters of a message are classified; the original is kept whole elsewhere."""

_FEWEST = 4
_LOOKED_AT = 4 * CLASSIFIED
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk", "Mn", "Me"})
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))
_SOMETIMES = "沈藉瞭甦覆衹哩"
"""Characters of both scripts that are traditional in some words only: 答覆, 瞭解."""

_FILLERS = "\u115f\u1160\u3164\uffa0"
_CIRCLED = {chr(0x2460 + number): f"{number + 1}、" for number in range(20)}
_LINE_ENDS = dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", "\n")

_EMOTICON = re.compile(r"\[[\u3400-\u9fff]{1,4}\]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_LOOSE = re.compile(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")
_TWICE = re.compile(r"(.)\1")
_RUN = re.compile(r"([^0-9A-Za-z\n])\1{2,}")
_MARKS = re.compile(r"([,.!?;:~、。，！？；：…—-])\1+")
_PLAIN = re.compile(rf"[\u3400-\u4dbf\u4e00-\u9fff0-9A-Za-z，。！？；：、]{{1,{CLASSIFIED}}}")
_ASCII_MARKS = re.compile(r"(?<![A-Za-z0-9])[,.!?;:]|[,!?;:](?![A-Za-z0-9])|[()]")
_CHINESE_MARKS = str.maketrans(",.!?;:()", "，。！？；：（）")


class _Writing(dict[int, str]):
    """What becomes of each character; filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        written = _CIRCLED.get(char) or _LINE_ENDS.get(char)
        if written is None:
            lost = char in _FILLERS or unicodedata.category(char) in _DROPPED
            written = "" if lost and char != "\t" else char
        self[code] = written
        return written


_WRITING = _Writing()


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> frozenset[str]:
    """Return the characters that are written otherwise in the simplified script.

    A text without any is not converted: of simplified words the converter knows some better
    than the people who wrote them, and makes 打坯 out of 打坏.
    """
    every = [chr(code) for first, last in _HAN for code in range(first, last)]
    simplified = _converter().convert("\n".join(every)).split("\n")
    changed = (old for old, new in zip(every, simplified, strict=True) if old != new)
    return frozenset((*changed, *_SOMETIMES))


@cache
def _any_traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(_traditional()))}]")


def normalise(text: str) -> str:
    """Return the text in the one writing that is classified, at most 2,000 characters."""
    if _is_plain(text):
        return text
    kept = text[:_LOOKED_AT].translate(_WRITING)
    plain = unicodedata.normalize("NFKC", kept).translate(_WRITING)
    if _any_traditional().search(plain):
        plain = _converter().convert(plain)
    plain = _without_loose_spaces(plain)
    plain = _RUN.sub(r"\1\1", _EMOTICON.sub("", plain))
    plain = _MARKS.sub(r"\1", plain)
    plain = _ASCII_MARKS.sub(lambda mark: mark[0].translate(_CHINESE_MARKS), plain)
    return _MARKS.sub(r"\1", plain)[:CLASSIFIED].strip()


def _is_plain(text: str) -> bool:
    """Say whether the text is written that way already, as most messages are."""
    return bool(
        _PLAIN.fullmatch(text)
        and not (_TWICE.search(text) and (_RUN.search(text) or _MARKS.search(text)))
        and not _any_traditional().search(text)
    )


def lowered(text: str) -> str:
    """Return the text with capitals lowered; its length never changes."""
    low = text.lower()
    return low if len(low) == len(text) else text.translate(_LOWER)


_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def _without_loose_spaces(text: str) -> str:
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    if " " not in text:
        return text
    words = text.split(" ")
    single = sum(len(word) == 1 for word in words)
    if len(words) >= _FEWEST and single * 5 >= len(words) * 3:
        return "".join(words)
    return _LOOSE.sub("", text)
