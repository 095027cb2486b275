"""Who received a case first, and for which causes its clock stood still."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_pauses"
down_revision = "2026_11_23_zz_assists"


def upgrade() -> None:
    op.add_column("cases", sa.Column("first_queue", sa.Text, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("pauses", sa.Text, nullable=False, server_default="[]"))
    op.execute("UPDATE cases SET first_queue = queue")


def downgrade() -> None:
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("pauses")
        cases.drop_column("first_queue")
