"""What one process counts and times of its own work, told as Prometheus reads it.

Figures of the whole station come from its rows (``storage/gauges.py``); these begin anew with
every start, as counters may.
"""

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator

from domain.refusals import NotSaved
from domain.turns import Turn
from storage.records import Receipt

# Seconds from a turn's coming to its commit.
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_HELP = {
    "turns": "Turns by what became of them.",
    "letters": "Letters by what became of one try.",
    "strikes": "Strikes of the clock that this process did.",
    "pages": "Pages by status.",
}


class Meters:
    """Counters and one histogram of a process."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._buckets = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0

    def count(self, name: str, kind: str, many: int = 1) -> None:
        """Count something of ``turns``, ``letters``, ``strikes`` or ``pages`` by its kind."""
        self._counts[name, kind] += many

    async def timed(self, take: Callable[[Turn], Awaitable[Receipt]], turn: Turn) -> Receipt:
        """Take the turn and keep how long it took to the commit.

        Raises:
            NotSaved: as ``take`` does; that is counted, too.
        """
        begin = time.perf_counter()
        try:
            receipt = await take(turn)
        except NotSaved:
            self.count("turns", "not_saved")
            raise
        seconds = time.perf_counter() - begin
        self.count("turns", "answered")
        self._buckets[bisect_left(BUCKETS, seconds)] += 1
        self._seconds += seconds
        return receipt

    def lines(self) -> Iterator[str]:
        """Yield the figures as Prometheus reads them."""
        for name, told in _HELP.items():
            yield f"# HELP yizhan_{name}_total {told}"
            yield f"# TYPE yizhan_{name}_total counter"
            kinds = sorted(
                (kind, many) for (each, kind), many in self._counts.items() if each == name
            )
            yield from (f'yizhan_{name}_total{{kind="{kind}"}} {many}' for kind, many in kinds)
        yield "# HELP yizhan_turn_seconds From a turn's coming to its commit."
        yield "# TYPE yizhan_turn_seconds histogram"
        so_far = 0
        for most, many in zip((*map(str, BUCKETS), "+Inf"), self._buckets, strict=True):
            so_far += many
            yield f'yizhan_turn_seconds_bucket{{le="{most}"}} {so_far}'
        yield f"yizhan_turn_seconds_sum {self._seconds:.6f}"
        yield f"yizhan_turn_seconds_count {so_far}"
