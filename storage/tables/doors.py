"""What doors must know again after a restart: which message shows what, and what still waits."""

from sqlalchemy import BigInteger, Column, Index

from storage.columns import flag, json_of, key, moment, word
from storage.tables.base import table

SHOWN_LETTERS = table(
    "shown_letters",
    key("channel"),
    key("handle"),
    key("message_id"),
    Column("letter_id", BigInteger, nullable=False),
    word("case_number"),
    flag("has_buttons"),
    moment("shown_at"),
)

PARKED_UPDATES = table(
    "parked_updates",
    key("channel"),
    key("key"),
    word("handle"),
    word("album"),
    # The update as it came, whole.
    json_of("content"),
    word("why"),
    moment("parked_at"),
)
Index("ix_parked_updates_handle", PARKED_UPDATES.c.channel, PARKED_UPDATES.c.handle)
