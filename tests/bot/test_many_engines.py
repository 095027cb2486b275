"""Several processes on one database: each turn, strike and letter once, each person in order."""

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.engine import Engine
from bot.outbox import Post, PostRoom
from domain.turns import Arrived, Letter, Sealed, Step
from jobs.rounds import JobRound
from jobs.table import Job
from storage.database import Database, open_database
from storage.tables import DIALOGUES
from storage.tables.letters import IS_WAITING, LETTERS
from tests.bot.street import Opening
from tests.bot.workshop import START, craft_of, opened, turn_of
from tests.stores import address_of

pytestmark = pytest.mark.usefixtures("each_store")

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, PEOPLE, TURNS = 3, 4, 8
SLOT = START.isoformat()
# So often a process looks whether letters still wait, and so long between looks, in seconds.
LOOKS, LOOK = 1_200, 0.05


def tell(work: JobRound) -> Step:
    return Step(says=(Letter("chen", "test.struck", {"count": len(work.cases)}),))


STRIKE = Job("job", "* * * * *", "open", catch_up=True, decide=tell)


class Written(Opening):
    """A door that writes every letter into a file that all processes share."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file

    async def send(self, sealed: Sealed, arrived: Arrived) -> None:
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(f"{sealed.letter_id}\n")
        await super().send(sealed, arrived)


def sealed(claimed: object) -> Sealed:
    letter = claimed.letter  # type: ignore[attr-defined]
    return Sealed(claimed.letter_id, claimed.address, letter.key)  # type: ignore[attr-defined]


async def no_letter_waits(database: Database, door: Written) -> None:
    """Return once every letter for the door, of all processes, has gone out."""
    of_door = LETTERS.c.channel == door.channel
    waiting = select(func.count()).select_from(LETTERS).where(IS_WAITING, of_door)
    for _ in range(LOOKS):
        if not await database.read(lambda conn: conn.scalar(waiting)):
            return
        await asyncio.sleep(LOOK)
    raise TimeoutError


async def work(url: str, folder: Path, name: str) -> None:
    """Take turns that others take too, strike what others strike, deliver what all wrote."""
    database = open_database(url, state_dir=folder)
    craft = craft_of(database)
    engine = Engine(craft)
    door = Written(folder / "letters")
    room = PostRoom(Post(database, sealed, lambda *_: None, craft.clock), [door])
    async with asyncio.TaskGroup() as group:
        group.create_task(engine.run())
        group.create_task(room.run())
        for place in range(TURNS):
            shared = [turn_of("count", f"p{who}", f"count-{who}-{place}") for who in range(PEOPLE)]
            own = turn_of("灯坏了", f"{name}-{place}", f"{name}-{place}")
            await asyncio.gather(*map(engine.take_turn, (*shared, own)))
        await engine.strike(STRIKE, SLOT, START)
        await no_letter_waits(database, door)
        engine.stop()
        room.stop()
    await database.close()


async def test_each_turn_strike_and_letter_happens_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        processes = [
            await asyncio.create_subprocess_exec(
                *(sys.executable, __file__, address_of(tmp_path), str(tmp_path), f"e{place}"),
                cwd=ROOT,
                env={"PYTHONPATH": str(ROOT)},
                stderr=subprocess.PIPE,
            )
            for place in range(PROCESSES)
        ]
        ends = await asyncio.gather(*(each.communicate() for each in processes))
        assert [each.returncode for each in processes] == [0] * PROCESSES, ends

        async def column(query: str) -> list[object]:
            return await database.read(lambda conn: [row[0] for row in conn.exec_driver_sql(query)])

        assert await column("select count(*) from failed_turns") == [0]
        assert await column("select count(*) from turns") == [(PEOPLE + PROCESSES) * TURNS]
        assert await column("select count(*) from cases") == [PROCESSES * TURNS]
        kept = select(DIALOGUES.c.notes)
        notes = await database.read(lambda conn: conn.scalars(kept).all())
        assert sorted(int(each["count"]) for each in notes if each) == [TURNS] * PEOPLE
        assert await column("select count(*) from letters where key = 'test.struck'") == [2]
        sent = Counter((tmp_path / "letters").read_text(encoding="utf-8").split())
        assert set(sent.values()) == {1}
        told = "select count(*) from letters where state = 'sent'"
        assert await column(told) == [len(sent)]


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
