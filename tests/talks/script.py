"""Reads a talk: a conversation as a script, one line a sentence.

at 2026-11-23 10:00                the clock stands here (Shanghai)
cast 王阿姨 resident dongqiao        somebody who writes from a phone
cast 李书记 staff wang-secretary-dq1 somebody of the directory
王阿姨 >> 楼上装修太吵                says; `[解决了]` presses a button; `(photo)` sends one
begin led                          first what tests/talks/parts/led.talk says
never 王阿姨 三千 502室              none of these words ever reaches her, in no letter of the talk
王阿姨 >> (code tiancheng.3.2)       scans the code of a stairwell
王阿姨 << 已登记：DQ000001…          hears; `…` stands for anything, ` / ` for a line break
clock >> 2026-11-24 09:00          time passes; `clock >> weekly` strikes a job
# a remark
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.calendar import SHANGHAI

_LINE = re.compile(r"(?P<who>\S+) (?P<way>>>|<<) (?P<words>.+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who speaks (``>>``) or hears (``<<``), or a stage direction (``at``, ``cast``)."""

    number: int
    who: str
    way: str
    words: str


def read_script(path: Path) -> Iterator[Line]:
    """Yield the lines of a talk."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        words = raw.strip()
        if not words or words.startswith("#"):
            continue
        found = _LINE.fullmatch(words)
        if found:
            yield Line(number, found["who"], found["way"], found["words"])
            continue
        direction, _, rest = words.partition(" ")
        if direction == "begin":
            yield from read_script(path.parent / "parts" / f"{rest}.talk")
            continue
        yield Line(number, direction, "", rest)


def without_photo(words: str) -> tuple[str, bool]:
    """Return what is said beside a photo, and whether there is one."""
    return words.removeprefix("(photo)").strip(), words.startswith("(photo)")


def moment(words: str) -> datetime:
    """Return the Shanghai moment that a script names."""
    return datetime.strptime(words, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)


def matches(expected: str, heard: str) -> bool:
    """Say whether a letter is what the script expects."""
    parts = (re.escape(part.strip()) for part in expected.split("…"))
    flat = " / ".join(line.strip() for line in heard.splitlines() if line.strip())
    return re.fullmatch(r"\s*.*?\s*".join(parts), flat) is not None
