from dataclasses import replace

from domain.turns import Desk, Step, Turn
from domain.wishes import CaseShelf
from tests.domain.builders import SECRETARY
from tests.storage.station import Station


async def test_a_list_that_is_asked_for_lies_on_the_desk_of_staff_only(station: Station) -> None:
    await station.file("wang")
    asked = {"press": "list::-1:near/0", "person_id": SECRETARY}
    desk = await station.desk(station.turn(SECRETARY, **asked))
    assert [case.number for case in desk.shelf.cases] == ["DQ000001"]
    assert desk.shelf.total == 1
    second = await station.desk(station.turn(SECRETARY, **{**asked, "press": "list::-1:near/1"}))
    assert (second.shelf.cases, second.shelf.total) == ((), 1)
    own = await station.desk(station.turn("wang", press="list::-1:near/0"))
    assert own.shelf == CaseShelf()


async def test_what_is_looked_for_lies_on_the_desk(station: Station) -> None:
    await station.file("wang")

    def ask(desk: Desk, turn: Turn) -> Step:
        del turn
        return Step(dialogue=replace(desk.dialogue, stage="find"))

    await station.take(station.turn(SECRETARY, person_id=SECRETARY), decide=ask)
    desk = await station.desk(station.turn(SECRETARY, "楼道灯", person_id=SECRETARY))
    assert desk.shelf.total == 1
    desk = await station.desk(station.turn(SECRETARY, "水管", person_id=SECRETARY))
    assert desk.shelf.total == 0
