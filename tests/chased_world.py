"""A station whose every transaction may fail: the real core on a real SQLite file."""

import asyncio
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from sqlalchemy import Connection, make_url, select

from bot.batches import Batch
from bot.strikes import Strike
from domain.cases import Case
from domain.events import Event
from domain.letters import mentions_of
from domain.people import Address, Person
from domain.reading import Reading
from domain.rules import Rulebook
from domain.turns import Letter, Turn
from handlers.table import answer
from jobs.table import Job
from storage.cases import select_cases
from storage.database import KEYS, open_database
from storage.desks import Heard
from storage.events import load_events
from storage.keyring import Keyring
from storage.letters import letter_of
from storage.pages import Reader, Wish, case_list
from storage.sqlite import SqliteStore
from storage.tables import ADDRESSES, CASES, LETTERS
from tests.domain.builders import MONDAY
from tests.handlers.tabletop import demo_reader, demo_rules

HERE = "dongqiao"
LAMPS = ("天成花园1幢1单元楼道灯不亮", "天成花园4幢1单元楼道灯不亮")
# He stands on the ladder of what is told of his own grid.
ON_SECRETARY = "天成花园3幢2单元楼道堆物说了三次，王书记不管事"
# What residents say.
WORDS = (
    "天成花园3幢2单元楼道灯不亮",
    "天成花园3幢1单元化粪池冒溢，臭死了",
    "天成花园5幢楼上半夜装修太吵了",
    "天成花园2幢电梯困了三个人有老人!",
    "洞桥新村门口有人堵住我的车位",
    "别让物业知道是我，他们公共收益不公布",
    ON_SECRETARY,
    "谢谢",
    "还是老样子",
    "没解决",
    "DQ000001 今天更严重了",
    "我的诉求",
)
MOST = 200

Result = TypeVar("Result")


class Fault(Exception):
    """The power fails before a commit."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter as it lies in the outbox: to whom, when it may leave, who spoke before it."""

    letter: Letter
    leaves_at: datetime
    speaker: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the cases that it names, one entry a mention."""
        return tuple(number for number, _ in mentions_of(self.letter))


@cache
def understood(words: str) -> Reading:
    """Return what the reader makes of the words."""
    return demo_reader().read(words, HERE)


@cache
def fresh_template() -> Path:
    """Return a file with the newest tables and nothing in them, made once."""
    folder = Path(mkdtemp(prefix="yizhan-template-"))
    asyncio.run(_upgraded(folder))
    return folder / "station.db"


async def _upgraded(folder: Path) -> None:
    database = open_database(f"sqlite:///{folder / 'station.db'}", state_dir=folder)
    await database.upgrade()
    await database.close()


@dataclass
class ChasedWorld:
    """One community's station; ``sent`` are the letters of the latest step."""

    store: SqliteStore
    at: datetime = MONDAY
    rules: Rulebook = field(default_factory=demo_rules)
    cases: dict[str, Case] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    letters: int = 0
    keys: Iterator[int] = field(default_factory=count)

    @classmethod
    def fresh(cls, template: Path, folder: Path) -> "ChasedWorld":
        """Open a copy of the template in the folder."""
        shutil.copy(template, folder / "model.db")
        store = SqliteStore(make_url(f"sqlite:///{folder / 'model.db'}"))
        store.seal_with(Keyring(template.with_name(KEYS)))
        return cls(store)

    def close(self) -> None:
        """Close the file."""
        self.store._writer.shutdown()
        self.store._readers.shutdown()
        self.store._reading.dispose()
        self.store._writing.dispose()

    def transact(
        self, work: Callable[[Connection], Result], *, fails: bool = False
    ) -> Result | None:
        """Run the work in one transaction, which the power may end just before its commit."""
        with suppress(Fault), self.store._writing.begin() as conn:
            result = work(conn)
            if fails:
                raise Fault
            return result
        return None

    def take(self, who: str, text: str = "", *, fails: bool = False, **more: object) -> Turn:
        """Let somebody say or press something."""
        serves = self.rules.directory.person(who) is not None
        turn = Turn(
            key=f"turn-{next(self.keys)}",
            community_id=HERE,
            address=Address("console" if serves else "test", who),
            at=self.at,
            text=text,
            person_id=who if serves else "",
        )
        turn = replace(turn, **more)  # type: ignore[arg-type]
        self.hear(turn, fails=fails)
        return turn

    def hear(self, turn: Turn, *, fails: bool = False) -> None:
        """Take a turn, perhaps one that was taken before."""
        heard = Heard(turn, understood(turn.text) if turn.text else Reading())

        def work(conn: Connection) -> object:
            [taken] = Batch([heard], self.rules, self.at).take(conn, answer)
            assert not isinstance(taken, Exception), taken
            return taken

        self.transact(work, fails=fails)
        self._look(turn.person_id or turn.address.handle)

    def strike(self, job: Job, *, fails: bool = False) -> None:
        """Strike a job for this minute; where it fails its slot is struck by nobody else."""
        strike = Strike(job, f"{self.at.isoformat()}-{next(self.keys)}", self.at, "model")
        self.transact(strike.claim)
        for share in strike.shares(self.rules):
            # There are never more cases due than one transaction takes.
            self.transact(partial(self._take_share, strike, share), fails=fails)
        self._look("")

    def _take_share(self, strike: Strike, share: Sequence[str], conn: Connection) -> bool:
        return strike.take(conn, share, self.rules)

    def _look(self, speaker: str) -> None:
        with self.store._reading.begin() as conn:
            cases = select_cases(conn, CASES.c.community_id == HERE)
            fresh = (LETTERS.c.community_id == HERE) & (LETTERS.c.letter_id > self.letters)
            found = conn.execute(select(LETTERS).where(fresh).order_by(LETTERS.c.letter_id)).all()
            named = select(ADDRESSES.c.person_id).where(ADDRESSES.c.handle == speaker)
            speaker = conn.scalar(named) or speaker
        self.cases = {case.number: case for case in cases}
        self.letters = max((row.letter_id for row in found), default=self.letters)
        self.sent = [
            Sent(letter_of(row), max(row.created_at, row.held_until), speaker) for row in found
        ]

    def events(self, number: str) -> tuple[Event, ...]:
        """Return a case's events as they lie in the file."""
        with self.store._reading.begin() as conn:
            return load_events(conn, (HERE, number))

    def seen_by(self, reader: Reader) -> int:
        """Return how many cases the reader may see."""
        with self.store._reading.begin() as conn:
            return case_list(conn, reader, Wish(chosen="all"), MOST, 0).total

    def sent_to(self, person: Person) -> list[Sent]:
        """Return the letters of the latest step to that person."""
        return [each for each in self.sent if each.letter.to == person.person_id]

    @property
    def is_due(self) -> bool:
        """Say whether the clock would look at a case now."""
        dues = (case.next_due for case in self.cases.values())
        return any(due and due[0] <= self.at for due in dues)

    def offered(self, who: str) -> tuple[str, ...]:
        """Return the presses of the latest letter with buttons that the person got."""
        with self.store._reading.begin() as conn:
            named = select(ADDRESSES.c.person_id).where(ADDRESSES.c.handle == who)
            person_id = conn.scalar(named) or who
            his = (LETTERS.c.community_id == HERE) & (LETTERS.c.person_id == person_id)
            rows = conn.execute(select(LETTERS).where(his).order_by(LETTERS.c.letter_id.desc()))
            offers = (letter_of(row).choices for row in rows)
            return tuple(each.press for each in next(filter(None, offers), ()))
