"""A station without conversations: turns are heard, the test says what is answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import TypeAlias

from sqlalchemy import Table, func, select

from domain.cases import Case, CaseChanged, Deed, Party, perform
from domain.opening import open_case
from domain.people import Address
from domain.reading import Reading
from domain.rules import Rulebook
from domain.states import Act, Part
from domain.turns import Desk, Letter, Step, Turn
from storage.database import Connection, Database
from storage.desks import Heard, Seen, lay_desks
from storage.outbox import Claimed, claim_letters
from storage.records import Receipt, record_steps
from storage.rounds import open_cases
from tests.domain.builders import MONDAY, demo_rules, drafted

Decide: TypeAlias = Callable[[Desk, Turn], Step]

HERE = "dongqiao"
LEASE = timedelta(seconds=30)


def quiet(desk: Desk, turn: Turn) -> Step:
    """Answer nothing."""
    del desk, turn
    return Step()


def greet(desk: Desk, turn: Turn) -> Step:
    """Answer with one letter."""
    del turn
    return Step(says=(Letter(desk.person.person_id, "arrival.welcome"),))


def file_case(desk: Desk, turn: Turn) -> Step:
    """Open a case for the speaker and say its number."""
    opened = opening(desk, turn.text or "楼道灯不亮")
    letter = Letter(desk.person.person_id, "filing.filed", {"number": opened.case.number})
    return Step(says=(letter,), changes=(opened,))


def opening(desk: Desk, words: str = "楼道灯不亮") -> CaseChanged:
    """Return a new case of the speaker under the desk's free number."""
    draft = replace(
        drafted("A6"),
        text=words,
        number=f"DQ{desk.free_number:06d}",
        party=Party(desk.person.person_id, Part.REPORTER),
    )
    return open_case(draft, desk.rules, desk.at)


def deed(case: Case, act: Act, *parts: Part, actor: str = "somebody") -> CaseChanged:
    """Return the case after an act on Monday."""
    return perform(case, Deed(act, actor, frozenset(parts), MONDAY))


@dataclass
class Station:
    """Hears turns, writes what is decided, and looks into its own tables."""

    database: Database
    at: datetime = MONDAY
    rules: Rulebook = field(default_factory=demo_rules)
    _keys: "count[int]" = field(default_factory=lambda: count(1))

    def turn(self, handle: str = "wang", text: str = "", **more: object) -> Turn:
        """Return what somebody says at the test's door."""
        turn = Turn(
            key=f"turn-{next(self._keys)}",
            community_id=HERE,
            address=Address("test", handle),
            at=self.at,
            text=text,
        )
        return replace(turn, **more)  # type: ignore[arg-type]

    async def take(self, *turns: Turn, decide: Decide = quiet) -> list[Receipt]:
        """Hear new turns in one transaction and write the answers."""
        answers = await self.hear(*turns, decide=decide)
        receipts = [each for each in answers if isinstance(each, Receipt)]
        assert len(receipts) == len(answers)
        return receipts

    async def hear(self, *turns: Turn, decide: Decide = quiet) -> list[Receipt | Seen]:
        """Hear turns, new ones or not, in one transaction and write the answers."""
        heard = [Heard(turn, Reading(text=turn.text)) for turn in turns]

        def work(conn: Connection) -> list[Receipt | Seen]:
            desks = lay_desks(conn, heard, self.rules, self.at)
            return _recorded(conn, heard, desks, decide)

        return await self.database.write(work)

    async def desk(self, turn: Turn, reading: Reading | None = None) -> Desk:
        """Return the desk of a turn that is not taken."""
        heard = [Heard(turn, reading or Reading(text=turn.text))]
        [desk] = await self.database.write(lambda conn: lay_desks(conn, heard, self.rules, self.at))
        assert isinstance(desk, Desk)
        return desk

    async def file(self, handle: str = "wang", text: str = "楼道灯不亮") -> Case:
        """Let somebody file a case and return it as the database has it."""
        [receipt] = await self.take(self.turn(handle, text), decide=file_case)
        return await self.case(receipt.numbers[0])

    async def case(self, number: str) -> Case:
        """Return an open case by number."""
        cases = await self.database.read(lambda conn: open_cases(conn, HERE))
        return next(case for case in cases if case.number == number)

    async def claim(
        self, *channels: str, limit: int = 50, at: datetime | None = None
    ) -> list[Claimed]:
        """Claim letters of the test's door or of others."""
        wanted, now = channels or ("test",), at or self.at
        return await self.database.write(
            lambda conn: claim_letters(conn, wanted, now, limit, LEASE)
        )

    async def count(self, table: Table) -> int:
        """Return how many rows a table has."""
        chosen = select(func.count()).select_from(table)
        return await self.database.read(lambda conn: int(conn.scalar(chosen) or 0))

    async def rows(self, table: Table) -> list[dict[str, object]]:
        """Return the rows of a table."""
        return await self.database.read(
            lambda conn: [dict(row) for row in conn.execute(select(table)).mappings()]
        )


def _recorded(
    conn: Connection, heard: Sequence[Heard], desks: Sequence[Desk | Seen], decide: Decide
) -> list[Receipt | Seen]:
    decided: list[tuple[Heard, Desk, Step]] = []
    opened = 0
    for each, desk in zip(heard, desks, strict=True):
        if isinstance(desk, Desk):
            laid = replace(desk, free_number=desk.free_number + opened)
            step = decide(laid, each.turn)
            opened += sum(
                isinstance(change, CaseChanged) and change.event.seq == 1 for change in step.changes
            )
            decided.append((each, laid, step))
    receipts = iter(record_steps(conn, decided))
    return [desk if isinstance(desk, Seen) else next(receipts) for desk in desks]
