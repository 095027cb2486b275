"""Building, unit, floor and room out of plain words, before any directory is asked."""

import re
from dataclasses import dataclass
from typing import Literal

from nlp.numerals import plain_number

Part = Literal["building", "unit", "floor", "room"]

_DIGITS = r"[A-Za-z]{0,2}[0-9]{1,5}(?:[A-Za-z][0-9]{0,4})?(?![0-9])"
_WORDS = "零〇○一二两三四五六七八九十百"
_DASH = "[-—–－/_]"
_TOKEN = re.compile(
    rf"(?<![0-9A-Za-z{_WORDS}第])"
    rf"(?:(?P<chain>(?:[A-Za-z]{_DASH})?{_DIGITS}(?:{_DASH}{_DIGITS}){{0,3}})"
    rf"|(?P<said>[{_WORDS}]{{1,5}}|[A-Za-z东南西北中甲乙丙丁]))"
    r"(?P<kind>号楼|号幢|号橦|#楼|楼栋|幢楼|号门|号铺|号店|号仓|号库|号线|号院|单元|门洞|门栋"
    r"|[幢栋座橦棟铜撞憧#号弄巷梯街组区期排楼层室房户路支Ff])?"
)
_MAY_TELL = re.compile(
    r"[-号单门幢栋座橦棟铜撞憧#梯楼层室房户Ff]"
    rf"(?:(?<=-)|(?<=[0-9{_WORDS}A-Za-z东南西北中甲乙丙丁].))"
)
"""Outside address lines a number tells a part only in a chain, or beside what it counts there."""

_SUITE = re.compile(r"([0-9]{1,2}[A-Za-z])([0-9]{3,4})")
_SUITE_NUMBER = re.compile(r"[1-9]0[1-8]")
_STOREY = re.compile(r"[0-9]{1,2}[Ff]")
_ROAD = re.compile(r"(?:路|(?<![0-9一二三四五六七八九十])街|道|巷|线|段|里|支)$")
_HOUSES = re.compile(
    r"(?:小区|苑|园|城|庭|府|墅|公寓|浜|居|邸|湾|门|角|[0-9一二三四五六七八九十][街区排])$"
)
_STREET = re.compile(r"(?:路|(?<![0-9一二三四五六七八九十])街|道|巷|线|段)$")
_TIME = re.compile(r"(?:[月本这每周]|星期)$")
_NOT_FLOOR = tuple("道梯栋长幢下上盘市房宇顶的层")
_NOT_ROOM = tuple("间子屋型价产东贷租外内口主")
_COUNTED = re.compile(
    r"[年月日天点元块万千个人次米平度分秒岁页张只条件%户斤公里吨瓦:：.]|多[个人元块次]|左右"
)
_KINDS: dict[Part, frozenset[str]] = {
    "building": frozenset({"号楼", "号幢", "号橦", "#楼", "楼栋", "幢楼", *"幢栋座橦棟铜撞憧#"}),
    "unit": frozenset({"单元", "门洞", "门栋", "号门", "梯"}),
    "floor": frozenset({"楼", "层", "F", "f"}),
    "room": frozenset({"室", "房", "户", "号铺", "号店", "号仓"}),
}
_SKIPPED = frozenset({"弄", "巷", "区", "期", "路", "支", "号线", "号院", "号库", "组", "排"})
# What may stand between two parts of one address; other words are the matter itself.
JOINTS = frozenset(" ,，、.的之在")
_LONG = 3
"""So many digits are rather a room than a building or a unit."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of one address as plain numbers, and where they stand in the text.

    Words between ``start`` and ``end`` are of the address alone: a room told after the matter is
    read, and lies outside.
    """

    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    start: int = 0
    end: int = 0

    def is_empty(self) -> bool:
        """Say whether nothing was found."""
        return not (self.building or self.unit or self.floor or self.room)


_NONE = Address()


class _Walk:
    """One walk over a text, number by number, and what was found on the way."""

    def __init__(self, text: str, *, bare: bool) -> None:
        self._text = text
        self._bare = bare
        self._weak = False
        self._span = (0, 0)
        self._last = 0
        self._found: dict[Part, str] = {}

    def address(self) -> Address:
        for match in _TOKEN.finditer(self._text):
            if not self._is_told(match):
                continue
            before = self._text[max(0, match.start() - 4) : match.start()]
            after = self._text[match.end() : match.end() + 4]
            if not _is_skipped(match, before, after):
                self._read(match, before, after)
        return self._address() if self._found else _NONE

    def _address(self) -> Address:
        return Address(**self._found, start=self._span[0], end=self._span[1])

    def _is_told(self, match: re.Match[str]) -> bool:
        chain = match["chain"] or ""
        adjoins = bool(self._found) and match.start() == self._last
        return bool(match["kind"] or (chain and (self._bare or adjoins or "-" in chain)))

    def _note(self, part: Part, said: str, match: re.Match[str]) -> None:
        if not self._found.get(part):
            start, end = self._span if self._found else (match.start(), match.start())
            if JOINTS.issuperset(self._text[end : match.start()]):
                self._span = (start, match.end())
            self._last = match.end()
            number = plain_number(said).upper()
            self._found[part] = number.removesuffix("F") if part == "floor" else number

    def _read(self, match: re.Match[str], before: str, after: str) -> None:
        kind = match["kind"] or ""
        numbers = re.split(_DASH, match["chain"]) if match["chain"] else [match["said"]]
        suite = _SUITE.fullmatch(numbers[0])
        if len(numbers) > 1:
            self._read_chain(match, numbers[1:] if _STREET.search(before) else numbers)
        elif suite and kind in {"", "室"} and not {"building", "floor"} & self._found.keys():
            self._note("building", suite[1], match)
            self._note("room", suite[2], match)
        else:
            self._read_one(match, numbers[0], before, after)

    def _read_one(self, match: re.Match[str], number: str, before: str, after: str) -> None:
        kind = match["kind"] or ""
        named = next((part for part, kinds in _KINDS.items() if kind in kinds), None)
        part = named or self._unnamed(kind, number, before, after)
        if named == "building" and self._weak:
            self._found.pop("building", None)
        if part == "building":
            self._weak = not (named or self._found.get("building"))
        if part:
            self._note(part, number, match)

    def _unnamed(self, kind: str, number: str, before: str, after: str) -> Part | None:
        inside = bool(self._found)
        deep = bool({"unit", "floor"} & self._found.keys())
        if kind == "街":
            return "unit" if self._bare and (inside or before.endswith("区")) else None
        if kind == "号":
            known = inside or _HOUSES.search(before) or after[:1].isdecimal()
            return _house(number, inside=inside, deep=deep) if known else None
        if _STOREY.fullmatch(number):
            return "floor"
        if inside:
            return "room" if deep or len(number) >= _LONG else "unit"
        return "room" if len(number) > _LONG or _SUITE_NUMBER.fullmatch(number) else "building"

    def _read_chain(self, match: re.Match[str], numbers: list[str]) -> None:
        if (match["kind"] or "") in _KINDS["building"]:
            self._note("building", numbers[0], match)
            return
        for part, number in zip(self._order(numbers), numbers, strict=False):
            self._note(part, number, match)

    def _order(self, numbers: list[str]) -> tuple[Part, ...]:
        first, last = len(numbers[0]), len(numbers[-1])
        if "building" in self._found:
            return ("room",) if "unit" in self._found or first >= _LONG else ("unit", "room")
        if first > _LONG > last:
            return ("room",)
        pair = len(numbers) == len(("building", "room")) and last >= _LONG
        return ("building", "room") if pair else ("building", "unit", "room")


def _house(number: str, *, inside: bool, deep: bool) -> Part:
    if not inside:
        return "building"
    return "room" if deep or len(number) >= _LONG else "unit"


def _is_skipped(match: re.Match[str], before: str, after: str) -> bool:
    """Say whether the number belongs to a road, a date, an amount or another kind of word."""
    kind, said = match["kind"] or "", match["said"] or ""
    if kind in _KINDS["floor"]:
        return "-" in match[0] or after.startswith(_NOT_FLOOR)
    if said == "两":
        return True
    if kind in {"室", "房", "户"}:
        few = len(match["chain"] or "") < _LONG
        return said == "一" or (few and after.startswith(_NOT_ROOM))
    if kind in {"号", ""}:
        return _is_amount(match, before, after)
    return kind in _SKIPPED


def _is_amount(match: re.Match[str], before: str, after: str) -> bool:
    if _ROAD.search(before):
        return "-" not in match[0] or (match["kind"] == "号" and bool(_STREET.search(before)))
    if _TIME.search(before) or re.match(r"[0-9]{4}-[0-9]{1,2}-", match[0]):
        return True
    bare = not match["kind"]
    if bare and (_COUNTED.match(after) or match[0].startswith("0")):
        return True
    return bare and len(match[0]) < _LONG and "\u3400" <= after[:1] <= "\u9fff"


def read_address(text: str, *, bare: bool = False) -> Address:
    """Return the first building, unit, floor and room of the normalised text.

    ``bare`` reads the text as an address line: numbers count that stand without any word.
    """
    return _Walk(text, bare=bare).address() if bare or _MAY_TELL.search(text) else _NONE


def floor_of(room: str) -> str:
    """Return the floor that a room number tells: 502 is on 5, 1203 on 12."""
    return room[:-2] if room.isdecimal() and len(room) >= _LONG else ""
