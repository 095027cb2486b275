"""What people taught the reading, words of a community's own, and both made ready."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_zz_learning"
down_revision = "2026_11_26_pauses"


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "lessons",
        *_words("community_id", "number"),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("given_at", sa.BigInteger, nullable=False),
        sa.Column("by_staff", sa.Boolean, nullable=False),
        *_words("giver", "before", "leaf", "undone_by"),
        sa.Column("undone_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("community_id", "number", "seq", name="pk_lessons"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_lessons_given", "lessons", ["community_id", "given_at"])
    op.create_table(
        "terms",
        *_words("community_id", "scope", "term", "leaf"),
        *_words("state", "author"),
        *(sa.Column(name, sa.Integer, nullable=False) for name in _COUNTS),
        sa.Column("decided_at", sa.BigInteger),
        sa.Column("proposed_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "scope", "term", "leaf", name="pk_terms"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "learnt",
        *_words("community_id", "name"),
        *_words("edition", "content"),
        sa.PrimaryKeyConstraint("community_id", "name", name="pk_learnt"),
        sqlite_with_rowid=False,
    )


_COUNTS = ("weight", "messages", "homes", "odds")


def downgrade() -> None:
    for name in ("learnt", "terms", "lessons"):
        op.drop_table(name)
