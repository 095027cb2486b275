"""Mediations: stage, next look, events, and who is anything in which."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_zzz_mediations"
down_revision = "2026_11_26_zzz_accounts"


_KEYS = ("community_id", "number", "attempt")


def _of_attempt() -> tuple[sa.Column[str], sa.Column[str], sa.Column[int]]:
    first, second = _words("community_id", "number")
    return first, second, sa.Column("attempt", sa.Integer, nullable=False, autoincrement=False)


def _key(table: str, *more: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*_KEYS, *more, name=f"pk_{table}")


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _of(table: str) -> sa.ForeignKeyConstraint:
    theirs = [f"mediations.{name}" for name in _KEYS]
    return sa.ForeignKeyConstraint(list(_KEYS), theirs, name=f"fk_{table}_mediations")


def upgrade() -> None:
    op.create_table(
        "mediations",
        *_of_attempt(),
        *_words("stage"),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("wake_at", sa.BigInteger),
        *_words("body"),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        *_words("head"),
        _key("mediations"),
    )
    op.create_index(
        "ix_mediations_awake",
        "mediations",
        ["wake_at", "community_id", "number"],
        sqlite_where=sa.text("wake_at IS NOT NULL"),
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )
    op.create_table(
        "mediation_events",
        *_of_attempt(),
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *_words("actor", "role", "act", "before", "after", "reason", "digest", "previous", "hash"),
        _key("mediation_events", "seq"),
        _of("mediation_events"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mediation_people",
        *_of_attempt(),
        *_words("person_id", "role"),
        _key("mediation_people", "person_id"),
        _of("mediation_people"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mediation_people_person", "mediation_people", ["person_id", "community_id"])


def downgrade() -> None:
    op.drop_table("mediation_people")
    op.drop_table("mediation_events")
    op.drop_table("mediations")
