"""Letters on their way and those that were sent."""

from sqlalchemy import BigInteger, Column, ColumnElement, Index, literal_column

from storage.columns import flag, moment, number, word
from storage.sealing import sealed_json, sealed_word
from storage.tables.base import table

LETTERS = table(
    "letters",
    Column("letter_id", BigInteger, primary_key=True, autoincrement=False),
    word("person_id"),
    word("channel"),
    word("handle"),
    word("key"),
    sealed_json("placeholders"),
    sealed_json("choices"),
    word("case_number"),
    flag("urgent"),
    word("dedupe"),
    moment("created_at"),
    # Held letters let later ones pass; a letter that is tried again keeps its lane shut.
    moment("held_until"),
    moment("try_at"),
    number("tries"),
    # waiting, sent, dead, or recalled from a reader whom its case is about by now
    word("state"),
    moment("sent_at", known=False),
    sealed_word("rendered"),
    word("why"),
    small=False,
)
# Written out, not bound: a partial index serves only a condition that it can read.
IS_WAITING = LETTERS.c.state == literal_column("'waiting'")
IS_DEAD = LETTERS.c.state == literal_column("'dead'")
HAS_CHOICES = LETTERS.c.choices != literal_column("'[]'")
HAS_DEDUPE = LETTERS.c.dedupe != literal_column("''")


def _letters(
    name: str, condition: ColumnElement[bool], *columns: Column[object], unique: bool = False
) -> None:
    Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


Index("ix_letters_person", LETTERS.c.person_id, LETTERS.c.held_until)
_letters(
    "ix_letters_choices",
    HAS_CHOICES,
    LETTERS.c.person_id,
    LETTERS.c.created_at,
    LETTERS.c.letter_id,
)
_letters("ix_letters_waiting", IS_WAITING, LETTERS.c.urgent, LETTERS.c.try_at)
_letters(
    "ix_letters_lane",
    IS_WAITING,
    LETTERS.c.community_id,
    LETTERS.c.channel,
    LETTERS.c.handle,
    LETTERS.c.letter_id,
)
_letters("ix_letters_dead", IS_DEAD, LETTERS.c.community_id, LETTERS.c.letter_id)
_letters(
    "uq_letters_dedupe",
    HAS_DEDUPE,
    LETTERS.c.community_id,
    LETTERS.c.dedupe,
    LETTERS.c.person_id,
    unique=True,
)
