"""Viewer codes (查看码): eight signs on whatever shows a case; they lead to who saw it, and when.

A photo or a copy of a work order that went astray names the one who was shown it
(docs/sources.md#secrecy).
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain

from domain.turns import Letter, Text, Value

_SIGNS = 8
# What is of the resident: a sentence with one of these shows a case, others only name it.
_OF_RESIDENTS = frozenset({"words", "comment"})


def viewer_code(person_id: str, what: str) -> str:
    """Return the code of one look of one person; ``what`` names what was shown, and when."""
    return hashlib.sha256(f"{person_id} {what}".encode()).hexdigest()[:_SIGNS].upper()


def cases_shown(letter: Letter, needs: Callable[[str], Collection[str]]) -> tuple[str, ...]:
    """Return the numbers of the cases that the letter shows to its reader, each once.

    ``needs`` gives the values that a sentence says, by its key.
    """
    about = {"number": letter.case_number, **letter.values}
    return tuple(dict.fromkeys(_shown(letter.key, about, needs)))


def _shown(
    key: str, values: Mapping[str, Value], needs: Callable[[str], Collection[str]]
) -> Iterator[str]:
    needed = needs(key)
    number = values.get("number")
    if isinstance(number, str) and number and _says(values, needed):
        yield number
    said = chain.from_iterable(_flat(values.get(name, "")) for name in needed)
    for each in said:
        if isinstance(each, Text):
            yield from _shown(each.key, each.values, needs)


def _flat(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


def _says(values: Mapping[str, Value], needed: Collection[str]) -> bool:
    # A photo stands beside its sentence and in no place of it.
    return any(values.get(name) for name in ("photo", *_OF_RESIDENTS.intersection(needed)))
