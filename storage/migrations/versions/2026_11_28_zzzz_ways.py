"""By which merged cases somebody follows a case; found again for those who follow by now."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_zzzz_ways"
down_revision = "2026_11_28_zzz_senders"

_WAYS = sa.text(
    """
    SELECT f.community_id AS community, f.number AS followed, f.person_id AS person,
           m.number AS merged
    FROM cases AS m
    JOIN case_parties AS p ON p.community_id = m.community_id AND p.number = m.number
    JOIN case_parties AS f ON f.community_id = m.community_id AND f.number = m.merged_into
         AND f.person_id = p.person_id
    WHERE m.merged_into != '' AND f.part = 'follower'
    ORDER BY m.community_id, m.number
    """
)
_KEEP = sa.text(
    """
    UPDATE case_parties SET through = :through
    WHERE community_id = :community AND number = :followed AND person_id = :person
    """
)


def upgrade() -> None:
    op.add_column("case_parties", sa.Column("through", sa.Text, nullable=False, server_default=""))
    bind = op.get_bind()
    ways: dict[tuple[str, str, str], list[str]] = {}
    for row in bind.execute(_WAYS):
        ways.setdefault((row.community, row.followed, row.person), []).append(row.merged)
    for (community, followed, person), merged in ways.items():
        known = {"community": community, "followed": followed, "person": person}
        bind.execute(_KEEP, {**known, "through": f"|{'|'.join(merged)}|"})


def downgrade() -> None:
    with op.batch_alter_table("case_parties") as parties:
        parties.drop_column("through")
