from dataclasses import replace
from functools import partial

import pytest

from domain.calendar import shanghai_day
from domain.people import Identity, Role
from domain.privacy import view_case
from domain.turns import Desk, Step, Turn
from storage import finding
from storage.finding import find_said
from tests.domain.builders import SECRETARY
from tests.storage.station import Station, opening

NUMBER = "13812345678"
WORDS = f"绿漆灯坏，电话{NUMBER}"


async def found(station: Station, person_id: str, words: str) -> set[str]:
    person = station.rules.directory.person(person_id)
    assert person
    day = shanghai_day(station.at)
    keys = await station.database.read(
        partial(find_said, person=person, rules=station.rules, day=day, words=words)
    )
    return {number for _, number in keys}


def anonymous(desk: Desk, turn: Turn) -> Step:
    change = opening(desk, turn.text)
    [party] = change.case.parties
    party = replace(party, identity=Identity.ANONYMOUS)
    return Step(changes=(replace(change, case=replace(change.case, parties=(party,))),))


async def test_words_are_found_although_they_lie_sealed(station: Station) -> None:
    await station.file("wang", WORDS)
    await station.file("li", "Lift ABC 停了")
    assert await found(station, SECRETARY, "绿漆") == {"DQ000001"}
    assert await found(station, SECRETARY, "lift abc") == {"DQ000002"}
    assert await found(station, SECRETARY, "没有这话") == set()


@pytest.mark.parametrize("words", [NUMBER, "138 1234 5678", "+8613812345678"])
async def test_a_whole_number_finds_the_case_for_who_may_look_behind_the_mask(
    station: Station, words: str
) -> None:
    await station.file("wang", WORDS)
    assert await found(station, SECRETARY, words) == {"DQ000001"}
    assert await found(station, SECRETARY, words[:-1]) == set()


async def test_nobody_else_finds_anything_by_a_number(station: Station) -> None:
    case = await station.file("wang", WORDS)
    day = shanghai_day(station.at)
    captain = next(
        person
        for person in station.rules.directory.staff
        if person.has_role(Role.CAPTAIN, day) and view_case(case, person, station.rules, day)
    )
    assert await found(station, captain.person_id, "绿漆") == {"DQ000001"}
    assert await found(station, captain.person_id, NUMBER) == set()


async def test_an_unnamed_reporter_is_not_found_by_his_number(station: Station) -> None:
    await station.take(station.turn("wang", WORDS), decide=anonymous)
    assert await found(station, SECRETARY, "绿漆") == {"DQ000001"}
    assert await found(station, SECRETARY, NUMBER) == set()


async def test_of_very_many_the_newest_are_found(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_FOUND", 2)
    for handle in "abc":
        station.at = station.at.replace(minute=station.at.minute + 1)
        await station.file(handle, "灯坏了")
    assert await found(station, SECRETARY, "灯坏") == {"DQ000002", "DQ000003"}
