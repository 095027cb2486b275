"""Votes: the roll of units, polls, the roll frozen for each, ballots, opinions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "2026_11_28_zzzzz_ballots"
down_revision = "2026_11_28_zzzz_ways"


def _words(*names: str) -> tuple[sa.Column[str], ...]:
    return tuple(sa.Column(name, sa.Text, nullable=False) for name in names)


def _moments(*names: str, known: bool = True) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, sa.BigInteger, nullable=not known) for name in names)


def _numbers(*names: str) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, sa.Integer, nullable=False) for name in names)


def _flags(*names: str) -> tuple[sa.Column[bool], ...]:
    return tuple(sa.Column(name, sa.Boolean, nullable=False) for name in names)


def _create(name: str, keys: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        *columns,
        sa.PrimaryKeyConstraint("community_id", *keys, name=f"pk_{name}"),
        sqlite_with_rowid=False,
    )


def _create_rolls() -> None:
    home = ("compound", "building", "unit", "room")
    _create(
        "roll_units",
        home,
        *_words("community_id", *home, "area"),
        *_numbers("size"),
        *_words("owner"),
        *_flags("let"),
    )


def _create_polls() -> None:
    _create(
        "polls",
        ("poll",),
        *_words("community_id", "poll", "area", "question", "matter"),
        *_moments("opens_at", "closes_at"),
        *_words("opened_by"),
        *_moments("wake_at", known=False),
    )
    _create(
        "poll_units",
        ("poll", "home"),
        *_words("community_id", "poll", "home"),
        *_numbers("size"),
        *_words("owner"),
        *_flags("let"),
        *_numbers("asked"),
        *_moments("asked_at", known=False),
        *_flags("stopped"),
    )


def _create_ballots() -> None:
    _create(
        "ballots",
        ("poll", "home", "version"),
        *_words("community_id", "poll", "home"),
        *_numbers("version"),
        *_words("answer", "way", "cast_by"),
        *_moments("cast_at"),
        *_words("witness", "evidence"),
        *_flags("must_check"),
        *_words("checked_by"),
    )
    _create(
        "opinions",
        ("poll", "person_id"),
        *_words("community_id", "poll", "person_id", "answer"),
        *_moments("said_at"),
    )


def upgrade() -> None:
    _create_rolls()
    _create_polls()
    _create_ballots()


def downgrade() -> None:
    for name in ("opinions", "ballots", "poll_units", "polls", "roll_units"):
        op.drop_table(name)
