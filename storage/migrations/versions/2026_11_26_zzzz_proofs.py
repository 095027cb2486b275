"""Dissuasions, exclusion from the appraisal, the months of the appraisal, who viewed by code."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_zzzz_proofs"
down_revision = "2026_11_26_zzz_mediations"


def upgrade() -> None:
    op.add_column("cases", sa.Column("dissuasions", sa.Text, nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("exclusion", sa.Text, nullable=False, server_default="{}"))
    op.create_index("ix_cases_opened", "cases", ["community_id", "opened_at"])
    op.create_index("ix_cases_ended", "cases", ["community_id", "ended_at"])
    op.create_index("ix_views_code", "views", ["code"])
    op.create_index("ix_views_seen", "views", ["community_id", "seen_at"])


def downgrade() -> None:
    gone = (("seen", "views"), ("code", "views"), ("ended", "cases"), ("opened", "cases"))
    for name, table in gone:
        op.drop_index(f"ix_{table}_{name}", table)
    with op.batch_alter_table("cases") as cases:
        cases.drop_column("exclusion")
        cases.drop_column("dissuasions")
