from storage.database import Connection
from storage.tables import EDITIONS
from storage.writing import Row, insert_new, insert_rows, upsert_rows
from tests.storage.station import Station


def rows(**versions: str) -> list[Row]:
    return [
        {"community_id": "c", "name": name, "version": version}
        for name, version in versions.items()
    ]


async def kept(station: Station) -> dict[object, object]:
    return {row["name"]: row["version"] for row in await station.rows(EDITIONS)}


async def test_new_rows_leave_old_ones_alone_and_upserts_take_their_place(
    station: Station,
) -> None:
    def work(conn: Connection) -> None:
        insert_rows(conn, EDITIONS, rows(a="1", b="1"))
        insert_new(conn, EDITIONS, rows(b="2", c="2"))
        upsert_rows(conn, EDITIONS, rows(c="3", d="3"))

    await station.database.write(work)
    assert await kept(station) == {"a": "1", "b": "1", "c": "3", "d": "3"}


async def test_no_rows_are_no_statement(station: Station) -> None:
    def work(conn: Connection) -> None:
        for write in (insert_rows, insert_new, upsert_rows):
            write(conn, EDITIONS, [])

    await station.database.write(work)
    assert await kept(station) == {}
