from functools import partial

import pytest

from domain.cases import Deed, perform
from domain.states import Act, Part
from domain.turns import Step
from storage.forgetting import forget_people
from storage.records import record_strike
from storage.reindexing import Marked, reindex_step
from storage.tables import PHONE_MARKS
from tests.domain.builders import MONDAY
from tests.storage.station import HERE, Station
from tests.storage.test_phones import NUMBER, found

OTHER = "13987654321"


async def reindexed(station: Station, step: int = 2) -> int:
    done, anew = Marked(1, 0), 0
    while done.seen:
        work = partial(reindex_step, after=done.after, step=step)
        done = await station.database.write(work)
        anew += done.anew
    return anew


async def test_a_new_key_finds_what_the_old_one_marked_and_the_old_one_may_go(
    station: Station,
) -> None:
    case = await station.file("wang", f"灯坏了，电话{NUMBER}")
    await station.file("li", f"灯坏了，电话{NUMBER}或{OTHER}")
    await station.file("zhao", "灯坏了")
    told = Deed(Act.COMMENT, "wang", frozenset({Part.REPORTER}), MONDAY, public=f"或打{OTHER}")
    step = Step(changes=(perform(case, told),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    before = {str(row["mark"]) for row in await station.rows(PHONE_MARKS)}
    station.database.ring.add()
    assert await found(station) == {"DQ000001", "DQ000002"}
    assert await reindexed(station) == 4
    assert await reindexed(station) == 0
    station.database.ring.keep_newest()
    assert await found(station) == await found(station, OTHER) == {"DQ000001", "DQ000002"}
    assert before.isdisjoint(str(row["mark"]) for row in await station.rows(PHONE_MARKS))


async def test_who_was_forgotten_is_not_found_again(station: Station) -> None:
    case = await station.file("wang", f"灯坏了，电话{NUMBER}")
    assert case.reporter
    people = [(HERE, case.reporter.person_id)]
    await station.database.write(lambda conn: forget_people(conn, people, station.at))
    told = Deed(Act.COMMENT, "li", frozenset({Part.REPORTER}), MONDAY, public=f"打{OTHER}")
    step = Step(changes=(perform(case, told),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    station.database.ring.add()
    assert await reindexed(station) == 1
    assert (await found(station), await found(station, OTHER)) == (set(), {"DQ000001"})


@pytest.mark.parametrize("step", [1, 500])
async def test_many_cases_are_gone_through_step_by_step(station: Station, step: int) -> None:
    for place in range(3):
        await station.file(f"r{place}", f"灯坏了，电话{NUMBER}")
    station.database.ring.add()
    assert await reindexed(station, step) == 3
