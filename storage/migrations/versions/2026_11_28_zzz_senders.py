"""Who of staff sent a photo; of those that are there nobody knows any more."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_zzz_senders"
down_revision = "2026_11_28_zz_clearings"


def upgrade() -> None:
    op.add_column("attachments", sa.Column("sender", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("attachments") as attachments:
        attachments.drop_column("sender")
