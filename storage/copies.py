"""Whole copies of the station: a backup under load, its way back, and a community's cases.

A backup is a folder: ``station.db`` from SQLite or ``station.jsonl`` from PostgreSQL, and
``attachments``. Either comes back into either kind of database.
"""

import asyncio
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Table, create_engine, select
from sqlalchemy.types import TypeEngine

from domain.cases import Case
from domain.events import Event
from storage.cases import cases_of
from storage.columns import Moment, from_micros, to_micros
from storage.database import Database
from storage.events import load_events
from storage.keyring import Keyring, seal_with
from storage.resealing import raw
from storage.sealing import Sealed
from storage.tables import CASES, METADATA
from storage.upgrading import newest, upgrade
from storage.writing import Row, insert_rows

_CHUNK = 500
_FILE = "station.db"
_LINES = "station.jsonl"
_ATTACHMENTS = "attachments"


class NotEmpty(Exception):
    """There is something where a copy was to go; nothing was overwritten."""


async def backup_to(database: Database, folder: Path) -> None:
    """Copy everything as it stands at one moment into a new folder, while the station runs.

    Personal fields stay sealed; their keys are not copied.

    Raises:
        NotEmpty: the folder is there already.
    """
    await asyncio.to_thread(_make, folder)
    if database.dialect == "sqlite":
        await asyncio.to_thread(_vacuum, Path(str(database.url.database)), folder / _FILE)
    else:
        await database.read(lambda conn: _dump(conn, folder / _LINES))
    # After the rows: a file may be there that no row names yet, never the other way round.
    await asyncio.to_thread(_copy_files, database.state_dir, folder)


async def restore_from(database: Database, folder: Path) -> None:
    """Bring a backup into a database in which there is nothing yet, and into its folder.

    Raises:
        KeysMissing: the backup was sealed with keys that are not there.
        NotEmpty: the database holds rows already.
        ValueError: the folder is no backup, or one of another release.
    """
    await database.upgrade()
    if (folder / _FILE).is_file():
        aged = database.state_dir / ".restoring.db"
        await asyncio.to_thread(shutil.copy, folder / _FILE, aged)
        try:
            await database.write(
                lambda conn: _refill(conn, lambda: _rows_of_file(aged, database.ring))
            )
        finally:
            aged.unlink()
    elif (folder / _LINES).is_file():
        await database.write(
            lambda conn: _refill(conn, lambda: _rows_of_lines(folder / _LINES, conn.dialect))
        )
    else:
        raise ValueError(f"no backup: {folder}")
    await asyncio.to_thread(_copy_files, folder, database.state_dir)


def export_rows(conn: Connection, community_id: str) -> Iterator[tuple[Case, tuple[Event, ...]]]:
    """Yield every case of the community by number, with its events.

    What a reader of the export may know of them is for ``domain.privacy`` to say.
    """
    last = ""
    while cases := _next_cases(conn, community_id, last):
        for each in cases:
            yield each, load_events(conn, (each.community_id, each.number))
        last = cases[-1].number


def _next_cases(conn: Connection, community_id: str, last: str) -> tuple[Case, ...]:
    return cases_of(
        conn,
        select(CASES)
        .where(CASES.c.community_id == community_id, CASES.c.number > last)
        .order_by(CASES.c.number)
        .limit(_CHUNK),
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, mode=0o700)
    except FileExistsError as error:
        raise NotEmpty(str(folder)) from error


def _vacuum(source: Path, target: Path) -> None:
    target.touch(mode=0o600)
    connection = sqlite3.connect(source)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def _dump(conn: Connection, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        for line in chain([{"revision": newest()}], _lines_of(conn)):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _lines_of(conn: Connection) -> Iterator[object]:
    for table in METADATA.sorted_tables:
        chosen = select(*(raw(column).label(column.name) for column in table.c))
        for row in conn.execute(chosen).mappings():
            yield table.name, {name: _plain(value) for name, value in row.items()}


def _refill(conn: Connection, rows: Callable[[], Iterator[tuple[Table, list[Row]]]]) -> None:
    for table in METADATA.sorted_tables:
        if conn.execute(select(table).limit(1)).first():
            raise NotEmpty(table.name)
    for table, chunk in rows():
        insert_rows(conn, table, chunk)


def _rows_of_file(path: Path, ring: Keyring) -> Iterator[tuple[Table, list[Row]]]:
    engine = create_engine(f"sqlite:///{path}")
    seal_with(engine.dialect, ring)
    try:
        with engine.begin() as conn:
            upgrade(conn)
        with engine.connect() as conn:
            yield from _rows_of(conn)
    finally:
        engine.dispose()


def _rows_of(conn: Connection) -> Iterator[tuple[Table, list[Row]]]:
    for table in METADATA.sorted_tables:
        for chunk in conn.execute(select(table)).mappings().partitions(_CHUNK):
            yield table, [dict(row) for row in chunk]


def _rows_of_lines(path: Path, dialect: Dialect) -> Iterator[tuple[Table, list[Row]]]:
    with path.open(encoding="utf-8") as file:
        if json.loads(file.readline()) != {"revision": newest()}:
            raise ValueError("the backup is of another release; restore it with that one")
        for name, lines in groupby(map(json.loads, file), key=itemgetter(0)):
            yield from _chunks(METADATA.tables[name], (plain for _, plain in lines), dialect)


def _chunks(
    table: Table, lines: Iterator[Row], dialect: Dialect
) -> Iterator[tuple[Table, list[Row]]]:
    while chunk := [_row(table, plain, dialect) for plain in islice(lines, _CHUNK)]:
        yield table, chunk


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return to_micros(value)
    return value.isoformat() if isinstance(value, date) else value


def _row(table: Table, plain: Row, dialect: Dialect) -> Row:
    return {name: _value(table.c[name].type, value, dialect) for name, value in plain.items()}


def _value(kind: TypeEngine[Any], value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - any row
    if isinstance(kind, Sealed):
        return kind.result_processor(dialect, None)(value)
    if isinstance(kind, Moment) and value is not None:
        return from_micros(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _copy_files(source: Path, target: Path) -> None:
    for path in (source / _ATTACHMENTS).glob("*/[!.]*"):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # What no row names may be swept away meanwhile.
        with suppress(FileNotFoundError):
            shutil.copy2(path, place)
