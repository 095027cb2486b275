"""Who spoke to the station, from where, and what was said."""

from sqlalchemy import BigInteger, Column, Index

from storage.columns import flag, json_of, key, moment, number, word
from storage.tables.base import table

LEDGERS = table(
    "ledgers",
    # The next free case number, place in a chat (turns and letters alike) and failure.
    number("next_case"),
    Column("next_spot", BigInteger, nullable=False),
    number("next_failure"),
)

PEOPLE = table(
    "people",
    key("person_id"),
    word("name"),
    flag("staff"),
    json_of("home"),
    word("identity"),
    moment("consented_at", known=False),
    flag("neutral"),
    number("version"),
    moment("forgotten_at", known=False),
)

Index("ix_people_person", PEOPLE.c.person_id)

ADDRESSES = table(
    "addresses",
    key("channel"),
    key("handle"),
    word("person_id"),
    moment("used_at"),
    moment("dead_at", known=False),
)
Index("ix_addresses_person", ADDRESSES.c.person_id)
Index("ix_addresses_handle", ADDRESSES.c.channel, ADDRESSES.c.handle)

DIALOGUES = table(
    "dialogues",
    key("person_id"),
    word("stage"),
    json_of("notes"),
    number("version"),
    moment("moved_at"),
)

TURNS = table(
    "turns",
    key("key"),
    Column("spot", BigInteger, nullable=False),
    word("person_id"),
    word("channel"),
    word("handle"),
    moment("said_at"),
    moment("answered_at"),
    word("text"),
    word("press"),
    json_of("attachments"),
    word("reply_to"),
    word("edits"),
    word("place_code"),
    json_of("numbers"),
    json_of("letter_ids"),
    small=False,
)
Index("ix_turns_person", TURNS.c.community_id, TURNS.c.person_id, TURNS.c.spot)
