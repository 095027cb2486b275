"""Votes: the roll of units, polls with the roll that was frozen for each, ballots and opinions.

What somebody said lies sealed in ballots and opinions, and in no other table.
"""

from sqlalchemy import Column, Integer

from storage.columns import flag, key, moment, number, word
from storage.sealing import sealed_word
from storage.tables.base import table

ROLL_UNITS = table(
    "roll_units",
    key("compound"),
    key("building"),
    key("unit"),
    key("room"),
    word("area"),
    # Whole 0.01 m².
    number("size"),
    sealed_word("owner"),
    flag("let"),
)

POLLS = table(
    "polls",
    key("poll"),
    word("area"),
    word("question"),
    word("matter"),
    moment("opens_at"),
    moment("closes_at"),
    word("opened_by"),
    moment("wake_at", known=False),
)

POLL_UNITS = table(
    "poll_units",
    key("poll"),
    key("home"),
    number("size"),
    sealed_word("owner"),
    flag("let"),
    number("asked"),
    moment("asked_at", known=False),
    flag("stopped"),
)

BALLOTS = table(
    "ballots",
    key("poll"),
    key("home"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    sealed_word("answer"),
    word("way"),
    word("cast_by"),
    moment("cast_at"),
    sealed_word("witness"),
    sealed_word("evidence"),
    flag("must_check"),
    word("checked_by"),
)

OPINIONS = table(
    "opinions",
    key("poll"),
    key("person_id"),
    sealed_word("answer"),
    moment("said_at"),
)
