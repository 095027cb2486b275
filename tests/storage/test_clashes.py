import sqlite3

import pytest
from sqlalchemy.exc import (
    IntegrityError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    StatementError,
)

from domain.refusals import NotSaved, Stale
from storage.clashes import clashes_named, was_faster
from storage.database import Connection
from storage.keyring import KeysMissing
from storage.tables import EDITIONS, VIEWS, WHOLE_STATION
from storage.writing import insert_rows
from tests.storage.station import Station

EDITION = {"community_id": WHOLE_STATION, "name": "directory", "version": "1"}


class Code(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


@pytest.mark.parametrize("code", ["23505", "40001", "40P01"])
def test_codes_of_a_lost_race_mean_stale(code: str) -> None:
    with pytest.raises(Stale), clashes_named():
        raise OperationalError("", {}, Code(code))


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError])
def test_a_store_that_is_gone_means_not_saved(kind: type[OperationalError]) -> None:
    with pytest.raises(NotSaved), clashes_named():
        raise kind("", {}, Code("08006"))


def test_a_value_that_cannot_be_sealed_means_not_saved() -> None:
    with pytest.raises(KeysMissing), clashes_named():
        raise StatementError("", "", {}, KeysMissing("no file"))
    with pytest.raises(StatementError), clashes_named():
        raise StatementError("", "", {}, ValueError("another"))


def test_a_lost_connection_means_not_saved() -> None:
    with pytest.raises(NotSaved), clashes_named():
        raise ProgrammingError("", {}, Code("X"), connection_invalidated=True)


def test_a_server_that_cannot_be_reached_means_not_saved() -> None:
    with pytest.raises(NotSaved), clashes_named():
        raise ConnectionRefusedError


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(ProgrammingError), clashes_named():
        raise ProgrammingError("", {}, Code("42601"))
    with pytest.raises(KeyError), clashes_named():
        raise KeyError


def test_a_missing_parent_row_is_no_lost_race() -> None:
    parent = sqlite3.IntegrityError()
    parent.sqlite_errorname = "SQLITE_CONSTRAINT_FOREIGNKEY"
    assert not was_faster(IntegrityError("", {}, parent))


async def test_a_row_that_is_there_already_makes_the_work_stale(station: Station) -> None:
    def work(conn: Connection) -> None:
        insert_rows(conn, EDITIONS, [EDITION])

    await station.database.write(work)
    with pytest.raises(Stale):
        await station.database.write(work)


async def test_nothing_of_stale_work_is_written(station: Station) -> None:
    def work(conn: Connection) -> None:
        view = {"community_id": "c", "number": "n", "person_id": "p", "seen_at": station.at}
        insert_rows(conn, VIEWS, [{**view, "code": ""}])
        insert_rows(conn, EDITIONS, [EDITION, EDITION])

    with pytest.raises(Stale):
        await station.database.write(work)
    assert await station.count(VIEWS) == await station.count(EDITIONS) == 0
