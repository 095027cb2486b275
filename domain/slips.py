"""Slips of the tongue (说漏嘴): what a text to one side gives away of the other side's caucus.

Nothing said in caucus (背靠背) leaves by itself; the source says yes to the exact words
(``domain.accords``). This guard only catches slips in everything else that goes to the other
side; it replaces no approval (docs/sources.md#relays).
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.amounts import amounts_in

RUN = 6
"""So many characters in a row shared with words of the caucus are a slip."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What the guard found: ``kind`` is ``words`` or ``amount``, ``found`` the words or the fen."""

    kind: str
    found: str


def slip_in(text: str, secret: Iterable[str], shared: Sequence[str] = ()) -> Slip | None:
    """Return what the text gives away of a caucus, None if the guard sees nothing.

    ``secret`` are the caucus texts that were not passed on, ``shared`` what the other side
    knows already: words and amounts that stand there, too, are no slip.
    """
    plain, known = bare(text), "\n".join(map(bare, shared))
    known_amounts = frozenset[int]().union(*map(amounts_in, shared))
    for each in secret:
        run = _shared_run(plain, bare(each), known)
        if run:
            return Slip("words", run)
        amount = min((amounts_in(text) & amounts_in(each)) - known_amounts, default=None)
        if amount is not None:
            return Slip("amount", str(amount))
    return None


def bare(text: str) -> str:
    """Return the letters and digits of the text, in one width and without capitals."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in plain if char.isalnum())


def longest_shared_run(first: str, second: str) -> int:
    """Return how many characters in a row two texts have in common, of what ``bare`` leaves."""
    one, other = bare(first), bare(second)
    lengths = [0] * (len(other) + 1)
    longest = 0
    for char in one:
        lengths = [
            0,
            *(lengths[place] + 1 if char == there else 0 for place, there in enumerate(other)),
        ]
        longest = max(longest, *lengths)
    return longest


def _shared_run(plain: str, hidden: str, known: str) -> str:
    for start in range(len(plain) - RUN + 1):
        run = plain[start : start + RUN]
        if run in hidden and run not in known:
            return run
    return ""
