"""Forget people who asked for it: the cases stay, the people go.

What others need is kept: the case, its events and what was decided. What points at the person
goes: name, home, addresses, the words of turns, what letters said, the party's row. A ballot is
its home's and stays as long as the vote can be contested; an opinion goes.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    literal,
    select,
    tuple_,
    update,
)

from domain.people import Identity
from storage.learnt import teach_anew
from storage.mediation_archive import leave_mediations
from storage.people import PersonKey
from storage.phones import forget_marks
from storage.tables import (
    ACCOUNTS,
    ADDRESSES,
    ATTACHMENTS,
    ATTEMPTS,
    CASE_PARTIES,
    DIALOGUES,
    FAILED_TURNS,
    LESSONS,
    LETTERS,
    MEDIATION_PEOPLE,
    OPINIONS,
    PARKED_UPDATES,
    PEOPLE,
    PHONE_MARKS,
    RECEIPT_CODES,
    SHOWN_LETTERS,
    TURNS,
)


def _of(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.community_id == bindparam("community"), table.c.person_id == bindparam("person")
    )


_PLACES = select(ADDRESSES.c.channel, ADDRESSES.c.handle).where(_of(ADDRESSES))
# What doors remember goes by address, so it goes before the addresses do. A turn that failed
# names its speaker only where the door knew him.
_AT_DOORS = tuple(
    delete(table).where(tuple_(table.c.channel, table.c.handle).in_(_PLACES))
    for table in (SHOWN_LETTERS, PARKED_UPDATES, FAILED_TURNS)
)
_ROWS_OF_PEOPLE = (FAILED_TURNS, CASE_PARTIES, ADDRESSES, DIALOGUES, RECEIPT_CODES)
_GONE = tuple(
    delete(table).where(_of(table))
    for table in (
        FAILED_TURNS,
        CASE_PARTIES,
        MEDIATION_PEOPLE,
        OPINIONS,
        ADDRESSES,
        DIALOGUES,
        RECEIPT_CODES,
        ACCOUNTS,
        ATTEMPTS,
    )
)
_NO_LESSONS = delete(LESSONS).where(
    LESSONS.c.community_id == bindparam("community"), LESSONS.c.giver == bindparam("person")
)
_NO_WORDS = (
    update(TURNS)
    .where(_of(TURNS))
    .values(
        # The key of a turn holds the channel's own name of the chat.
        key=literal("forgotten:") + cast(TURNS.c.spot, String),
        handle="",
        text="",
        press="",
        attachments=[],
        place_code="",
        reply_to="",
        edits="",
    )
)
# A letter on its way keeps its words until it is sent.
_NO_LETTERS = (
    update(LETTERS)
    .where(_of(LETTERS), LETTERS.c.state != "waiting")
    .values(handle="", placeholders={}, choices=[], rendered="", why="")
)
# What a letter says whose words are destroyed.
_SAYS_NOTHING = "destroying.gone"
_ABOUT = (
    LETTERS.c.community_id == bindparam("community"),
    LETTERS.c.case_number == bindparam("number"),
)
_NO_PHOTOS = delete(ATTACHMENTS).where(
    ATTACHMENTS.c.community_id == bindparam("community"),
    ATTACHMENTS.c.number == bindparam("number"),
)
_NO_MARKS = delete(PHONE_MARKS).where(
    PHONE_MARKS.c.community_id == bindparam("community"),
    PHONE_MARKS.c.number == bindparam("number"),
)
_NO_LETTERS_ABOUT = (
    update(LETTERS)
    .where(*_ABOUT, LETTERS.c.state != "waiting")
    .values(key=_SAYS_NOTHING, placeholders={}, choices=[], rendered="", why="")
)
_NO_TURNS_ABOUT = (
    update(TURNS)
    .where(
        TURNS.c.community_id == bindparam("community"),
        TURNS.c.numbers == bindparam("only", type_=TURNS.c.numbers.type),
    )
    .values(text="", attachments=[])
)
_NO_PERSON = (
    update(PEOPLE)
    .where(_of(PEOPLE))
    .values(
        name="",
        home={},
        identity=Identity.ANONYMOUS.value,
        consented_at=None,
        neutral=False,
        advises=False,
        version=PEOPLE.c.version + 1,
        forgotten_at=bindparam("at", type_=PEOPLE.c.forgotten_at.type),
    )
)
_FORGOTTEN = select(PEOPLE.c.person_id).where(PEOPLE.c.forgotten_at.is_not(None))


def forget_people(conn: Connection, people: Collection[PersonKey], at: datetime) -> None:
    """Forget each person, by community and id."""
    if not people:
        return
    keys = [{"community": community, "person": person} for community, person in people]
    leave_mediations(conn, people)
    # By the parties, who go next.
    forget_marks(conn, people)
    for statement in (*_AT_DOORS, *_GONE, _NO_LESSONS, _NO_WORDS, _NO_LETTERS):
        conn.execute(statement, keys)
    conn.execute(_NO_PERSON, [{**key, "at": at} for key in keys])
    teach_anew(conn, {community for community, _ in people})


def destroy_told(conn: Connection, cases: Collection[tuple[str, str]]) -> None:
    """Destroy what was told about each case, by community and number: photos, letters, turns.

    A turn that names other cases, too, keeps its words: they belong to those.
    """
    if not cases:
        return
    keys = [
        {"community": community, "number": number, "only": [number]} for community, number in cases
    ]
    for statement in (_NO_MARKS, _NO_PHOTOS, _NO_LETTERS_ABOUT, _NO_TURNS_ABOUT):
        conn.execute(statement, keys)


def sweep_forgotten(conn: Connection) -> int:
    """Empty letters that went to forgotten people since; return how many."""
    of_forgotten = LETTERS.c.person_id.in_(_FORGOTTEN)
    still_addressed = and_(LETTERS.c.state != "waiting", LETTERS.c.handle != "")
    swept = (
        update(LETTERS)
        .where(of_forgotten, still_addressed)
        .values(handle="", placeholders={}, choices=[], rendered="", why="")
    )
    return conn.execute(swept).rowcount
