"""Building, unit, floor and room out of plain words, before any directory is asked."""

import re
from dataclasses import dataclass

from nlp.numerals import NUMBER, plain_number

_N = NUMBER
_DASH = "[-—–－/]"
_CHAIN = re.compile(
    rf"(?<![0-9\-])([0-9]{{1,3}}){_DASH}([0-9]{{1,2}}){_DASH}([0-9]{{3,4}})(?![0-9\-])"
)
_PAIR = re.compile(rf"(?<![0-9\-])([0-9]{{1,3}}){_DASH}([0-9]{{3,4}})(?![0-9\-])")
_BUILDING = re.compile(
    rf"([A-Za-z]?{_N}|[A-Za-z东南西北中])(?:号楼|#楼|号幢|幢|栋|座|#|(?<=[0-9])号(?=[0-9]))"
)
_UNIT = re.compile(rf"({_N}|[东南西北中A-Za-z甲乙丙丁])(?:单元|号门|门洞|门栋)")
_FLOOR = re.compile(rf"(?<!号)(?<![幢栋座])({_N})(?:楼(?![道梯栋长幢下上盘市房宇])|层)")
_ROOM = re.compile(r"([0-9]{3,4}|[零〇○一二三四五六七八九]{3,4})(?:室|房(?!间|[屋子])|户)")
_BARE = re.compile(
    r"(?<![0-9.\-])([0-9]{3,4})(?![0-9.\-元块年月日号分点度路平米万人多个次户幢栋栋%])"
)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of one address as plain numbers, with the words and where they stand."""

    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    start: int = 0
    end: int = 0

    def is_empty(self) -> bool:
        """Say whether nothing was found."""
        return not (self.building or self.unit or self.floor or self.room)


def read_address(text: str, *, bare: bool = False) -> Address:
    """Return the first building, unit, floor and room of the normalised text.

    ``bare`` also takes a number of three or four digits that stands alone as a room.
    """
    chain = _CHAIN.search(text)
    if chain:
        return _chained(chain)
    found = {
        "building": _BUILDING.search(text),
        "unit": _UNIT.search(text),
        "floor": _FLOOR.search(text),
        "room": _ROOM.search(text) or (_BARE.search(text) if bare else None),
    }
    matches = {part: match for part, match in found.items() if match}
    pair = _PAIR.search(text)
    if pair and "building" not in matches and "room" not in matches:
        return _paired(pair)
    if not matches:
        return Address()
    parts = {part: plain_number(match[1]).upper() for part, match in matches.items()}
    starts = [match.start() for match in matches.values()]
    ends = [match.end() for match in matches.values()]
    return Address(**parts, start=min(starts), end=max(ends))


def _chained(match: re.Match[str]) -> Address:
    building, unit, room = map(plain_number, match.groups())
    return Address(building, unit, floor_of(room), room, match.start(), match.end())


def _paired(match: re.Match[str]) -> Address:
    building, room = map(plain_number, match.groups())
    return Address(building, "", floor_of(room), room, match.start(), match.end())


def floor_of(room: str) -> str:
    """Return the floor that a room number tells: 502 is on 5, 1203 on 12."""
    return room[:-2] if room.isdecimal() and len(room) > 2 else ""  # noqa: PLR2004
