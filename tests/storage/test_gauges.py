from datetime import timedelta
from functools import partial

from domain.alarms import ALARMS
from domain.turns import Letter, Step
from storage import epochs
from storage.failures import keep_failed_turn
from storage.gauges import measured
from storage.outbox import mark_failed
from storage.parking import Parked, park
from storage.probes import claim_probe, finish_probe
from storage.strikes import Claim, claim_strike, finish_strikes
from tests.storage.station import Station, file_case

OF_THE_MACHINE = {"disk_used_ratio", "database_seconds"}
OF_THE_PROCESS = {"rules_age_seconds", "files_age_seconds"}


async def gauges(station: Station, after: float = 0) -> dict[str, float]:
    at = station.at + timedelta(seconds=after)
    return await station.database.read(partial(measured, at=at))


async def test_every_alarm_is_measured_and_an_empty_station_is_quiet(station: Station) -> None:
    found = await gauges(station)
    assert {each.gauge for each in ALARMS} <= found.keys() | OF_THE_MACHINE | OF_THE_PROCESS
    assert set(found.values()) == {0}


async def test_letters_are_as_old_as_they_might_have_gone(station: Station) -> None:
    await station.take(station.turn(), decide=file_case)
    found = await gauges(station, 90)
    assert found["outbox_age_seconds"] == 90
    assert found["outbox_urgent_age_seconds"] == 0
    assert found["letters_waiting"] == 1

    def call(_desk: object, _turn: object) -> Step:
        return Step(says=(Letter("li", "arrival.welcome", urgent=True),))

    await station.take(station.turn("li"))
    await station.take(
        station.turn("zhao"),
        decide=lambda d, _t: Step(
            says=(Letter(d.person.person_id, "arrival.welcome", urgent=True),)
        ),
    )
    assert (await gauges(station, 30))["outbox_urgent_age_seconds"] == 30


async def test_letters_that_are_held_or_tried_later_are_not_late(station: Station) -> None:
    await station.take(station.turn(), decide=file_case)
    [claimed] = await station.claim()
    again = station.at + timedelta(minutes=10)
    await station.database.write(
        partial(mark_failed, claimed=claimed, why="shut", again_at=again, at=station.at)
    )
    assert (await gauges(station, 300))["outbox_age_seconds"] == 0
    assert (await gauges(station, 660))["outbox_age_seconds"] == 60
    await station.database.write(
        partial(mark_failed, claimed=claimed, why="gone", again_at=None, at=station.at)
    )
    assert (await gauges(station))["letters_dead"] == 1


async def test_after_a_restore_letters_are_frozen_and_not_late(station: Station) -> None:
    await station.take(station.turn(), decide=file_case)
    await station.database.write(partial(epochs.begin_epoch, at=station.at))
    found = await gauges(station, 9_999)
    assert (found["letters_frozen"], found["outbox_age_seconds"]) == (1, 0)


async def test_what_failed_and_what_nobody_could_read_is_counted(station: Station) -> None:
    write = station.database.write
    await write(
        partial(keep_failed_turn, turn=station.turn(), error_kind="ValueError", at=station.at)
    )
    for why in ("unreadable", "album"):
        parked = Parked("telegram", f"key-{why}", {}, why=why)
        await write(partial(park, parked=parked, at=station.at))
    found = await gauges(station)
    assert (found["turns_failed"], found["updates_unreadable"]) == (1, 1)


async def test_a_clock_that_stands_still_is_late(station: Station) -> None:
    claim = Claim("chase", "slot", "me")
    at = station.at
    write = station.database.write
    assert await write(partial(claim_strike, claim=claim, at=at, lease=timedelta(minutes=1)))
    await write(partial(finish_strikes, jobs=["chase"], slot="slot", at=at))
    assert (await gauges(station, 200))["clock_late_seconds"] == 200


async def test_cases_that_are_due_or_that_nobody_holds_are_counted(station: Station) -> None:
    case = await station.file()
    found = await gauges(station, 400 * 24 * 3600)
    assert found["cases_due"] == 1
    assert found["cases_without_holder"] == float(case.holder == "")
    query = "update cases set holder = ''"
    await station.database.write(lambda conn: conn.exec_driver_sql(query))
    assert (await gauges(station))["cases_without_holder"] == 1


async def test_a_probe_is_as_old_as_the_last_that_was_seen(station: Station) -> None:
    def claim(after: float, owner: str = "one") -> partial[str]:
        return partial(claim_probe, owner=owner, at=station.at + timedelta(seconds=after))

    slot = await station.database.write(claim(0))
    # Tried in vain, again and again.
    await station.database.write(claim(60))
    assert (await gauges(station, 200))["probe_age_seconds"] == 200
    seen = station.at + timedelta(seconds=2)
    await station.database.write(partial(finish_probe, slot=slot, at=seen))
    found = await gauges(station, 200)
    assert (found["probe_age_seconds"], found["probe_seconds"]) == (198, 2)
