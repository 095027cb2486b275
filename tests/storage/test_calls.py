from dataclasses import replace
from functools import partial

from domain.assists import Assist, AssistKind
from domain.calendar import shanghai_day
from domain.people import Absence
from domain.states import Act, Part
from domain.turns import Step
from storage.records import record_strike
from tests.domain.builders import HOLDER, MONDAY, SECRETARY, with_absences
from tests.storage.station import HERE, Station, deed

DAY = shanghai_day(MONDAY)


async def test_who_stands_in_finds_what_the_other_holds(station: Station) -> None:
    filed = await station.file("wang")
    assert filed.holder == HOLDER
    station.rules = with_absences(Absence(HOLDER, DAY, DAY, SECRETARY))
    assert (await station.desk(station.turn(person_id=SECRETARY))).cases == (filed,)


async def test_a_case_that_closed_a_month_ago_is_shown_only_when_named(station: Station) -> None:
    filed = await station.file("wang")
    step = Step(changes=(deed(filed, Act.WITHDRAW, Part.REPORTER),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    station.at = MONDAY.replace(month=12, day=23)
    assert len((await station.desk(station.turn("wang"))).cases) == 1
    station.at = MONDAY.replace(month=12, day=24)
    assert (await station.desk(station.turn("wang"))).cases == ()
    named = await station.desk(station.turn("wang", reply_to=filed.number))
    assert [case.number for case in named.cases] == [filed.number]


async def test_a_merged_case_brings_where_it_went_if_that_may_be_seen(station: Station) -> None:
    survivor, merged = await station.file("li"), await station.file("wang")
    change = deed(merged, Act.MERGE, Part.SUPERVISOR)
    gone = replace(change, case=replace(change.case, merged_into=survivor.number))
    step = Step(changes=(gone,))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    wang = await station.desk(station.turn("wang"))
    assert [case.number for case in wang.cases] == [merged.number]
    secretary = station.turn(person_id=SECRETARY, reply_to=merged.number)
    seen = await station.desk(secretary)
    assert {case.number for case in seen.cases} == {survivor.number, merged.number}


async def test_a_press_without_a_number_names_nothing(station: Station) -> None:
    await station.file("wang")
    desk = await station.desk(station.turn(person_id=SECRETARY, press="help"))
    assert desk.cases == ()


async def test_who_was_called_finds_the_case_on_his_desk_and_so_does_his_department(
    station: Station,
) -> None:
    filed = await station.file("wang")
    officer, worker = "dong-officer-urban-management", "chen-worker-dq2"
    for queue, person in (("urban_management", "gone"), ("grid", worker)):
        called = Assist(AssistKind.ASSIST, queue, person, SECRETARY, MONDAY, MONDAY)
        change = deed(await station.case(filed.number), Act.ASSIST, Part.SUPERVISOR)
        grown = replace(change.case, assists=(*change.case.assists, called))
        step = Step(changes=(replace(change, case=grown),))
        await station.database.write(
            partial(record_strike, community_id=HERE, step=step, at=MONDAY)
        )
    for person in (officer, worker):
        desk = await station.desk(station.turn(person_id=person))
        assert [case.number for case in desk.cases] == [filed.number]
    other = await station.desk(station.turn(person_id="yuan-officer-fire"))
    assert other.cases == ()
