"""Topics of staff groups: which thread of which group shows which case."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_zzzz_topics"
down_revision = "2026_11_27_zzz_bound"


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("community_id", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("chat", sa.BigInteger, nullable=False),
        sa.Column("thread", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "number", name="pk_topics"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("topics")
