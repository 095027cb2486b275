"""Bring a database to the newest shape; alembic is loaded only where something has to change."""

import re
from importlib import import_module
from pathlib import Path

from sqlalchemy import Connection, inspect, text

_VERSIONS = Path(__file__).parent / "migrations" / "versions"
_BEFORE = re.compile(r'^down_revision = "(\w+)"', re.MULTILINE)


def upgrade(conn: Connection) -> None:
    """Run every migration that the database has not seen, inside its transaction."""
    if _revision(conn) != newest():
        import_module("storage.migrating").migrate(conn)


def newest() -> str:
    """Return the name of the newest migration: the one that no other comes after."""
    files = {file.stem: file.read_text("utf-8") for file in _VERSIONS.glob("*.py")}
    before = {found[1] for words in files.values() if (found := _BEFORE.search(words))}
    (head,) = files.keys() - before - {"__init__"}
    return head


def _revision(conn: Connection) -> str:
    if not inspect(conn).has_table("alembic_version"):
        return ""
    return str(conn.scalar(text("SELECT version_num FROM alembic_version")))
