"""Rooms of a mediation: words, accords, issues with their terms, and bids."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_rooms"
down_revision = "2026_11_26_zzzz_proofs"

_KEYS = ("community_id", "number", "attempt")
_TABLES = ("mediation_issues", "mediation_accords", "mediation_words", "mediation_bids")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _counted(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer, nullable=False, autoincrement=False) for name in names]


def _table(name: str, keys: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    theirs = [f"mediations.{key}" for key in _KEYS]
    counted = [key for key in keys if key != "side"]
    op.create_table(
        name,
        *_words("community_id", "number"),
        *_counted("attempt", *counted),
        *_words(*(key for key in keys if key == "side")),
        *columns,
        sa.PrimaryKeyConstraint(*_KEYS, *keys, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(list(_KEYS), theirs, name=f"fk_{name}_mediations"),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    _table(
        "mediation_issues",
        ("issue",),
        *_words("kind", "title", "status", "terms", "payer", "way", "digest"),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("settled_at", sa.BigInteger),
    )
    _table(
        "mediation_accords",
        ("accord",),
        *_words("kind", "state", "body"),
        sa.Column("due_at", sa.BigInteger),
    )
    _table(
        "mediation_words",
        ("word",),
        *_words("room", "role", "person_id", "text"),
        sa.Column("said_at", sa.BigInteger, nullable=False),
    )
    _table(
        "mediation_bids",
        ("accord", "round", "side"),
        *_words("person_id"),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("bid_at", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    for name in reversed(_TABLES):
        op.drop_table(name)
