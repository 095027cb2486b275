"""Amounts of money as people write them, in Arabic or Chinese numbers."""

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {
    char: number for number, char in enumerate("〇壹贰叁肆伍陆柒捌玖")
}
_DIGITS["两"] = 2
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
_SHORT_UNITS = {"k": 1000, "w": 10_000}
_DIGIT = "".join(_DIGITS)
_UNIT = "".join(_UNITS)
_MONEY = tuple("元块圆钱")
_SIGNS = ("¥", "￥")
# The number of a room, a house, a year or a day is no money, however large.
_COUNTED = tuple("室幢栋号楼层单年月日点时分平米户次届个")
_SPOKEN = re.compile(
    rf"(?P<arabic>\d{{1,9}}(?:\.\d{{1,2}})?)(?P<unit>[{_UNIT}kw]{{0,2}})"
    rf"|(?P<chinese>[{_DIGIT}十拾][{_DIGIT}{_UNIT}]{{0,12}})"
)
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[,，](?=\d{3})")
_LARGE = 100
"""From here on a number counts as money though no unit of money stands beside it."""


def amounts_in(text: str) -> frozenset[int]:
    """Return every amount of the text in whole fen: ``三千块`` and ``3,000元`` are both 300000.

    Small numbers without a unit of money beside them are hours, floors and counts, not money.
    """
    return frozenset(amounts_named(text))


def amounts_named(text: str) -> tuple[int, ...]:
    """Return the amounts of the text in whole fen, one as often as it is named."""
    plain = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text).lower())
    return tuple(_amounts(plain))


def _amounts(plain: str) -> Iterator[int]:
    for found in _SPOKEN.finditer(plain):
        value = _value(found)
        signed = plain.endswith(_SIGNS, 0, found.start())
        is_money = signed or plain.startswith(_MONEY, found.end())
        is_large = value >= _LARGE and not plain.startswith(_COUNTED, found.end())
        if value and (is_money or is_large):
            yield int(value * 100)


def _value(found: re.Match[str]) -> Fraction:
    if found["chinese"]:
        return Fraction(_counted(found["chinese"]))
    value = Fraction(found["arabic"])
    for unit in found["unit"]:
        value *= _UNITS.get(unit) or _SHORT_UNITS[unit]
    return value


def _counted(said: str) -> int:
    """Return the number; in ``三千五`` the five is of the next lower unit."""
    if len(said) > 1 and all(char in _DIGITS for char in said):
        return int("".join(str(_DIGITS[char]) for char in said))
    total = whole = digit = 0
    last = 1
    for char in said:
        if char in _DIGITS:
            digit = _DIGITS[char]
            # After a spoken zero a digit counts by itself.
            last = last if digit else 1
            continue
        last = _UNITS[char]
        if last == _UNITS["万"]:
            total, whole, digit = (total + whole + digit) * last, 0, 0
        else:
            whole, digit = whole + max(digit, 1) * last, 0
    return total + whole + digit * (last // 10 if last > _UNITS["十"] else 1)


def yuan(fen: int) -> str:
    """Return the amount as people write it in yuan: ``2600``, or ``2600.50`` with fen."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def one_amount(text: str) -> int:
    """Return the one amount that the text names, in fen, 0 for none or several."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isdecimal():
        return int(plain[:9]) * 100
    found = amounts_in(text)
    return next(iter(found)) if len(found) == 1 else 0
