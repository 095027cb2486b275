from dataclasses import replace
from datetime import timedelta

import pytest

from domain.calendar import shanghai_day
from domain.people import Address, Person
from domain.rules import Rulebook
from domain.states import Act, Part
from domain.turns import Desk, Letter, Step, Turn
from storage.accounts import bind_address
from storage.cases import write_cases
from storage.outbox import Claimed
from storage.recalls import without_barred
from storage.tables import LETTERS
from tests.domain.builders import DISPATCHERS, MONDAY, SECRETARY, staff
from tests.storage.station import HERE, LEASE, Station, deed

YESTERDAY = shanghai_day(MONDAY) - timedelta(days=1)


async def told(station: Station, number: str, *readers: str) -> list[Claimed]:
    def decide(desk: Desk, turn: Turn) -> Step:
        del desk, turn
        return Step(says=tuple(Letter(each, "staff.late", {"number": number}) for each in readers))

    await station.take(station.turn("li"), decide=decide)
    return await station.claim("console", "test")


async def left_of(station: Station, claimed: list[Claimed]) -> list[str]:
    left = await station.database.write(
        lambda conn: without_barred(conn, claimed, station.rules, station.at)
    )
    return [each.person_id for each in left if each.letter.key == "staff.late"]


async def states(station: Station) -> dict[object, object]:
    rows = await station.rows(LETTERS)
    return {row["person_id"]: row["state"] for row in rows if row["key"] == "staff.late"}


def without_post(rules: Rulebook, person_id: str, *, is_kept: bool) -> Rulebook:
    """Return the rules after the person's posts ended, or after he left the directory."""
    directory = rules.directory
    others = tuple(each for each in directory.staff if each.person_id != person_id)
    gone = staff(person_id)
    until = tuple(replace(post, until=YESTERDAY) for post in gone.posts)
    kept = (replace(gone, posts=until),) if is_kept else ()
    return replace(rules, directory=replace(directory, staff=(*others, *kept)))


async def test_a_letter_about_a_case_that_came_to_be_about_its_reader_is_recalled_for_good(
    station: Station,
) -> None:
    case = await station.file()
    claimed = await told(station, case.number, SECRETARY, DISPATCHERS[0])
    noted = deed(case, Act.NOTE, Part.HOLDER)
    accusing = replace(noted, case=replace(noted.case, about=(SECRETARY,)))
    await station.database.write(lambda conn: write_cases(conn, [accusing]))
    assert await left_of(station, claimed) == [DISPATCHERS[0]]
    assert await states(station) == {SECRETARY: "recalled", DISPATCHERS[0]: "waiting"}
    late = await station.claim("console", at=station.at + LEASE)
    assert [each.person_id for each in late] == [DISPATCHERS[0]]


async def test_who_told_it_himself_still_hears_of_what_seems_to_be_about_him(
    station: Station,
) -> None:
    here = Address("test", "wang-shuji")
    await station.database.write(
        lambda conn: bind_address(conn, HERE, here, staff(SECRETARY), station.at)
    )
    case = await station.file("wang-shuji")
    noted = deed(case, Act.NOTE, Part.HOLDER)
    accusing = replace(noted, case=replace(noted.case, about=(SECRETARY, DISPATCHERS[0])))
    await station.database.write(lambda conn: write_cases(conn, [accusing]))
    await told(station, case.number, SECRETARY, DISPATCHERS[0])
    claimed = await station.claim("console", "test", at=station.at + LEASE)
    assert await left_of(station, claimed) == [SECRETARY]


@pytest.mark.parametrize("is_kept", [True, False], ids=["post ended", "out of the directory"])
async def test_a_letter_to_who_serves_no_more_is_recalled(
    station: Station, *, is_kept: bool
) -> None:
    # He has spoken from his own messenger, so the letter would reach his phone.
    here = Address("test", "wang-shuji")
    await station.database.write(
        lambda conn: bind_address(conn, HERE, here, staff(SECRETARY), station.at)
    )
    case = await station.file()
    claimed = await told(station, case.number, SECRETARY, DISPATCHERS[0])
    station.rules = without_post(station.rules, SECRETARY, is_kept=is_kept)
    assert await left_of(station, claimed) == [DISPATCHERS[0]]
    assert (await states(station))[SECRETARY] == "recalled"


async def test_who_serves_no_more_still_hears_of_his_own_matter_and_of_no_case(
    station: Station,
) -> None:
    here = Address("test", "wang-shuji")
    await station.database.write(
        lambda conn: bind_address(conn, HERE, here, staff(SECRETARY), station.at)
    )
    case = await station.file("wang-shuji")
    await told(station, case.number, SECRETARY)
    await told(station, "", SECRETARY)
    claimed = await station.claim(at=station.at + LEASE)
    station.rules = without_post(station.rules, SECRETARY, is_kept=False)
    assert await left_of(station, claimed) == [SECRETARY, SECRETARY]


async def test_no_letter_is_recalled_from_who_serves_and_from_residents(station: Station) -> None:
    case = await station.file()
    await station.database.write(
        lambda conn: bind_address(
            conn, HERE, Address("test", "neighbour"), Person(HERE, "neighbour"), station.at
        )
    )
    claimed = await told(station, case.number, SECRETARY, "neighbour")
    assert await left_of(station, claimed) == [SECRETARY, "neighbour"]
    assert {row["state"] for row in await station.rows(LETTERS)} == {"waiting"}
