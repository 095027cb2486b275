from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from domain.calendar import SHANGHAI
from storage.columns import EPOCH, Json, Moment, from_micros, to_micros
from storage.database import Connection, Database

BOX = Table(
    "box",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("at", Moment),
    Column("plain", Json),
)


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_keeps_every_microsecond(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


def test_moments_of_every_zone_are_one_number() -> None:
    assert to_micros(EPOCH.astimezone(SHANGHAI) + timedelta(seconds=1)) == 1_000_000


async def test_moments_and_json_come_back_and_nothing_stays_nothing(database: Database) -> None:
    at = datetime(2026, 11, 23, 10, 0, 0, 123456, SHANGHAI)
    plain = {"词": ["一", 2, None]}

    def work(conn: Connection) -> list[tuple[object, ...]]:
        BOX.create(conn)
        conn.execute(insert(BOX), [{"number": 1, "at": at, "plain": plain}])
        conn.execute(insert(BOX), [{"number": 2, "at": None, "plain": []}])
        found = select(BOX.c.at, BOX.c.plain).order_by(BOX.c.number)
        return [tuple(row) for row in conn.execute(found)]

    assert await database.write(work) == [(at, plain), (None, [])]
    none = await database.read(
        lambda conn: conn.scalar(select(BOX.c.plain).where(BOX.c.number == 9))
    )
    assert none is None


async def test_moments_compare_in_the_database(database: Database) -> None:
    def work(conn: Connection) -> list[int]:
        BOX.create(conn)
        rows = [{"number": day, "at": EPOCH + timedelta(days=day), "plain": 0} for day in range(5)]
        conn.execute(insert(BOX), rows)
        return list(conn.scalars(select(BOX.c.number).where(BOX.c.at < EPOCH + timedelta(days=2))))

    assert await database.write(work) == [0, 1]
