from sqlalchemy import create_engine, inspect, text

from storage.database import Database
from storage.tables import METADATA
from storage.upgrading import differences, newest, upgrade


async def test_migrations_lead_to_the_tables(database: Database) -> None:
    await database.upgrade()
    assert await database.read(differences) == []


async def test_the_database_knows_its_revision(database: Database) -> None:
    revision = text("SELECT version_num FROM alembic_version")
    assert await database.read(lambda conn: conn.scalar(revision)) == newest()


async def test_a_missing_column_is_a_difference(database: Database) -> None:
    away = text("ALTER TABLE editions DROP COLUMN version")
    await database.write(lambda conn: conn.execute(away))
    [found] = await database.read(differences)
    assert "version" in found


def test_an_empty_database_gets_every_table() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        upgrade(conn)
        assert set(inspect(conn).get_table_names()) == {*METADATA.tables, "alembic_version"}
    engine.dispose()
