from dataclasses import replace
from datetime import date, timedelta

from domain.cases import CaseChanged, Deed, perform
from domain.states import Act, Part
from domain.turns import Step
from domain.warranties import Claim, Covered, Stage, Taken, Warranty
from storage.records import record_strike
from storage.rounds import (
    cases_ended,
    cases_opened,
    claimed_cases,
    communities,
    due_cases,
    followed_cases,
    open_cases,
)
from tests.storage.station import HERE, Station, deed, file_case


async def test_due_cases_come_oldest_first_and_no_more_than_asked(station: Station) -> None:
    for day in range(3):
        await station.file(f"r{day}", f"第{day}天")
        station.at += timedelta(days=day + 1)
    later = station.at + timedelta(days=60)
    found = await station.database.read(lambda conn: due_cases(conn, later, 2))
    assert [case.number for case in found] == ["DQ000001", "DQ000002"]
    dues = [case.next_due for case in found if case.next_due]
    assert dues == sorted(dues)


async def test_a_case_is_due_at_its_moment_and_not_before(station: Station) -> None:
    filed = await station.file()
    assert filed.next_due is not None
    due, _ = filed.next_due
    early = due - timedelta(microseconds=1)
    assert await station.database.read(lambda conn: due_cases(conn, early, 9)) == ()
    assert await station.database.read(lambda conn: due_cases(conn, due, 9)) == (filed,)


async def test_due_cases_of_one_community_only(station: Station) -> None:
    filed = await station.file()
    late = station.at + timedelta(days=60)
    assert await station.database.read(lambda conn: due_cases(conn, late, 9, "shanxi")) == ()
    assert await station.database.read(lambda conn: due_cases(conn, late, 9, HERE)) == (filed,)


async def test_a_withdrawn_case_is_neither_due_nor_open(station: Station) -> None:
    filed = await station.file()
    step = Step(changes=(deed(filed, Act.WITHDRAW, Part.REPORTER),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    late = station.at + timedelta(days=60)
    assert await station.database.read(lambda conn: due_cases(conn, late, 9)) == ()
    assert await station.database.read(lambda conn: open_cases(conn, HERE)) == ()


async def test_cases_that_ended_before_a_moment_oldest_first(station: Station) -> None:
    filed = await station.file()
    await station.file("li")
    step = Step(changes=(deed(filed, Act.WITHDRAW, Part.REPORTER),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    ended, later = station.at, station.at + timedelta(microseconds=1)
    assert await station.database.read(lambda conn: cases_ended(conn, ended, HERE)) == ()
    [gone] = await station.database.read(lambda conn: cases_ended(conn, later, HERE))
    assert gone.number == filed.number
    assert await station.database.read(lambda conn: cases_ended(conn, later, "shanxi")) == ()


async def test_open_cases_are_those_of_the_community_oldest_first(station: Station) -> None:
    await station.take(
        station.turn("wang", "灯不亮"), station.turn("li", "门坏了"), decide=file_case
    )
    found = await station.database.read(lambda conn: open_cases(conn, HERE))
    assert [case.text for case in found] == ["灯不亮", "门坏了"]
    assert await station.database.read(lambda conn: open_cases(conn, "shanxi")) == ()


async def test_communities_are_those_that_were_spoken_to(station: Station) -> None:
    assert await station.database.read(communities) == ()
    await station.take(station.turn(), station.turn("li", community_id="shanxi"))
    assert await station.database.read(communities) == (HERE, "shanxi")


async def test_who_leaves_cases_due_goes_on_behind_the_last_one(station: Station) -> None:
    numbers = [(await station.file(f"more{count}", "灯坏了")).number for count in range(5)]
    late = station.at + timedelta(days=90)
    first = await station.database.read(lambda conn: due_cases(conn, late, 3))
    rest = await station.database.read(lambda conn: due_cases(conn, late, 3, after=first[-1]))
    assert sorted(case.number for case in (*first, *rest)) == sorted(numbers)


async def test_a_month_is_what_was_opened_in_it(station: Station) -> None:
    filed = await station.file()
    at, day = filed.opened_at, timedelta(days=1)
    read = station.database.read
    assert await read(lambda conn: cases_opened(conn, at, at + day, HERE)) == (filed,)
    assert await read(lambda conn: cases_opened(conn, at - day, at, HERE)) == ()
    assert await read(lambda conn: cases_opened(conn, at, at + day, "shanxi")) == ()


async def test_followed_are_those_whose_day_has_come(station: Station) -> None:
    filed = await station.file()
    done = deed(filed, Act.NOTE, Part.HOLDER)
    due = station.at + timedelta(days=14)
    step = Step(changes=(CaseChanged(replace(done.case, follow_up_at=due), done.event),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    early = due - timedelta(seconds=1)
    assert await station.database.read(lambda conn: followed_cases(conn, early, HERE)) == ()
    [found] = await station.database.read(lambda conn: followed_cases(conn, due, HERE))
    assert found.number == filed.number
    assert await station.database.read(lambda conn: followed_cases(conn, due, "shanxi")) == ()


async def test_a_claim_is_due_at_its_moment_in_its_community_and_as_long_as_it_is_open(
    station: Station,
) -> None:
    filed = await station.file()
    claim = Claim(Covered.WATERPROOF, date(2022, 10, 1), date(2026, 11, 17))
    noticed = Taken(Stage.NOTICED, date(2026, 11, 17), station.at, "chen")
    warranty = Warranty(claim, "明湖置业有限公司", 23, (noticed,))
    done = deed(filed, Act.FOLLOW, Part.STATION)
    changed = CaseChanged(replace(done.case, warranty=warranty), done.event)
    await station.database.write(
        lambda conn: record_strike(conn, HERE, Step(changes=(changed,)), station.at)
    )
    due = warranty.due_at
    assert due
    early = due - timedelta(seconds=1)
    assert await station.database.read(lambda conn: claimed_cases(conn, early, HERE)) == ()
    [found] = await station.database.read(lambda conn: claimed_cases(conn, due, HERE))
    assert found.warranty == warranty
    assert await station.database.read(lambda conn: claimed_cases(conn, due, "shanxi")) == ()
    gone = perform(changed.case, Deed(Act.WITHDRAW, "wang", frozenset({Part.REPORTER}), station.at))
    await station.database.write(
        lambda conn: record_strike(conn, HERE, Step(changes=(gone,)), station.at)
    )
    assert await station.database.read(lambda conn: claimed_cases(conn, due, HERE)) == ()
