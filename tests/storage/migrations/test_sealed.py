"""The change that seals what a station of before kept in plain words, and its way back."""

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import storage
from storage.database import open_database
from storage.keyring import Keyring, seal_with
from storage.phones import cases_with
from storage.tables import CASES
from tests.storage.station import HERE, Station

NUMBER = "13812345678"
BEFORE = "2026_11_27_zzzz_topics"


def moved(file: Path, keys: Path, revision: str, *, back: bool = False) -> None:
    engine = create_engine(f"sqlite:///{file}")
    seal_with(engine.dialect, Keyring(keys))
    config = Config(f"{next(iter(storage.__path__))}/alembic.ini")
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        (command.downgrade if back else command.upgrade)(config, revision)
    engine.dispose()


def plain(file: Path) -> str:
    connection = sqlite3.connect(file)
    [(words,)] = connection.execute("select text from cases").fetchall()
    connection.close()
    return str(words)


@pytest.mark.parametrize("way", ["up", "down and up"])
async def test_what_lay_open_is_sealed(tmp_path: Path, sqlite_url: str, way: str) -> None:
    file, keys = tmp_path / "station.db", tmp_path / "keys"
    database = open_database(sqlite_url, state_dir=tmp_path)
    await Station(database).file("wang", f"灯坏了，电话{NUMBER}")
    await database.close()
    assert plain(file)[0] == "~"
    moved(file, keys, BEFORE, back=True)
    assert plain(file) == f"灯坏了，电话{NUMBER}"
    for _ in way.split(" and ")[1:]:
        moved(file, keys, "head")
        moved(file, keys, BEFORE, back=True)
    database = open_database(sqlite_url, state_dir=tmp_path)
    await database.upgrade()
    assert plain(file)[0] == "~"
    [case] = await Station(database).rows(CASES)
    assert case["text"] == f"灯坏了，电话{NUMBER}"
    found = await database.read(lambda conn: cases_with(conn, [HERE], NUMBER))
    assert found == {(HERE, "DQ000001")}
    await database.close()
