"""The ledger outside the victim: what was told, what was accepted, what came over the wire."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select

from storage.database import Connection, Database
from storage.tables import CASES, FAILED_TURNS, IS_WAITING, LETTERS, TURNS
from tests.botapi.phone import Phone

HERE = "dongqiao"
Clock: TypeAlias = Callable[[], datetime]
_MARK = re.compile(r"编号(\d+)")
# One report in so many different places, so that none of them is the same matter as another.
_PLACES = tuple(
    f"天成花园{building}幢{unit}单元" for building in range(1, 4) for unit in range(1, 3)
)


def words_of(mark: int) -> str:
    """Return a report that nobody else makes."""
    return f"{_PLACES[mark % len(_PLACES)]}楼道灯不亮，编号{mark}"


@dataclass
class Ledger:
    """One phone a report; ``kills`` counts the cycles that ended with a kill."""

    phones: dict[int, Phone] = field(default_factory=dict)
    kills: int = 0

    def told(self, mark: int, phone: Phone) -> None:
        """Keep that the report was told from that phone, and tell it."""
        self.phones[mark] = phone
        phone.says(words_of(mark))

    @property
    def open(self) -> int:
        """Return how many updates the messenger has not been told to forget."""
        return sum(len(phone.bot.queue.waiting) for phone in list(self.phones.values())[:1])

    def repeats(self) -> int:
        """Return how many messages came a second time to the phone that had them already."""
        return sum(many - 1 for texts in self._shown().values() for many in Counter(texts).values())

    def unanswered(self) -> list[int]:
        """Return the reports whose phone never showed a case number."""
        shown = self._shown()
        return [
            mark
            for mark, phone in self.phones.items()
            if not any("DQ" in text for text in shown.get(phone.user_id, ()))
        ]

    def _shown(self) -> Mapping[int, list[str]]:
        # One walk over everything: thousands of phones that each look for their own take minutes.
        shown: dict[int, list[str]] = {}
        worlds = [phone.world for phone in self.phones.values()][:1]
        events = (event for world in worlds for event in world.events if event.kind == "sent")
        for event in events:
            shown.setdefault(event.chat_id, []).append(event.message["text"])
        return shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the database says of the ledger after the last start."""

    told: int
    kills: int
    lost: tuple[int, ...]
    doubled: tuple[int, ...]
    repeats: int
    unanswered: tuple[int, ...]
    failed: int
    waiting: int
    ended: int

    @property
    def is_kept(self) -> bool:
        """Say whether the promise holds."""
        wrong = (*self.lost, *self.doubled, *self.unanswered)
        return not (wrong or self.failed or self.ended) and self.repeats <= self.kills

    def words(self) -> str:
        """Return the figures in one line."""
        return (
            f"{self.kills} kills, {self.told} reports told and accepted: {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled, {len(self.unanswered)} unanswered, "
            f"{self.repeats} repeats on the wire, {self.failed} failed turns, "
            f"{self.waiting} letters to phones still waiting, ended with {self.ended}"
        )


def marks_in(texts: Iterable[str]) -> Mapping[int, int]:
    """Return how often each report stands in the texts."""
    return Counter(int(found[1]) for text in texts if (found := _MARK.search(text)))


async def judged(database: Database, ledger: Ledger, ended: int = 0) -> Verdict:
    """Hold the database against the ledger; ``ended`` is how the last process came to its end."""

    def work(conn: Connection) -> tuple[Mapping[int, int], Mapping[int, int], int, int]:
        waiting = select(LETTERS.c.key).where(IS_WAITING, LETTERS.c.channel == "telegram")
        return (
            marks_in(conn.scalars(select(TURNS.c.text))),
            marks_in(conn.scalars(select(CASES.c.text))),
            len(conn.scalars(select(FAILED_TURNS.c.turn_key)).all()),
            len(conn.scalars(waiting).all()),
        )

    turns, cases, failed, waiting = await database.read(work)
    marks = tuple(ledger.phones)
    return Verdict(
        told=len(marks),
        kills=ledger.kills,
        lost=tuple(mark for mark in marks if not turns.get(mark) or not cases.get(mark)),
        doubled=tuple(mark for mark in marks if turns.get(mark, 0) > 1 or cases.get(mark, 0) > 1),
        repeats=ledger.repeats(),
        unanswered=tuple(ledger.unanswered()),
        failed=failed,
        waiting=waiting,
        ended=ended,
    )
