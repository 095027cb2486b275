from datetime import timedelta

import pytest

from domain.cases import Case
from domain.clearing import ClearingDecided, kept_until
from domain.states import Act, Part
from domain.turns import Step
from jobs.destroying import destroy
from jobs.rounds import JobRound
from storage.cases import load_cases
from storage.database import Connection
from storage.mediations import write_mediations
from storage.records import record_strike
from storage.rounds import cases_ended, spent_cases
from storage.tables import CLEARINGS
from tests.domain.builders import demo_rules
from tests.storage.station import HERE, Station, deed
from tests.storage.test_mediations import begun

RULES = demo_rules()
KEEPER = "wu-dispatcher-sx"


async def strike(station: Station, *changes: object, here: str = HERE) -> None:
    step = Step(changes=changes)  # type: ignore[arg-type]
    await station.database.write(lambda conn: record_strike(conn, here, step, station.at))


async def kept(station: Station, number: str) -> Case:
    key = (HERE, number)
    return (await station.database.read(lambda conn: load_cases(conn, {key})))[key]


async def ended(station: Station, words: str) -> Case:
    filed = await station.file("wang", words)
    await strike(station, deed(filed, Act.WITHDRAW, Part.REPORTER))
    return await kept(station, filed.number)


async def night(station: Station) -> None:
    def work(conn: Connection) -> None:
        cases = spent_cases(conn, RULES, station.at, HERE)
        record_strike(conn, HERE, destroy(JobRound(HERE, cases, RULES, station.at)), station.at)

    await station.database.write(work)


async def test_an_old_case_loses_its_words_in_the_night_after_somebody_said_so(
    station: Station,
) -> None:
    old = await ended(station, "秘密的旧事")
    station.at += RULES.retention + timedelta(days=2)
    lately = await ended(station, "昨天的事")
    await night(station)
    assert (await kept(station, old.number)).text == "秘密的旧事"
    await strike(station, ClearingDecided(kept_until(RULES, station.at), KEEPER))
    assert [row["decided_by"] for row in await station.rows(CLEARINGS)] == [KEEPER]
    await night(station)
    cleared = await kept(station, old.number)
    assert (cleared.text, cleared.state, cleared.leaf) == ("", old.state, old.leaf)
    assert (await kept(station, lately.number)).text == "昨天的事"
    before = cleared.version
    await night(station)
    assert (await kept(station, old.number)).version == before


@pytest.mark.parametrize("reach", ["elsewhere", "earlier"])
async def test_a_yes_reaches_as_far_as_it_was_said(station: Station, reach: str) -> None:
    old = await ended(station, "旧事")
    station.at += RULES.retention + timedelta(days=2)
    days = timedelta(days=9 if reach == "earlier" else 0)
    decided = ClearingDecided(kept_until(RULES, station.at) - days, KEEPER)
    await strike(station, decided, here="shanxi" if reach == "elsewhere" else HERE)
    await night(station)
    assert (await kept(station, old.number)).text == "旧事"


async def test_a_dossier_of_mediation_is_neither_counted_nor_cleared(station: Station) -> None:
    old = await ended(station, "楼上漏水")
    await station.database.write(lambda conn: write_mediations(conn, [begun(old.number)]))
    station.at += RULES.retention + timedelta(days=2)
    await strike(station, ClearingDecided(kept_until(RULES, station.at), KEEPER))
    await night(station)
    assert (await kept(station, old.number)).text == "楼上漏水"
    late = station.at
    assert await station.database.read(lambda conn: cases_ended(conn, late, HERE)) == ()
