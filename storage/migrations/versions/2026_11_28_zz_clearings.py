"""Who said that old cases may be cleared."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_zz_clearings"
down_revision = "2026_11_28_z_warranties"


def upgrade() -> None:
    op.create_table(
        "clearings",
        sa.Column("community_id", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", sa.BigInteger, nullable=False),
        sa.Column("before", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("community_id", "decided_by", "decided_at", name="pk_clearings"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("clearings")
