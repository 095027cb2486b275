"""Read the short notations of the file: "1-8, 10" and "天成花园 1幢1单元-2单元, 3幢"."""

import re
from collections.abc import Container
from dataclasses import dataclass

from storage.directories.findings import plain

# More buildings than any compound has: a slip of the keyboard, not a range.
LONGEST = 500

_NUMBER = "[A-Za-z]?[0-9]{1,4}|[A-Za-z]"
_TO = "[-~－—至到]"
_HOUSE = "(?:幢|栋|号楼|座)"
_COMMA = re.compile(r"[,，、;；\n]")
_RANGE = re.compile(rf"(?P<first>{_NUMBER})(?:{_TO}(?P<last>{_NUMBER}))?")
_COVER = re.compile(
    rf"(?P<first>{_NUMBER}){_HOUSE}?(?:{_TO}(?P<last>{_NUMBER}))?{_HOUSE}"
    rf"(?:(?P<unit>[0-9]{{1,2}})(?:单元)?(?:{_TO}(?P<last_unit>[0-9]{{1,2}}))?单元)?\Z"
)
_DIGIT = re.compile("[0-9]")


class Unreadable(Exception):
    """A notation says nothing that can be used.

    ``text_key`` names the reason, ``word`` is the part that was not understood.
    """

    def __init__(self, text_key: str, word: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.word = word


@dataclass(frozen=True, slots=True)
class Cover:
    """One part of a coverage: ``name`` may be "" (as before), no ``buildings`` mean all."""

    name: str
    buildings: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the numbers of a range such as "1-8, 10, A1-A3", in its order.

    Raises:
        Unreadable: a part is no number or range, runs backwards or is far too long.
    """
    found: list[str] = []
    for part in parts_of(text):
        match = _RANGE.fullmatch(part)
        if not match:
            raise Unreadable("directory.bad_range", part)
        found += between(match["first"], match["last"])
    return tuple(found)


def between(first: str, last: str | None) -> tuple[str, ...]:
    """Return the numbers from first to last, both included; letters before them must agree.

    Raises:
        Unreadable: the range runs backwards, mixes letters or holds more than ``LONGEST``.
    """
    first = first.upper()
    if last is None:
        return (first,)
    letter = first.rstrip("0123456789")
    low, high = first[len(letter) :], last.upper().removeprefix(letter)
    if not (low.isdigit() and high.isdigit()) or int(high) < int(low):
        raise Unreadable("directory.bad_range", f"{first}-{last}")
    if int(high) - int(low) >= LONGEST:
        raise Unreadable("directory.range_too_long", f"{first}-{last}")
    return tuple(f"{letter}{number}" for number in range(int(low), int(high) + 1))


def parts_of(text: str) -> tuple[str, ...]:
    """Return the parts between commas of any kind, without spaces, empty ones left out."""
    return tuple(part for part in map(plain, _COMMA.split(text)) if part)


def cover_in(part: str, known: Container[str]) -> Cover:
    """Return what one part of a coverage covers; ``known`` are the names of compounds.

    The longest known name at its beginning counts; without one, all that stands before the
    buildings is taken for a name, so that it can be shown as unknown.

    Raises:
        Unreadable: the part says neither a compound nor buildings and units.
    """
    name = next((part[:end] for end in range(len(part), 0, -1) if part[:end] in known), "")
    rest = part[len(name) :]
    found = _COVER.search(rest)
    if not rest or not (name or found or _DIGIT.search(rest)):
        return Cover(part)
    if not found or (name and found.start()):
        raise Unreadable("directory.bad_cover", part)
    units = between(found["unit"], found["last_unit"]) if found["unit"] else ()
    return Cover(name or rest[: found.start()], between(found["first"], found["last"]), units)
