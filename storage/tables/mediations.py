"""Mediations with their events, and who is anything in which of them."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer

from storage.columns import flag, key, moment, number, word
from storage.sealing import sealed_json
from storage.tables.base import table


def _attempt() -> Column[int]:
    return Column("attempt", Integer, primary_key=True, autoincrement=False)


def _of_mediation() -> ForeignKeyConstraint:
    names = ("community_id", "number", "attempt")
    return ForeignKeyConstraint(names, [f"mediations.{name}" for name in names])


MEDIATIONS = table(
    "mediations",
    key("number"),
    _attempt(),
    word("stage"),
    flag("is_open"),
    # When the station looks at it next, whatever the reason.
    moment("wake_at", known=False),
    sealed_json("body"),
    number("version"),
    number("seq"),
    word("head"),
    small=False,
)
IS_AWAKE = MEDIATIONS.c.wake_at.is_not(None)
Index(
    "ix_mediations_awake",
    MEDIATIONS.c.wake_at,
    MEDIATIONS.c.community_id,
    MEDIATIONS.c.number,
    sqlite_where=IS_AWAKE,
    postgresql_where=IS_AWAKE,
)

MEDIATION_EVENTS = table(
    "mediation_events",
    key("number"),
    _attempt(),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    moment("at"),
    word("actor"),
    word("role"),
    word("act"),
    word("before"),
    word("after"),
    word("reason"),
    word("digest"),
    word("previous"),
    word("hash"),
    _of_mediation(),
)

MEDIATION_PEOPLE = table(
    "mediation_people",
    key("number"),
    _attempt(),
    key("person_id"),
    word("role"),
    _of_mediation(),
)
Index("ix_mediation_people_person", MEDIATION_PEOPLE.c.person_id, MEDIATION_PEOPLE.c.community_id)
