"""What happened to a case, append-only and chained by hashes: events are the truth."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.states import Act, Part, State

GENESIS = "0" * 64
STATION = "station"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    ``at`` is aware UTC; ``actor`` is a person's id of staff, ``station``, or for residents only
    their part (``reporter``, ``follower``), so that no event ever tells who they are;
    ``public`` is what the resident may read, ``internal`` what only staff read; ``previous`` is
    the hash of the event before, ``GENESIS`` for the first.
    """

    community_id: str
    number: str
    seq: int
    at: datetime
    actor: str
    part: Part
    act: Act
    before: State
    after: State
    reason: str = ""
    public: str = ""
    internal: str = ""
    previous: str = GENESIS

    @property
    def hash(self) -> str:
        """Return the SHA-256 (hex) over every field and the hash of the event before."""
        fields = [
            self.community_id,
            self.number,
            self.seq,
            self.at.isoformat(),
            self.actor,
            self.part,
            self.act,
            self.before,
            self.after,
            self.reason,
            self.public,
            self.internal,
            self.previous,
        ]
        words = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(words.encode()).hexdigest()


def first_break(events: Iterable[Event]) -> Event | None:
    """Return the first event of one case whose place in the chain is wrong, or None."""
    previous = GENESIS
    for seq, event in enumerate(events, start=1):
        if event.previous != previous or event.seq != seq:
            return event
        previous = event.hash
    return None
