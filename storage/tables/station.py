"""The map, who is away, who may sign in, and what the clock and the engine leave behind."""

from sqlalchemy import Column, Date, Index, Integer

from storage.columns import Moment, key, moment, number, word
from storage.sealing import sealed_json
from storage.tables.base import table

DIRECTORY_ENTRIES = table(
    "directory_entries",
    key("kind"),
    key("code"),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    sealed_json("content"),
)

# One row a thing that is edited as a whole; other processes look here for a newer version.
EDITIONS = table(
    "editions",
    key("name"),
    word("version"),
)

ABSENCES = table(
    "absences",
    key("person_id"),
    Column("since", Date, primary_key=True),
    Column("until", Date, nullable=False),
    word("deputy"),
)

CLEARINGS = table(
    "clearings",
    key("decided_by"),
    Column("decided_at", Moment, primary_key=True),
    moment("before"),
)

STRIKES = table(
    "strikes",
    key("job"),
    key("slot"),
    word("owner"),
    moment("claimed_at"),
    moment("leased_until"),
    moment("finished_at", known=False),
)

SIGN_IN_LINKS = table(
    "sign_in_links",
    key("link_hash"),
    word("person_id"),
    moment("made_at"),
    moment("expires_at"),
    moment("used_at", known=False),
)
Index("ix_sign_in_links_hash", SIGN_IN_LINKS.c.link_hash)

STAFF_SESSIONS = table(
    "staff_sessions",
    key("session_hash"),
    word("person_id"),
    moment("made_at"),
    moment("seen_at"),
    moment("ended_at", known=False),
)
Index("ix_staff_sessions_hash", STAFF_SESSIONS.c.session_hash)

RECEIPT_CODES = table(
    "receipt_codes",
    key("code_hash"),
    word("number"),
    word("person_id"),
    moment("made_at"),
)

VIEWS = table(
    "views",
    key("number"),
    key("person_id"),
    Column("seen_at", Moment, primary_key=True),
    word("code"),
)

Index("ix_views_code", VIEWS.c.code)
Index("ix_views_seen", VIEWS.c.community_id, VIEWS.c.seen_at)

FAILED_TURNS = table(
    "failed_turns",
    Column("failure", Integer, primary_key=True, autoincrement=False),
    word("turn_key"),
    word("person_id"),
    word("channel"),
    word("handle"),
    sealed_json("turn"),
    word("error_kind"),
    number("tries"),
    moment("failed_at"),
    moment("replayed_at", known=False),
)
Index("ix_failed_turns_turn", FAILED_TURNS.c.community_id, FAILED_TURNS.c.turn_key)
