"""A poll on a small roll in a fresh database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.ballots import Answer, Ballot, Matter, Poll, Unit, Way
from domain.places import Place, PlaceSource
from domain.polls import BallotCast, PollChange, PollOpened
from domain.turns import Step
from storage.database import Connection, Database
from storage.people import load_people, write_people
from storage.records import record_strike
from storage.rolls import write_roll
from tests.domain.builders import MONDAY
from tests.storage.station import HERE

DAY = timedelta(days=1)
AREA = "qingshi-area"
ROLL = tuple(
    Unit("qingshi", "1", "1", room, 6_820 + place, f"Q{place}", let=room == "202")
    for place, room in enumerate(("101", "102", "201", "202"))
)
POLL = Poll(
    HERE, "p1", AREA, "停车位收费吗", Matter.GRAVE, MONDAY, MONDAY + 10 * DAY, "gao-secretary-dq6"
)
HOME = ROLL[0].home


def cast(
    answer: Answer | None = Answer.YES, home: str = HOME, version: int = 1, by: str = "li"
) -> BallotCast:
    """Return a ballot in the poll."""
    return BallotCast(HERE, Ballot("p1", home, answer, Way.OWN, by, MONDAY, version))


async def roll_in(database: Database, units: Sequence[Unit] = ROLL, area: str = AREA) -> None:
    """Write a roll."""
    rows = [(area, each) for each in units]
    await database.write(lambda conn: write_roll(conn, HERE, rows))


async def wrote(database: Database, *changes: PollChange, at: datetime = MONDAY) -> None:
    """Write changes as a strike does."""
    step = Step(changes=changes)
    await database.write(lambda conn: record_strike(conn, HERE, step, at))


async def begun(database: Database) -> None:
    """Open the poll on the roll."""
    await roll_in(database)
    await wrote(database, PollOpened(POLL))


async def living(database: Database, person_id: str, home: str, *, proved: bool = True) -> None:
    """Let somebody live at a home."""
    compound, building, unit, room = home.split(".")
    source = PlaceSource.CONFIRMED if proved else PlaceSource.ASKED
    place = Place(compound, building, unit, room[0], room, source=source)

    def work(conn: Connection) -> None:
        known = load_people(conn, [(HERE, person_id)], MONDAY).get((HERE, person_id))
        assert known, "who lives there must have spoken before"
        write_people(conn, [replace(known.person, home=place)])

    await database.write(work)
