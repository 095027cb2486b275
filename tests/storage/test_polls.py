from dataclasses import replace

from domain.polls import HomesAsked, PollOpened, PollWoken, RemindersStopped
from storage.database import Database
from storage.polls import due_polls, polls_at, polls_in, polls_named
from storage.rolls import frozen_roll
from tests.domain.builders import MONDAY
from tests.storage.polling import DAY, HOME, POLL, ROLL, begun, cast, roll_in, wrote
from tests.storage.station import HERE


async def test_a_poll_is_found_by_name_by_home_and_by_community(database: Database) -> None:
    await begun(database)
    named = await database.read(lambda conn: polls_named(conn, [(HERE, "p1"), ("sx", "p1")]))
    assert named == {(HERE, "p1"): POLL}
    assert await database.read(lambda conn: polls_named(conn, [])) == {}
    assert await database.read(lambda conn: polls_in(conn, [HERE])) == (POLL,)
    assert await database.read(lambda conn: polls_in(conn, ["sx"])) == ()


async def test_open_polls_are_found_at_the_homes_of_their_roll(database: Database) -> None:
    await begun(database)
    later = replace(POLL, poll="p2", opens=MONDAY + DAY)
    await wrote(database, PollOpened(later))
    homes = [(HERE, HOME), (HERE, "qingshi.9.1.101"), ("sx", HOME)]
    found = await database.read(lambda conn: polls_at(conn, homes, MONDAY))
    assert found == {(HERE, HOME): ((POLL, ROLL[0]),)}
    found = await database.read(lambda conn: polls_at(conn, homes, MONDAY + DAY))
    assert [poll.poll for poll, _ in found[HERE, HOME]] == ["p1", "p2"]
    assert await database.read(lambda conn: polls_at(conn, homes, POLL.closes)) == {}
    assert await database.read(lambda conn: polls_at(conn, [], MONDAY)) == {}


async def test_an_open_poll_keeps_the_roll_of_its_beginning(database: Database) -> None:
    await begun(database)
    await roll_in(database, [replace(ROLL[0], area=1, owner="X")])
    units = await database.read(lambda conn: frozen_roll(conn, HERE, "p1"))
    assert tuple(each.unit for each in units) == ROLL
    await wrote(database, PollOpened(replace(POLL, poll="p2")))
    units = await database.read(lambda conn: frozen_roll(conn, HERE, "p2"))
    assert [(each.unit.area, each.unit.owner) for each in units] == [(1, "X")]


async def test_the_roll_tells_who_was_asked_and_answered(database: Database) -> None:
    await begun(database)
    asked = HomesAsked(HERE, "p1", (HOME, ROLL[1].home), MONDAY)
    await wrote(database, asked, replace(asked, homes=()))
    await wrote(database, replace(asked, homes=(HOME,), at=MONDAY + DAY))
    await wrote(database, RemindersStopped(HERE, "p1", ROLL[1].home), cast(home=ROLL[2].home))
    units = await database.read(lambda conn: frozen_roll(conn, HERE, "p1"))
    told = [(each.times, each.asked_at, each.stopped, each.is_cast) for each in units]
    assert told == [
        (2, MONDAY + DAY, False, False),
        (1, MONDAY, True, False),
        (0, None, False, True),
        (0, None, False, False),
    ]
    await wrote(database, cast(None, home=ROLL[2].home, version=2))
    units = await database.read(lambda conn: frozen_roll(conn, HERE, "p1"))
    assert not any(each.is_cast for each in units)


async def test_the_clock_finds_the_polls_whose_moment_has_come(database: Database) -> None:
    await begun(database)
    before = await database.read(lambda conn: due_polls(conn, MONDAY - DAY, 9))
    assert (before, await database.read(lambda conn: due_polls(conn, MONDAY, 9))) == ((), (POLL,))
    await wrote(database, PollWoken(HERE, "p1", MONDAY + DAY))
    assert await database.read(lambda conn: due_polls(conn, MONDAY, 9)) == ()
    await wrote(database, PollWoken(HERE, "p1", None))
    assert await database.read(lambda conn: due_polls(conn, MONDAY + 99 * DAY, 9)) == ()
