"""Take a person out of mediations: caucus and bids first, then whatever names him.

What was agreed and is in force stays, as the file of it does (``domain.mediation_archive``).
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    not_,
    or_,
    select,
    update,
)

from domain.accord_kinds import Kind
from domain.accords import AccordState
from domain.mediation_archive import keeps_file, without_person
from domain.mediations import Mediation
from storage.mediations import body_of, mediation_of
from storage.people import PersonKey
from storage.tables import (
    MEDIATION_ACCORDS,
    MEDIATION_BIDS,
    MEDIATION_PEOPLE,
    MEDIATION_WORDS,
    MEDIATIONS,
)

_SIDES = ("applicant", "respondent", "invited")
_COMMON = "joint"
_OF = select(MEDIATION_PEOPLE.c.number).where(
    MEDIATION_PEOPLE.c.community_id == bindparam("community"),
    MEDIATION_PEOPLE.c.person_id == bindparam("person"),
    MEDIATION_PEOPLE.c.role.in_(_SIDES),
)


def _of(table: Table) -> ColumnElement[bool]:
    cases = table.c.number.in_(bindparam("cases", expanding=True))
    return and_(table.c.community_id == bindparam("community"), cases)


_IS_MINUTES = and_(
    MEDIATION_ACCORDS.c.kind == Kind.MINUTES.value,
    MEDIATION_ACCORDS.c.state == AccordState.DONE.value,
)
# In this order: what was said alone and what was offered goes before anything else does.
_FIRST = (
    delete(MEDIATION_BIDS).where(_of(MEDIATION_BIDS)),
    delete(MEDIATION_ACCORDS).where(_of(MEDIATION_ACCORDS), not_(_IS_MINUTES)),
    delete(MEDIATION_WORDS).where(
        _of(MEDIATION_WORDS),
        or_(
            MEDIATION_WORDS.c.room != _COMMON,
            MEDIATION_WORDS.c.person_id == bindparam("person"),
        ),
    ),
)
_THIS_TIME = and_(
    MEDIATION_ACCORDS.c.community_id == bindparam("community"),
    MEDIATION_ACCORDS.c.number == bindparam("case"),
    MEDIATION_ACCORDS.c.attempt == bindparam("time"),
)
_MINUTES_GONE = delete(MEDIATION_ACCORDS).where(_THIS_TIME)
_BODIES = select(MEDIATIONS).where(_of(MEDIATIONS))
_BODY = (
    update(MEDIATIONS)
    .where(
        MEDIATIONS.c.community_id == bindparam("community"),
        MEDIATIONS.c.number == bindparam("case"),
        MEDIATIONS.c.attempt == bindparam("time"),
    )
    .values(body=bindparam("plain", type_=MEDIATIONS.c.body.type))
)


def leave_mediations(conn: Connection, people: Collection[PersonKey]) -> None:
    """Take each of the people out of every mediation in which he is a side."""
    for community, person in people:
        found = conn.execute(_OF, {"community": community, "person": person})
        cases = sorted({row.number for row in found})
        if cases:
            _leave(conn, {"community": community, "cases": cases, "person": person})


def _leave(conn: Connection, keys: dict[str, Any]) -> None:
    for statement in _FIRST:
        conn.execute(statement, keys)
    found = [mediation_of(row.body) for row in conn.execute(_BODIES, keys)]
    left = [without_person(each, keys["person"]) for each in found]
    conn.execute(_BODY, [{**_key(each), "plain": body_of(each)} for each in left])
    for each in left:
        if not keeps_file(each):
            conn.execute(_MINUTES_GONE, _key(each))


def _key(mediation: Mediation) -> dict[str, Any]:
    return {
        "community": mediation.community_id,
        "case": mediation.number,
        "time": mediation.attempt,
    }
