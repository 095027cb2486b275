"""Slow down who tries sign-in links; nothing of it is written down."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

_WINDOW = timedelta(minutes=15)
_MOST_SOURCES = 10_000


class Throttle:
    """Counts wrong tries of each source in the last quarter of an hour."""

    def __init__(self, most: int = 10) -> None:
        """Allow ``most`` wrong tries a window."""
        self._most = most
        self._tries: OrderedDict[str, deque[datetime]] = OrderedDict()

    def is_open(self, source: str, at: datetime) -> bool:
        """Say whether the source may try once more at that moment."""
        tries = self._tries.get(source)
        if tries is None:
            return True
        while tries and at - tries[0] > _WINDOW:
            tries.popleft()
        return len(tries) < self._most

    def missed(self, source: str, at: datetime) -> None:
        """Count a wrong try."""
        tries = self._tries.setdefault(source, deque(maxlen=self._most))
        tries.append(at)
        self._tries.move_to_end(source)
        if len(self._tries) > _MOST_SOURCES:
            self._tries.popitem(last=False)
