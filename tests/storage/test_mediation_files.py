from datetime import timedelta
from functools import partial
from pathlib import Path

from storage.mediation_files import (
    events_of,
    lived_between,
    load_mediation,
    mediations_of,
)
from tests.domain.builders import MONDAY
from tests.mediation_house import kept
from tests.mediation_table import MEDIATOR, NUMBER, OTHER_MEDIATOR, in_force
from tests.web.house import HERE, open_house


async def test_one_is_read_with_its_case_and_its_whole_course(tmp_path: Path) -> None:
    world = in_force()
    async with open_house(tmp_path) as house:
        await kept(house, world)
        found = await house.database.read(lambda conn: load_mediation(conn, (HERE, NUMBER)))
        assert found
        assert found.case.number == NUMBER
        assert [each.act for each in found.events] == [each.act for each in world.events]
        assert found.mediation.head == world.mediation().head
        assert found.mediation.agreement == world.mediation().agreement
        nothing = await house.database.read(lambda conn: load_mediation(conn, (HERE, "DQ000009")))
        assert nothing is None
        assert await house.database.read(lambda conn: events_of(conn, ())) == {}


async def test_everybody_finds_those_in_which_he_is_something(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        await kept(house, in_force())
        for person, count in ((MEDIATOR, 1), (OTHER_MEDIATOR, 1), ("stranger", 0)):
            found = await house.database.read(partial(mediations_of, person_id=person))
            assert len(found) == count


async def test_what_moved_in_a_time_is_read_with_every_step_of_it(tmp_path: Path) -> None:
    world = in_force()
    async with open_house(tmp_path) as house:
        await kept(house, world)
        day = timedelta(days=1)
        spans = ((MONDAY, MONDAY + day), (MONDAY - day, MONDAY), (MONDAY + day, MONDAY + 2 * day))
        counts = []
        for since, until in spans:
            between = partial(lived_between, communities=[HERE], since=since, until=until)
            found = await house.database.read(between)
            counts.append(len(found))
            assert all(len(events) == len(world.events) for _, events in found)
        assert counts == [1, 0, 0]
