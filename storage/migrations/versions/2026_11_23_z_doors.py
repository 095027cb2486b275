"""What doors know again after a restart."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_z_doors"
down_revision = "2026_11_23_first_tables"


def upgrade() -> None:
    op.create_table(
        "shown_letters",
        *_words("community_id", "channel", "handle", "message_id"),
        sa.Column("letter_id", sa.BigInteger, nullable=False),
        *_words("case_number"),
        sa.Column("has_buttons", sa.Boolean, nullable=False),
        sa.Column("shown_at", sa.BigInteger, nullable=False),
        _key("shown_letters", "community_id", "channel", "handle", "message_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "parked_updates",
        *_words("community_id", "channel", "key", "handle", "album", "content", "why"),
        sa.Column("parked_at", sa.BigInteger, nullable=False),
        _key("parked_updates", "community_id", "channel", "key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_parked_updates_handle", "parked_updates", ["channel", "handle"])
    op.create_index("ix_addresses_handle", "addresses", ["channel", "handle"])


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def downgrade() -> None:
    op.drop_index("ix_addresses_handle", "addresses")
    op.drop_table("parked_updates")
    op.drop_table("shown_letters")
