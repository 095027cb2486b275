import asyncio
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import update

from storage import resealing
from storage.database import Connection, open_database
from storage.keyring import Keyring, KeysMissing
from storage.resealing import (
    check_keys,
    count_keys,
    reseal_step,
    sealed_columns,
    sealed_tables,
)
from storage.rulebooks import save_entries
from storage.sealing import seal
from storage.tables import CASES, TURNS
from tests.storage.station import Station, file_case
from tests.storage.test_rulebooks import ENTRIES


async def lived(station: Station, many: int = 6) -> None:
    turns = [station.turn(f"r{place}", f"灯坏了，电话1381234567{place}") for place in range(many)]
    await station.take(*turns, decide=file_case)


async def rotated(station: Station) -> int:
    rows = 0
    for table in sealed_tables():
        step = await station.database.write(partial(reseal_step, table=table, step=2))
        while step.seen:
            rows += step.sealed
            step = await station.database.write(
                partial(reseal_step, table=table, after=step.after, step=2)
            )
    return rows


async def test_everything_is_sealed_anew_once(station: Station) -> None:
    await lived(station)
    ring = station.database.ring
    old, texts = ring.newest, [row["text"] for row in await station.rows(CASES)]
    fresh = ring.add()
    assert set(await station.database.read(count_keys)) == {old.key_id}
    assert await rotated(station) > len(texts)
    assert await rotated(station) == 0
    assert set(await station.database.read(count_keys)) == {fresh.key_id}
    ring.keep_newest()
    assert [row["text"] for row in await station.rows(CASES)] == texts


async def test_a_walk_that_was_broken_off_goes_on(station: Station) -> None:
    await lived(station)
    station.database.ring.add()
    await station.database.write(partial(reseal_step, table=TURNS, step=2))
    counted = await station.database.read(count_keys)
    assert len(counted) == 2
    await rotated(station)
    assert len(await station.database.read(count_keys)) == 1


async def test_what_was_written_meanwhile_is_not_lost(station: Station) -> None:
    await lived(station)
    station.database.ring.add()

    async def go_on() -> None:
        for place in range(20):
            await station.take(station.turn(f"n{place}", f"新的{place}"), decide=file_case)

    async with asyncio.TaskGroup() as group:
        group.create_task(go_on())
        group.create_task(rotated(station))
    texts = {row["text"] for row in await station.rows(CASES)}
    assert {f"新的{place}" for place in range(20)} <= texts
    assert len(await station.database.read(count_keys)) == 1


async def test_a_row_that_changed_since_it_was_read_stays_as_it_is(
    station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    await lived(station, 1)
    station.database.ring.add()

    def walked(conn: Connection) -> None:
        def seal_late(ring: Keyring, words: str, bound: str) -> str:
            conn.execute(update(CASES).values(text="改过的话"))
            return seal(ring, words, bound)

        monkeypatch.setattr(resealing, "seal", seal_late)
        reseal_step(conn, CASES)

    await station.database.write(walked)
    [case] = await station.rows(CASES)
    assert case["text"] == "改过的话"


async def test_a_station_whose_keys_are_gone_is_not_opened(station: Station, url: str) -> None:
    await station.database.write(check_keys)
    await station.database.write(lambda conn: save_entries(conn, ENTRIES, "1"))
    await station.database.write(check_keys)
    station.database.ring.file.rename(station.database.ring.file.with_name("elsewhere"))
    other = open_database(url, state_dir=station.database.state_dir)
    with pytest.raises(KeysMissing, match="no file"):
        await other.upgrade()
    assert Keyring(other.ring.file).newest.key_id
    with pytest.raises(KeysMissing, match="bring the right file back"):
        await other.upgrade()
    await other.close()


async def test_a_database_that_is_new_asks_for_no_key(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}", state_dir=tmp_path)
    await database.upgrade()
    assert not database.ring
    await database.close()


def test_sealed_tables_are_those_with_sealed_columns() -> None:
    assert all(map(sealed_columns, sealed_tables()))
    assert CASES in sealed_tables()
