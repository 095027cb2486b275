"""Mobile numbers in what people wrote, in one way of writing, so that the same number is found."""

import re
import unicodedata

# \d is any digit, full-width ones too; people put blanks and dashes between.
_MOBILE = re.compile(r"(?<!\d)(?:\+?86|\+?８６)?[ -]?([1１][3-9３-９]\d(?:[ -]?\d{4}){2})(?!\d)")


def mobiles_in(words: str) -> frozenset[str]:
    """Return every mobile number of the words as eleven plain digits."""
    return frozenset(map(_plain, _MOBILE.findall(words)))


def mobile_of(words: str) -> str:
    """Return the number that the words are, whole, "" if they are anything else."""
    found = _MOBILE.fullmatch(words.strip())
    return _plain(found[1]) if found else ""


def _plain(number: str) -> str:
    return unicodedata.normalize("NFKC", number).replace(" ", "").replace("-", "")
