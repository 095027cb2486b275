"""Find case numbers such as DQ000001, in any width and case."""

import re

_NUMBER = re.compile(r"[A-Za-z](?<![A-Za-z]{2})[A-Za-z][ -]?[0-9]{6}(?![0-9])")


def case_numbers(text: str) -> tuple[str, ...]:
    """Return the case numbers of the normalised text in capitals, each once, in order."""
    found = _NUMBER.findall(text)
    if not found:
        return ()
    plain = (number.upper().replace(" ", "").replace("-", "") for number in found)
    return tuple(dict.fromkeys(plain))


def without_numbers(text: str) -> str:
    """Return the text without its case numbers."""
    return _NUMBER.sub("", text)
