import asyncio
import json
import stat
from datetime import date
from pathlib import Path

import pytest

from domain.cases import Case
from domain.events import Event
from domain.people import Absence
from domain.states import Act, Part
from domain.turns import AbsenceSet, Step
from storage.attachments import Attachments
from storage.copies import NotEmpty, backup_to, export_rows, restore_from
from storage.database import Connection, Database, open_database
from storage.records import record_strike
from storage.tables import METADATA
from storage.upgrading import newest
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station, deed, file_case

DAY = date(2026, 11, 23)


async def contents(database: Database) -> dict[str, list[str]]:
    station = Station(database)
    return {
        table.name: sorted(map(repr, await station.rows(table))) for table in METADATA.sorted_tables
    }


async def lived(station: Station) -> str:
    """Let the station have something of everything; return the id of a photo."""
    turns = [station.turn(f"r{place}", "灯不亮") for place in range(3)]
    await station.take(*turns, decide=file_case)
    away = AbsenceSet(Absence(SECRETARY, DAY, DAY, "x"))
    turn = station.turn(person_id=SECRETARY)
    await station.take(turn, decide=lambda _d, _t: Step(changes=(away,)))
    return await Attachments(station.database.state_dir, station.database.ring).keep(b"photo")


async def fresh(tmp_path: Path) -> Database:
    folder = tmp_path / "elsewhere"
    keys = tmp_path / "state" / "keys"
    return open_database(f"sqlite:///{folder / 'station.db'}", state_dir=folder, keys=keys)


async def test_a_backup_comes_back_whole(station: Station, tmp_path: Path) -> None:
    photo = await lived(station)
    await backup_to(station.database, tmp_path / "copy")
    other = await fresh(tmp_path)
    await restore_from(other, tmp_path / "copy")
    assert await contents(other) == await contents(station.database)
    assert await Attachments(other.state_dir, other.ring).read(photo) == b"photo"
    await other.close()


async def test_a_restored_station_goes_on_counting(station: Station, tmp_path: Path) -> None:
    await lived(station)
    await backup_to(station.database, tmp_path / "copy")
    other = await fresh(tmp_path)
    await restore_from(other, tmp_path / "copy")
    station.database = other
    assert (await station.file("new")).number == "DQ000004"
    await other.close()


@pytest.mark.postgres
async def test_a_file_moves_into_a_server(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    small = open_database(sqlite_url, state_dir=tmp_path / "small")
    large = open_database(postgres_url, state_dir=tmp_path / "large", keys=small.ring.file)
    await lived(Station(small))
    await backup_to(small, tmp_path / "copy")
    await restore_from(large, tmp_path / "copy")
    assert await contents(large) == await contents(small)
    await small.close()
    await large.close()


async def test_a_backup_under_load_is_one_moment(station: Station, tmp_path: Path) -> None:
    async def file_many() -> None:
        for place in range(30):
            await station.take(station.turn(f"r{place}", "灯不亮"), decide=file_case)

    async with asyncio.TaskGroup() as group:
        group.create_task(file_many())
        await asyncio.sleep(0)
        await backup_to(station.database, tmp_path / "copy")
    other = await fresh(tmp_path)
    await restore_from(other, tmp_path / "copy")
    found = await contents(other)
    assert len(found["cases"]) == len(found["turns"]) == len(found["case_events"])
    await other.close()


async def test_nothing_is_overwritten(station: Station, tmp_path: Path) -> None:
    await station.file()
    await backup_to(station.database, tmp_path / "copy")
    with pytest.raises(NotEmpty):
        await backup_to(station.database, tmp_path / "copy")
    with pytest.raises(NotEmpty):
        await restore_from(station.database, tmp_path / "copy")


async def test_a_backup_is_its_owners_only(station: Station, tmp_path: Path) -> None:
    await backup_to(station.database, tmp_path / "copy")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "copy").glob("station.*")}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o700


async def test_a_folder_without_a_backup_is_none(database: Database, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no backup"):
        await restore_from(database, tmp_path / "nothing")


def lines_of(folder: Path, revision: str) -> Path:
    folder.mkdir()
    (folder / "station.jsonl").write_text(json.dumps({"revision": revision}) + "\n")
    return folder


async def test_lines_of_another_release_are_refused(database: Database, tmp_path: Path) -> None:
    old, new = lines_of(tmp_path / "old", "older"), lines_of(tmp_path / "new", newest())
    with pytest.raises(ValueError, match="another release"):
        await restore_from(database, old)
    await restore_from(database, new)


async def test_export_gives_every_case_with_its_events(station: Station) -> None:
    turns = [station.turn(f"r{place}", "灯不亮") for place in range(3)]
    await station.take(*turns, decide=file_case)
    filed = await station.case("DQ000002")
    step = Step(changes=(deed(filed, Act.WITHDRAW, Part.REPORTER),))
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))

    def export(conn: Connection) -> list[tuple[Case, tuple[Event, ...]]]:
        return list(export_rows(conn, HERE))

    found = await station.database.read(export)
    assert [case.number for case, _ in found] == ["DQ000001", "DQ000002", "DQ000003"]
    assert [len(events) for _, events in found] == [1, 2, 1]
    nothing = await station.database.read(lambda conn: list(export_rows(conn, "shanxi")))
    assert nothing == []
