"""What all tables share: one set, names for keys, and the column that leads each of them."""

from sqlalchemy import MetaData, Table
from sqlalchemy.schema import SchemaItem

from storage.columns import community
from storage.sealing import bind

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# Stands for the community in rows that concern no single one.
WHOLE_STATION = ""


def table(name: str, *columns: SchemaItem, small: bool = True) -> Table:
    """Return a new table whose first key column is ``community_id``; "" stands for no text.

    On SQLite small rows lie in the order of the key, which spares a second tree. Large ones do
    not: the planner would read a whole community through the key and pass over better indexes.
    """
    for column in columns:
        bind(name, column)
    return Table(name, METADATA, community(), *columns, sqlite_with_rowid=not small)
