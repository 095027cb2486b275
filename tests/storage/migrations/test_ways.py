"""The change that writes down by which merged cases somebody follows another."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from domain.cases import Deed, perform
from domain.merging import grown
from domain.states import Act, Part
from storage.cases import write_cases
from storage.database import Connection, open_database
from tests.storage.migrations.test_sealed import moved
from tests.storage.station import Station

BEFORE = "2026_11_28_zzz_senders"


async def test_who_follows_by_then_is_known_to_follow_by_all_his_merged_cases(
    tmp_path: Path, sqlite_url: str
) -> None:
    database = open_database(sqlite_url, state_dir=tmp_path)
    station = Station(database)
    into, *merged = [await station.file(name) for name in ("an", "bo", "bo", "chu")]

    def merge(conn: Connection) -> None:
        left = into
        for case in merged:
            deed = Deed(Act.MERGE, "s", frozenset({Part.SUPERVISOR}), station.at, into.number)
            gone = perform(case, deed, lambda old: replace(old, merged_into=into.number))
            follows = replace(deed, act=Act.FOLLOW, reason=case.number)
            grew = perform(left, follows, partial(grown, case=case))
            write_cases(conn, [gone, grew])
            left = grew.case

    await database.write(merge)
    told = (await station.case(into.number)).parties
    ways = [party.through for party in told]
    assert ways == [(), ("DQ000002", "DQ000003"), ("DQ000004",)]
    await database.close()
    moved(tmp_path / "station.db", tmp_path / "keys", BEFORE, back=True)
    database = open_database(sqlite_url, state_dir=tmp_path)
    await database.upgrade()
    assert (await Station(database).case(into.number)).parties == told
    await database.close()
