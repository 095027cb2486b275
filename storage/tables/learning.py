"""What people taught the station, which words they took, and both made ready to be used."""

from sqlalchemy import Column, Index, Integer

from storage.columns import flag, key, moment, number, word
from storage.sealing import sealed_json
from storage.tables.base import table

# One row each time that somebody said what a case is; `seq` is the event's.
LESSONS = table(
    "lessons",
    key("number"),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    moment("given_at"),
    word("giver"),
    flag("by_staff"),
    word("before"),
    word("leaf"),
    moment("undone_at", known=False),
    word("undone_by"),
)
Index("ix_lessons_given", LESSONS.c.community_id, LESSONS.c.given_at)

# Words of the community's own lexicon, proposed, taken or refused; `scope` is a grid or "".
TERMS = table(
    "terms",
    key("scope"),
    key("term"),
    key("leaf"),
    word("state"),
    number("weight"),
    number("messages"),
    number("homes"),
    number("odds"),
    word("author"),
    moment("decided_at", known=False),
    moment("proposed_at"),
)

# Made out of other rows, whole, and thrown away as a whole: `edition` names the content.
LEARNT = table(
    "learnt",
    key("name"),
    word("edition"),
    sealed_json("content"),
)
