"""The claim to the warranty deposit of a case, and when somebody is reminded of it."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_z_warranties"
down_revision = "2026_11_28_advisers"

_DUE = sa.text("warranty_due_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("cases", sa.Column("warranty", sa.Text, nullable=False, server_default="{}"))
    op.add_column("cases", sa.Column("warranty_due_at", sa.BigInteger))
    op.create_index(
        "ix_cases_warranty",
        "cases",
        ["community_id", "warranty_due_at"],
        sqlite_where=_DUE,
        postgresql_where=_DUE,
    )


def downgrade() -> None:
    op.drop_index("ix_cases_warranty", "cases")
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("warranty_due_at")
        cases.drop_column("warranty")
