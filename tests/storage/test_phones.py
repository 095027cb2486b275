from functools import partial

from domain.cases import Deed, perform
from domain.people import Identity
from domain.states import Act, Part
from domain.turns import Step
from storage.forgetting import destroy_told, forget_people
from storage.phones import cases_with
from storage.records import record_strike
from storage.tables import PHONE_MARKS
from tests.domain.builders import MONDAY
from tests.storage.station import HERE, Station

NUMBER = "13812345678"


async def found(station: Station, number: str = NUMBER, *communities: str) -> set[str]:
    keys = await station.database.read(
        partial(cases_with, communities=communities or (HERE,), number=number)
    )
    return {each for _, each in keys}


async def test_a_number_that_was_told_finds_its_cases(station: Station) -> None:
    await station.file("wang", "灯坏了，电话138 1234 5678")
    await station.file("li", "灯坏了，电话13987654321或13812345678")
    await station.file("zhao", "灯坏了")
    assert await found(station) == {"DQ000001", "DQ000002"}
    assert await found(station, "13987654321") == {"DQ000002"}
    assert await found(station, "13700000000") == set()
    assert await found(station, NUMBER, "shanxi") == set()


async def test_a_number_that_is_told_later_is_found_too(station: Station) -> None:
    case = await station.file("wang", "灯坏了")
    parts = frozenset({Part.REPORTER})
    told = Deed(Act.COMMENT, "wang", parts, MONDAY, public=f"打{NUMBER}，{NUMBER}")
    step = Step(changes=(perform(case, told),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    assert await found(station) == {"DQ000001"}


async def test_the_number_lies_nowhere_in_the_index(station: Station) -> None:
    await station.file("wang", f"灯坏了，电话{NUMBER}")
    [row] = await station.rows(PHONE_MARKS)
    assert NUMBER not in str(row)
    assert len(str(row["mark"])) == 16


async def test_who_is_forgotten_is_not_found_by_his_number(station: Station) -> None:
    case = await station.file("wang", f"灯坏了，电话{NUMBER}")
    await station.file("li", f"灯坏了，邻居电话{NUMBER}")
    assert case.reporter
    assert case.reporter.identity is not Identity.ANONYMOUS
    people = [(HERE, case.reporter.person_id)]
    await station.database.write(lambda conn: forget_people(conn, people, station.at))
    assert await found(station) == {"DQ000002"}


async def test_a_case_whose_words_are_destroyed_is_not_found_by_a_number(station: Station) -> None:
    case = await station.file("wang", f"灯坏了，电话{NUMBER}")
    await station.database.write(lambda conn: destroy_told(conn, [(HERE, case.number)]))
    assert await found(station) == set()
