"""Who else was called to a case, what is asked after its end, what it came back from."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_zz_assists"
down_revision = "2026_11_23_z_doors"


def upgrade() -> None:
    op.add_column("cases", sa.Column("assists", sa.Text, nullable=False, server_default="[]"))
    op.add_column("cases", sa.Column("helping", sa.Text, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("relapse_of", sa.Text, nullable=False, server_default=""))
    op.add_column("cases", sa.Column("follow_up_at", sa.BigInteger))
    _index("alike", "is_open = 1", "is_open", "community_id", "leaf", "compound")
    _index("helping", "helping != ''", "helping != ''", "helping", "community_id", "number")
    known = "follow_up_at IS NOT NULL"
    _index("follow_up", known, known, "community_id", "follow_up_at")


def _index(name: str, on_sqlite: str, on_postgresql: str, *columns: str) -> None:
    op.create_index(
        f"ix_cases_{name}",
        "cases",
        list(columns),
        sqlite_where=sa.text(on_sqlite),
        postgresql_where=sa.text(on_postgresql),
    )


def downgrade() -> None:
    for name in ("alike", "helping", "follow_up"):
        op.drop_index(f"ix_cases_{name}", "cases")
    with op.batch_alter_table("cases") as cases:
        for name in ("assists", "helping", "relapse_of", "follow_up_at"):
            cases.drop_column(name)
