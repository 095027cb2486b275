"""Since when an address is whose it is: a signature from a new one wants a second look."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_27_zzz_bound"
down_revision = "2026_11_27_z_nudges"


def upgrade() -> None:
    with op.batch_alter_table("addresses") as addresses:
        addresses.add_column(sa.Column("since", sa.BigInteger, nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("addresses") as addresses:
        addresses.drop_column("since")
