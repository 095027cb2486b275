"""Nudges about earlier due values, how often a promise was moved, who spoke to the resident."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_z_nudges"
down_revision = "2026_11_27_rooms"


def upgrade() -> None:
    op.add_column("cases", sa.Column("past_nudges", sa.Text, nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("extended", sa.Integer, nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("spoke_last", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("spoke_last")
        cases.drop_column("extended")
        cases.drop_column("past_nudges")
