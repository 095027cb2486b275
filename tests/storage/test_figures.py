from dataclasses import replace
from datetime import timedelta

from domain.states import Act, Part
from domain.turns import Letter, Step
from storage.cases import write_cases
from storage.database import Connection
from storage.figures import Kept, chased, next_due_at, next_held_until, promises, sizes
from storage.records import record_strike
from tests.domain.builders import MONDAY, SECRETARY, done, opened
from tests.storage.station import HERE, Station, file_case

LATER = MONDAY + timedelta(days=400)


async def test_the_next_due_time_is_that_of_the_whole_station(station: Station) -> None:
    assert await station.database.read(next_due_at) is None
    await station.take(station.turn(), decide=file_case)
    case = opened().case
    assert case.next_due is not None
    assert await station.database.read(next_due_at) == case.next_due[0]


async def test_a_letter_that_waits_says_until_when(station: Station) -> None:
    held = Letter(SECRETARY, "weekly.nothing", not_before=MONDAY + timedelta(hours=5))

    def post(conn: Connection) -> object:
        return record_strike(conn, HERE, Step((held,)), MONDAY)

    await station.database.write(post)
    until = await station.database.read(lambda conn: next_held_until(conn, MONDAY))
    assert until == MONDAY + timedelta(hours=5)
    assert await station.database.read(lambda conn: next_held_until(conn, LATER)) is None


async def test_promises_are_kept_broken_or_still_run(station: Station) -> None:
    first = opened().case

    def work(conn: Connection) -> None:
        for number, at in ((1, MONDAY), (2, LATER), (3, None)):
            begun = opened()
            case = replace(begun.case, number=f"DQ00000{number}", resolved_at=at)
            event = replace(begun.event, number=case.number)
            write_cases(conn, [replace(begun, case=replace(case, head=event.hash), event=event)])

    await station.database.write(work)
    assert first.clocks.promised is not None
    assert await station.database.read(lambda conn: promises(conn, MONDAY)) == Kept(1, 1, 1)
    assert await station.database.read(lambda conn: promises(conn, LATER)) == Kept(1, 2, 0)


async def test_only_chases_of_limits_are_counted(station: Station) -> None:
    begun = opened()
    changes = [begun]
    for act, reason in (
        (Act.NUDGE, "accept.first"),
        (Act.NUDGE, "accept.held"),
        (Act.NUDGE, "soon"),
        (Act.NUDGE, "assist.helped.police"),
        (Act.ESCALATE, "accept"),
    ):
        changed = done(changes[-1].case, act, Part.STATION)
        event = replace(changed.event, reason=reason)
        changes.append(replace(changed, event=event, case=replace(changed.case, head=event.hash)))
    await station.database.write(lambda conn: write_cases(conn, changes))
    assert await station.database.read(chased) == {"nudge": 1, "escalate": 1}
    assert (await station.database.read(sizes))["case_events"] == 6
