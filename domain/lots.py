"""Drawing lots that anybody can draw again (评理团抽签)."""

import hashlib
from collections.abc import Collection
from datetime import date

PANEL = 3
LARGER_PANEL = 2 * PANEL + 1
"""Once, and only if one side asks for it."""


def roster_hash(residents: Collection[str]) -> str:
    """Return the SHA-256, in hex, of the ids of the pool; their order does not matter."""
    return hashlib.sha256("\n".join(sorted(residents)).encode()).hexdigest()


def drawn(case: str, day: date, residents: Collection[str], count: int) -> tuple[str, ...]:
    """Return the first ``count`` ids of the pool in the order of their lots.

    A lot is the SHA-256 of ``case|day|roster hash|resident``: nobody can foresee it before the
    roster is closed, and everybody can check it afterwards (docs/sources.md#lots).
    """
    roster = roster_hash(residents)
    start = f"{case}|{day.isoformat()}|{roster}|"
    lots = {each: hashlib.sha256(f"{start}{each}".encode()).digest() for each in residents}
    return tuple(sorted(lots, key=lambda each: lots[each])[:count])
