import sqlite3
from contextlib import closing
from pathlib import Path

from storage.floor import floor_seconds


def kept(folder: Path, rows: int) -> Path:
    with closing(sqlite3.connect(folder / "kept.db")) as conn:
        conn.execute("create table words (word text)")
        conn.executemany("insert into words values (?)", [(str(row),) for row in range(rows)])
        conn.commit()
    return folder / "kept.db"


def test_the_rows_are_written_again_into_a_file_of_the_same_shape(tmp_path: Path) -> None:
    scratch = tmp_path / "bare.db"
    assert floor_seconds(kept(tmp_path, 10), scratch, 5) > 0
    with closing(sqlite3.connect(scratch)) as conn:
        assert conn.execute("select count(*) from words").fetchone() == (10,)


def test_more_transactions_than_rows_take_longer_in_proportion(tmp_path: Path) -> None:
    assert floor_seconds(kept(tmp_path, 2), tmp_path / "bare.db", 40) > 0


def test_nothing_kept_costs_nothing(tmp_path: Path) -> None:
    assert floor_seconds(kept(tmp_path, 0), tmp_path / "bare.db", 5) == 0
    (tmp_path / "bare.db").unlink()
    assert floor_seconds(tmp_path / "kept.db", tmp_path / "bare.db", 0) == 0
