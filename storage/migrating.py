"""The migrations themselves, and how a database differs from the tables."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from storage.tables import METADATA

_INI = Path(__file__).parent / "alembic.ini"


def migrate(conn: Connection) -> None:
    """Run every migration that the database has not seen, inside its transaction."""
    config = Config(_INI)
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def differences(conn: Connection) -> list[str]:
    """Return what would still have to change for the database to be as the tables say."""
    context = MigrationContext.configure(conn, opts={"compare_type": True})
    return [str(each) for each in compare_metadata(context, METADATA)]
