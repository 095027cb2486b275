"""Who spoke to the station, from where, and what was said."""

from sqlalchemy import BigInteger, Column, Index

from storage.columns import bound_moment, flag, json_of, key, moment, number, word
from storage.sealing import sealed_json, sealed_word
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
    sealed_word("name"),
    flag("staff"),
    sealed_json("home"),
    word("identity"),
    moment("consented_at", known=False),
    flag("neutral"),
    flag("advises"),
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
    # Since when it is this person's; 1970 for what was bound before that was written down.
    bound_moment("since", "person_id"),
)
Index("ix_addresses_person", ADDRESSES.c.person_id)
Index("ix_addresses_handle", ADDRESSES.c.channel, ADDRESSES.c.handle)

DIALOGUES = table(
    "dialogues",
    key("person_id"),
    word("stage"),
    sealed_json("notes"),
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
    sealed_word("text"),
    sealed_word("press"),
    sealed_json("attachments"),
    word("reply_to"),
    word("edits"),
    word("place_code"),
    json_of("numbers"),
    json_of("letter_ids"),
    small=False,
)
Index("ix_turns_person", TURNS.c.community_id, TURNS.c.person_id, TURNS.c.spot)
