from dataclasses import replace

from storage.database import Database
from storage.rolls import members_of, roll_with_people, rolled_areas, units_of
from storage.tables import PEOPLE
from tests.storage.polling import HOME, ROLL, begun, living, roll_in
from tests.storage.station import HERE, Station


async def test_a_new_roll_takes_the_place_of_that_of_its_area_alone(database: Database) -> None:
    await roll_in(database)
    await roll_in(database, [replace(ROLL[0], compound="wanghu")], "wanghu-area")
    areas = await database.read(lambda conn: rolled_areas(conn, [HERE]))
    assert areas == {"qingshi-area", "wanghu-area"}
    assert await database.read(lambda conn: rolled_areas(conn, ["sx"])) == frozenset()


async def test_units_of_a_frozen_roll_are_found_by_home(database: Database) -> None:
    await begun(database)
    keys = [(HERE, "p1", HOME), (HERE, "p1", "qingshi.9.1.101"), (HERE, "p2", HOME)]
    found = await database.read(lambda conn: units_of(conn, keys))
    assert found == {("p1", HOME): ROLL[0]}
    assert await database.read(lambda conn: units_of(conn, [])) == {}


async def test_a_home_has_those_who_were_proved_to_live_there(station: Station) -> None:
    database = station.database
    await begun(database)
    await station.take(*(station.turn(each) for each in ("li", "wu", "zu")))
    ids = [row["person_id"] for row in await station.rows(PEOPLE)]
    for person_id, proved in zip(sorted(map(str, ids)), (True, True, False), strict=True):
        await living(database, person_id, HOME, proved=proved)
    expected = tuple(sorted(map(str, ids)))[:2]
    assert await database.read(lambda conn: members_of(conn, HERE, HOME)) == expected
    roll = await database.read(lambda conn: roll_with_people(conn, HERE, "p1"))
    people = {each.unit.home: tuple(p.person_id for p in each.people) for each in roll}
    assert people == {each.home: expected if each.home == HOME else () for each in ROLL}
