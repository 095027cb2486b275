"""Lessons and words as rows: given, undone, proposed, decided."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from domain.lessons import (
    CITY,
    LearningChange,
    Lesson,
    LessonGiven,
    LessonUndone,
    OwnTerm,
    RarityCounted,
    TermsChanged,
    TermState,
)
from storage.learnt import teach_anew, write_rarity
from storage.tables import LESSONS, TERMS, WHOLE_STATION
from storage.writing import Row, insert_new, upsert_rows

_UNDONE = (
    update(LESSONS)
    .where(
        LESSONS.c.community_id == bindparam("community"),
        LESSONS.c.number == bindparam("case"),
        LESSONS.c.seq == bindparam("event"),
        LESSONS.c.undone_at.is_(None),
    )
    .values(undone_at=bindparam("at", type_=LESSONS.c.undone_at.type), undone_by=bindparam("by"))
)


def write_learning(
    conn: Connection, changes: Sequence[tuple[str, LearningChange]], at: datetime
) -> None:
    """Write what people taught, each with its community; the next turn is read by it."""
    touched: set[str] = set()
    for community_id, change in changes:
        match change:
            case LessonGiven():
                insert_new(conn, LESSONS, [_lesson_row(community_id, change, at)])
            case LessonUndone(number, seq, by):
                key = {"community": community_id, "case": number, "event": seq}
                conn.execute(_UNDONE, [{**key, "at": at, "by": by}])
            case TermsChanged(terms):
                rows = [_term_row(community_id, each, at) for each in terms]
                upsert_rows(conn, TERMS, rows)
                touched |= {str(row["community_id"]) for row in rows}
            case RarityCounted(reports, counts):
                write_rarity(conn, community_id, reports, counts)
                continue
        touched.add(community_id)
    teach_anew(conn, touched)


def _lesson_row(community_id: str, given: LessonGiven, at: datetime) -> Row:
    return {
        "community_id": community_id,
        "number": given.number,
        "seq": given.seq,
        "given_at": at,
        "giver": given.giver,
        "by_staff": given.by_staff,
        "before": given.before,
        "leaf": given.leaf,
        "undone_at": None,
        "undone_by": "",
    }


def _term_row(community_id: str, each: OwnTerm, at: datetime) -> Row:
    return {
        "community_id": WHOLE_STATION if each.scope == CITY else community_id,
        "scope": each.scope,
        "term": each.term,
        "leaf": each.leaf,
        "state": each.state.value,
        "weight": each.weight,
        "messages": each.messages,
        "homes": each.homes,
        "odds": each.odds,
        "author": each.author,
        "decided_at": each.decided_at,
        "proposed_at": at,
    }


def terms_of(
    conn: Connection, communities: Collection[str], states: Collection[TermState] = ()
) -> tuple[OwnTerm, ...]:
    """Return the words of the communities in those states (all: none named), most telling first."""
    chosen = select(TERMS).where(TERMS.c.community_id.in_(sorted(communities)))
    if states:
        chosen = chosen.where(TERMS.c.state.in_([state.value for state in states]))
    rows = conn.execute(chosen.order_by(TERMS.c.odds.desc(), TERMS.c.term, TERMS.c.leaf))
    return tuple(
        OwnTerm(
            term=row.term,
            leaf=row.leaf,
            scope=row.scope,
            state=TermState(row.state),
            weight=row.weight,
            messages=row.messages,
            homes=row.homes,
            odds=row.odds,
            author=row.author,
            decided_at=row.decided_at,
        )
        for row in rows
    )


def lessons_and_terms(
    conn: Connection, community_id: str
) -> tuple[frozenset[str], tuple[OwnTerm, ...]]:
    """Return the numbers of the cases that people put right, and every word with its fate."""
    chosen = select(LESSONS.c.number).where(
        LESSONS.c.community_id == community_id,
        LESSONS.c.undone_at.is_(None),
        LESSONS.c.before != LESSONS.c.leaf,
    )
    return frozenset(conn.scalars(chosen)), terms_of(conn, (WHOLE_STATION, community_id))


def lessons_of(conn: Connection, community_id: str, most: int = 50) -> tuple[Lesson, ...]:
    """Return the community's newest lessons; of residents it says only that it was one."""
    chosen = (
        select(LESSONS)
        .where(LESSONS.c.community_id == community_id)
        .order_by(LESSONS.c.given_at.desc(), LESSONS.c.number, LESSONS.c.seq.desc())
        .limit(most)
    )
    return tuple(
        Lesson(
            LessonGiven(
                number=row.number,
                seq=row.seq,
                giver=row.giver if row.by_staff else "",
                by_staff=row.by_staff,
                before=row.before,
                leaf=row.leaf,
            ),
            row.given_at,
            undone=row.undone_at is not None,
        )
        for row in conn.execute(chosen)
    )
