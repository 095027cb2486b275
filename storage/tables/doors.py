"""What doors must know again after a restart: which message shows what, and what still waits."""

from sqlalchemy import BigInteger, Column, Index, Integer

from storage.columns import flag, key, moment, word
from storage.sealing import sealed_json
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
    sealed_json("content"),
    word("why"),
    moment("parked_at"),
)
Index("ix_parked_updates_handle", PARKED_UPDATES.c.channel, PARKED_UPDATES.c.handle)

# The row without a number is the group itself: where it is now, and who reads along there.
TOPICS = table(
    "topics",
    key("number"),
    Column("chat", BigInteger, nullable=False),
    # 0 where nothing of the case may be shown there.
    Column("thread", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    # The number of the case's event that was looked at last.
    Column("seq", Integer, nullable=False),
    # A digest of what stands there.
    word("shown"),
    flag("is_open"),
)
