"""Chinese and Arabic numbers as they stand in addresses."""

import re

_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
NUMBER = r"(?:[0-9]{1,4}|[零〇○一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰]{1,5})"
"""One number of an address as a linear regular expression."""

_POSITIONAL = re.compile(r"[零〇○一二三四五六七八九]{2,}")


def plain_number(said: str) -> str:
    """Return the number in Arabic digits without leading zeros; other words stay as they are.

    ``三`` and ``03`` become ``3``, ``十二`` becomes ``12``, ``三〇二`` becomes ``302``.
    """
    if said.isascii():
        return said.lstrip("0") or said
    if _POSITIONAL.fullmatch(said):
        return "".join(str(_DIGITS[char]) for char in said).lstrip("0") or "0"
    if not all(char in _DIGITS or char in _UNITS for char in said):
        return said
    return str(_counted(said))


def _counted(said: str) -> int:
    whole = 0
    digit = 0
    for char in said:
        if char in _UNITS:
            whole += max(digit, 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return whole + digit
