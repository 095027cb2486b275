"""Staff in messengers: invitations, accounts, and what was tried without right."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_26_zzz_accounts"
down_revision = "2026_11_26_zz_learning"


def upgrade() -> None:
    _table(
        "invitations",
        ("code_hash",),
        _words("person_id", "role", "made_by"),
        _moments("made_at", "expires_at"),
        _words("channel", "handle"),
        [sa.Column("used_at", sa.BigInteger)],
    )
    op.create_index("ix_invitations_code", "invitations", ["code_hash"])
    _table(
        "accounts",
        ("channel", "handle", "person_id"),
        _words("standing"),
        _moments("asked_at"),
        [sa.Column("settled_at", sa.BigInteger)],
        _words("settled_by"),
    )
    op.create_index("ix_accounts_person", "accounts", ["person_id"])
    _table(
        "attempts",
        ("turn_key",),
        _words("person_id", "channel", "handle", "press"),
        _moments("tried_at"),
    )


def _table(
    name: str, keys: tuple[str, ...], *columns: list[sa.Column[str]] | list[sa.Column[int]]
) -> None:
    leading = ("community_id", *keys)
    op.create_table(
        name,
        *(sa.Column(each, sa.Text, nullable=False) for each in leading),
        *(column for group in columns for column in group),
        sa.PrimaryKeyConstraint(*leading, name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _moments(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=False) for name in names]


def downgrade() -> None:
    for name in ("attempts", "accounts", "invitations"):
        op.drop_table(name)
