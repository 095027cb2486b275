"""Who put the own name on the list of panels of neighbours."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_advisers"
down_revision = "2026_11_27_zzzzz_sealed"


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("advises", sa.Boolean, nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.drop_column("advises")
