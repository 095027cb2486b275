"""Bring a database to the newest shape, or say how it differs from the tables."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.tables import METADATA

_INI = Path(__file__).parent / "alembic.ini"


def upgrade(conn: Connection) -> None:
    """Run every migration that the database has not seen, inside its transaction."""
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def newest() -> str:
    """Return the name of the newest migration."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def differences(conn: Connection) -> list[str]:
    """Return what would still have to change for the database to be as the tables say."""
    context = MigrationContext.configure(conn, opts={"compare_type": True})
    return [str(each) for each in compare_metadata(context, METADATA)]


def _config() -> Config:
    return Config(_INI)
