from functools import partial

import pytest

from domain.states import Act, Part
from domain.turns import Step
from storage.invariants import (
    Breach,
    Head,
    breaches,
    census,
    chain_breaches,
    heads,
    missing_files,
    turns_since,
)
from storage.records import record_strike
from tests.storage.station import HERE, Station, deed

NUMBER = "DQ000001"


async def lived(station: Station) -> None:
    """Let two cases have three events each."""
    for who in ("wang", "li"):
        case = await station.file(who)
        for _ in range(2):
            step = Step(changes=(deed(case, Act.NUDGE, Part.STATION),))
            await station.database.write(
                partial(record_strike, community_id=HERE, step=step, at=station.at)
            )
            case = await station.case(case.number)


async def found(station: Station) -> set[Breach]:
    return set(await station.database.read(lambda conn: list(breaches(conn))))


async def change(station: Station, query: str) -> None:
    await station.database.write(lambda conn: conn.exec_driver_sql(query))


async def test_a_station_that_nobody_touched_is_whole(station: Station) -> None:
    await lived(station)
    assert await found(station) == set()
    counted = await station.database.read(census)
    assert (counted.cases, counted.events, counted.newest) == (2, 6, station.at)
    assert await station.database.read(partial(turns_since, moment=None)) == 2
    assert await station.database.read(partial(turns_since, moment=station.at)) == 0


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("update case_events set public = 'x' where seq = 2 and number = 'DQ000001'", "chain"),
        ("update case_events set public = 'x' where seq = 3 and number = 'DQ000001'", "head"),
        ("update case_events set actor = 'x' where seq = 1 and number = 'DQ000001'", "chain"),
        ("delete from case_events where seq = 2 and number = 'DQ000001'", "chain"),
        ("delete from case_events where seq = 3 and number = 'DQ000001'", "head"),
        ("delete from case_events where number = 'DQ000001'", "chain"),
        ("update case_events set seq = 9 where seq = 2 and number = 'DQ000001'", "chain"),
        ("update cases set head = 'x' where number = 'DQ000001'", "head"),
        ("update cases set next_due_at = null where number = 'DQ000001'", "clock"),
        ("delete from case_parties where number = 'DQ000001'", "party"),
        ("update cases set is_open = (1 = 0) where number = 'DQ000001'", "ended"),
    ],
)
async def test_whatever_is_changed_behind_the_station_is_found(
    station: Station, query: str, what: str
) -> None:
    await lived(station)
    await change(station, query)
    assert Breach(what, HERE, NUMBER) in await found(station)


async def test_a_letter_that_was_sent_at_no_time_and_a_turn_without_its_case_are_found(
    station: Station,
) -> None:
    await lived(station)
    await change(station, "update letters set state = 'sent', case_number = 'DQ000001'")
    await change(station, "update turns set numbers = '[\"DQ000099\"]'")
    assert await found(station) == {
        Breach("letter", HERE, NUMBER),
        Breach("turn", HERE, "DQ000099"),
    }


async def test_a_chain_that_was_cut_and_closed_again_is_found_by_its_anchor_alone(
    station: Station,
) -> None:
    await lived(station)
    anchored = await station.database.read(heads)
    assert anchored[HERE, NUMBER].seq == 3
    await change(station, "delete from case_events where seq = 3 and number = 'DQ000001'")
    await change(
        station,
        "update cases set seq = 2, head = (select hash from case_events "
        "where seq = 2 and number = 'DQ000001') where number = 'DQ000001'",
    )
    assert await found(station) == set()
    cut = await station.database.read(lambda conn: list(chain_breaches(conn, anchored)))
    assert cut == [Breach("anchor", HERE, NUMBER)]


async def test_a_case_that_is_gone_is_found_by_its_anchor_and_growth_is_no_breach(
    station: Station,
) -> None:
    await lived(station)
    anchored = await station.database.read(heads)
    await station.file("zhao")
    gone = {**anchored, (HERE, "DQ000077"): Head(1, "x")}
    look = station.database.read
    assert await look(lambda conn: list(chain_breaches(conn, anchored))) == []
    assert await look(lambda conn: list(chain_breaches(conn, gone))) == [
        Breach("chain", HERE, "DQ000077")
    ]


async def test_a_photo_that_does_not_lie_there_is_found(station: Station) -> None:
    await lived(station)
    names = "community_id, number, mark, file_id, kind, caption, sender, internal, kept_at"
    row = f"('{HERE}', '{NUMBER}', 'm', 'f', 'photo', '', '', (1 = 0), 1)"
    await change(station, f"insert into attachments ({names}) values {row}")  # noqa: S608
    look = station.database.read
    assert await look(lambda conn: list(missing_files(conn, ["f"]))) == []
    assert await look(lambda conn: list(missing_files(conn, []))) == [Breach("file", HERE, NUMBER)]
