"""How fast a bot may send before it is told to wait."""

from collections import deque
from dataclasses import dataclass, field

from tests.botapi.refusals import too_many


@dataclass(frozen=True, slots=True)
class Window:
    """At most so many messages in so many seconds."""

    most: int
    seconds: float


@dataclass(slots=True)
class Rates:
    """What the real server lets through: overall, in one chat (short bursts pass), in a group."""

    overall: Window = Window(30, 1)
    chat: Window = Window(5, 4)
    group: Window = Window(20, 60)
    refused: int = 0
    _sent: dict[int, deque[float]] = field(default_factory=dict)

    def check(self, chat_id: int, at: float) -> None:
        """Count one message.

        Raises:
            Refusal: 429, it came too soon.
        """
        windows = [(0, self.overall), (chat_id, self.group if chat_id < 0 else self.chat)]
        for key, window in windows:
            sent = self._sent.setdefault(key, deque())
            while sent and sent[0] <= at - window.seconds:
                sent.popleft()
            if len(sent) >= window.most:
                self.refused += 1
                too_many(max(1, round(sent[0] + window.seconds - at)))
        for key, _ in windows:
            self._sent[key].append(at)
