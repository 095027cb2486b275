from dataclasses import replace

import pytest

from domain.cases import CaseChanged, Party
from domain.events import first_break
from domain.refusals import Stale
from domain.states import Act, Part
from storage.cases import load_cases, select_cases, write_cases
from storage.events import load_events
from storage.tables import CASE_PARTIES, CASES
from tests.domain.builders import drafted, opened
from tests.storage.station import HERE, Station, deed

FIRST, SECOND = opened(draft=drafted(number="DQ000001")), opened(draft=drafted(number="DQ000002"))


async def write(station: Station, *changes: CaseChanged) -> None:
    await station.database.write(lambda conn: write_cases(conn, changes))


async def test_many_cases_are_written_and_read_at_once(station: Station) -> None:
    await write(station, FIRST, SECOND)
    keys = [(HERE, "DQ000002"), (HERE, "DQ000001"), (HERE, "DQ000009")]
    found = await station.database.read(lambda conn: load_cases(conn, keys))
    assert found == {(HERE, "DQ000001"): FIRST.case, (HERE, "DQ000002"): SECOND.case}


async def test_no_keys_find_no_cases(station: Station) -> None:
    assert await station.database.read(lambda conn: load_cases(conn, [])) == {}


async def test_cases_come_in_the_order_asked_for(station: Station) -> None:
    await write(station, FIRST, SECOND)
    found = await station.database.read(
        lambda conn: select_cases(conn, CASES.c.leaf == "A6", order=(CASES.c.number.desc(),))
    )
    assert found == (SECOND.case, FIRST.case)
    nothing = CASES.c.leaf == "none"
    assert await station.database.read(lambda conn: select_cases(conn, nothing)) == ()


async def test_events_are_an_unbroken_chain(station: Station) -> None:
    accepted = deed(FIRST.case, Act.ACCEPT, Part.HOLDER)
    await write(station, FIRST, accepted)
    await write(station, deed(accepted.case, Act.NOTE, Part.HOLDER))
    events = await station.database.read(lambda conn: load_events(conn, (HERE, "DQ000001")))
    assert [event.act for event in events] == [Act.OPEN, Act.ACCEPT, Act.NOTE]
    assert first_break(events) is None


async def test_a_change_that_does_not_follow_the_last_event_is_stale(station: Station) -> None:
    await write(station, FIRST)
    accepted = deed(FIRST.case, Act.ACCEPT, Part.HOLDER)
    forged = replace(accepted, event=replace(accepted.event, previous="f" * 64))
    later = replace(accepted, event=replace(accepted.event, seq=3))
    for wrong in (forged, later):
        with pytest.raises(Stale):
            await write(station, wrong)
    with pytest.raises(Stale):
        await write(station, accepted, accepted)
    await write(station, accepted)


async def test_a_case_that_is_not_there_cannot_be_changed(station: Station) -> None:
    with pytest.raises(Stale):
        await write(station, deed(FIRST.case, Act.ACCEPT, Part.HOLDER))


async def test_parties_keep_their_order_and_leave_when_dropped(station: Station) -> None:
    people = tuple(Party(name, Part.FOLLOWER) for name in ("c", "a", "b"))
    case = replace(FIRST.case, parties=(*FIRST.case.parties, *people))
    await write(station, replace(FIRST, case=case))
    assert (await station.case("DQ000001")).parties == case.parties
    noted = deed(case, Act.NOTE, Part.HOLDER)
    await write(station, replace(noted, case=replace(noted.case, parties=people[:1])))
    assert await station.count(CASE_PARTIES) == 1
