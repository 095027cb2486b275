"""Carry fresh letters to the pages that are open now."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

# A page that reads slower than this is cut off; it comes back and reads what it missed.
_WAITING_NOTES = 100


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that an open page should show; ``note_id`` 0 is not worth resuming from."""

    kind: str
    content: Mapping[str, object] = field(default_factory=dict)
    note_id: int = 0


Ear = asyncio.Queue[Note | None]


class Hub:
    """Who listens to which topic in this process.

    Nothing is kept here: what an open page misses it reads from storage when it comes back.
    """

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._ears: dict[str, set[Ear]] = {}
        self._closed = False

    @contextmanager
    def listen(self, *topics: str) -> Iterator[Ear]:
        """Yield a queue of the topics' notes; a None in it says that listening is over."""
        ear: Ear = asyncio.Queue(_WAITING_NOTES)
        if self._closed:
            ear.put_nowait(None)
        for topic in topics:
            self._ears.setdefault(topic, set()).add(ear)
        try:
            yield ear
        finally:
            for topic in topics:
                self._leave(topic, ear)

    def publish(self, topic: str, note: Note) -> None:
        """Hand the note to everybody who listens to the topic now."""
        for ear in tuple(self._ears.get(topic, ())):
            if ear.full():
                _hang_up(ear)
            else:
                ear.put_nowait(note)

    def close(self) -> None:
        """End every listening, for good."""
        self._closed = True
        for ear in {ear for ears in self._ears.values() for ear in ears}:
            _hang_up(ear)

    def listeners(self, topic: str) -> int:
        """Return how many pages listen to the topic."""
        return len(self._ears.get(topic, ()))

    def _leave(self, topic: str, ear: Ear) -> None:
        ears = self._ears.get(topic, set())
        ears.discard(ear)
        if not ears:
            self._ears.pop(topic, None)


def _hang_up(ear: Ear) -> None:
    while not ear.empty():
        ear.get_nowait()
    ear.put_nowait(None)
