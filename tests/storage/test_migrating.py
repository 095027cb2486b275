from sqlalchemy import create_engine, inspect, text

from storage.database import Database
from storage.migrating import differences, migrate
from storage.tables import METADATA


async def test_migrations_lead_to_the_tables(database: Database) -> None:
    await database.upgrade()
    assert await database.read(differences) == []


async def test_a_missing_column_is_a_difference(database: Database) -> None:
    away = text("ALTER TABLE editions DROP COLUMN version")
    await database.write(lambda conn: conn.execute(away))
    [found] = await database.read(differences)
    assert "version" in found


def test_an_empty_database_gets_every_table() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        migrate(conn)
        assert set(inspect(conn).get_table_names()) == {*METADATA.tables, "alembic_version"}
    engine.dispose()
