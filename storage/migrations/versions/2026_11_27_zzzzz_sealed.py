"""Personal fields lie sealed, and cases are found by a digest of a mobile number."""

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from domain.telephones import mobiles_in
from storage.keyring import ring_of
from storage.resealing import reseal_rows
from storage.sealing import SIGN, Sealed, is_sealed, unseal

revision = "2026_11_27_zzzzz_sealed"
down_revision = "2026_11_27_zzzz_topics"

_CASE, _MEDIATION = ("number",), ("number", "attempt")
# Table → its key after the community, and what lies sealed in it.
_SEALED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "people": (("person_id",), ("name", "home")),
    "dialogues": (("person_id",), ("notes",)),
    "turns": (("key",), ("text", "press", "attachments")),
    "cases": (
        _CASE,
        (
            *("text", "summary", "room", "place_words"),
            *("assists", "dissuasions", "exclusion"),
        ),
    ),
    "case_events": ((*_CASE, "seq"), ("public", "internal")),
    "attachments": ((*_CASE, "mark"), ("caption",)),
    "letters": (("letter_id",), ("placeholders", "choices", "rendered")),
    "parked_updates": (("channel", "key"), ("content",)),
    "failed_turns": (("failure",), ("turn",)),
    "attempts": (("turn_key",), ("press",)),
    "learnt": (("name",), ("content",)),
    "directory_entries": (("kind", "code"), ("content",)),
    "mediations": (_MEDIATION, ("body",)),
    "mediation_issues": ((*_MEDIATION, "issue"), ("title", "terms")),
    "mediation_accords": ((*_MEDIATION, "accord"), ("body",)),
    "mediation_words": ((*_MEDIATION, "word"), ("text",)),
}
_WHOLE = {"attempt", "seq", "letter_id", "failure", "issue", "accord", "word"}
_STEP = 500


def upgrade() -> None:
    op.create_table(
        "phone_marks",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("community_id", "mark", "number")),
        sa.PrimaryKeyConstraint("community_id", "mark", "number", name="pk_phone_marks"),
        sqlite_with_rowid=False,
    )
    conn = op.get_bind()
    _mark(conn, "cases", "text")
    _mark(conn, "case_events", "public")
    for table in map(_table, _SEALED):
        reseal_rows(conn, table)


def downgrade() -> None:
    conn = op.get_bind()
    for table in map(_table, _SEALED):
        for name in _SEALED[table.name][1]:
            _lay_open(conn, table.name, name)
    op.drop_table("phone_marks")


def _table(name: str) -> sa.Table:
    keys, sealed = _SEALED[name]
    return sa.Table(
        name,
        sa.MetaData(),
        *(
            sa.Column(key, sa.BigInteger if key in _WHOLE else sa.Text, primary_key=True)
            for key in ("community_id", *keys)
        ),
        *(sa.Column(each, Sealed(f"{name}.{each}")) for each in sealed),
    )


def _mark(conn: sa.Connection, table: str, name: str) -> None:
    told = sa.table(table, *(sa.column(each) for each in ("community_id", "number", name)))
    marks = sa.table("phone_marks", *map(sa.column, ("community_id", "mark", "number")))
    found = {
        (row.community_id, mobile, row.number)
        for row in conn.execute(sa.select(told).where(told.c[name].like("%1%")))
        for mobile in mobiles_in(row[2])
    }
    if found:
        ring = ring_of(conn.dialect)
        rows = [(each, ring.mark(each, mobile), number) for each, mobile, number in sorted(found)]
        there = set(map(tuple, conn.execute(sa.select(marks))))
        fresh = [dict(zip(marks.c.keys(), row, strict=True)) for row in rows if row not in there]
        if fresh:
            conn.execute(sa.insert(marks), fresh)


def _lay_open(conn: sa.Connection, table: str, name: str) -> None:
    lies = sa.table(table, sa.column(name))
    column = lies.c[name]
    while rows := conn.scalars(sa.select(column).where(column.startswith(SIGN)).limit(_STEP)).all():
        ring = ring_of(conn.dialect)
        lines = [
            {"was": each, "plain": unseal(ring, each, f"{table}.{name}")}
            for each in rows
            if is_sealed(each)
        ]
        conn.execute(
            sa.update(lies)
            .where(column == sa.bindparam("was"))
            .values({name: sa.bindparam("plain")}),
            lines,
        )
