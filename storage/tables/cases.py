"""Cases with their events, parties and attachments."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, and_, literal_column, text

from storage.columns import flag, json_of, key, moment, number, word
from storage.sealing import sealed_json, sealed_word
from storage.tables.base import table


def _of_case() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["community_id", "number"], ["cases.community_id", "cases.number"])


CASES = table(
    "cases",
    key("number"),
    sealed_word("text"),
    sealed_word("summary"),
    word("leaf"),
    number("priority"),
    word("state"),
    flag("is_open"),
    moment("opened_at"),
    word("compound"),
    word("building"),
    word("unit"),
    word("floor"),
    sealed_word("room"),
    sealed_word("place_words"),
    word("place_source"),
    number("place_confidence"),
    word("grid"),
    word("microgrid"),
    word("queue"),
    word("first_queue"),
    word("holder"),
    # Codes between bars, "|a|b|", so that one code can be looked for exactly.
    word("about"),
    json_of("reasons"),
    json_of("tags"),
    json_of("clocks"),
    json_of("nudge"),
    json_of("past_nudges"),
    # Who else was called; `helping` names their seats between bars: "|p:PERSON|q:QUEUE|".
    sealed_json("assists"),
    json_of("pauses"),
    sealed_json("dissuasions"),
    sealed_json("exclusion"),
    sealed_json("warranty"),
    word("helping"),
    number("level"),
    number("returns"),
    number("reopened"),
    number("extended"),
    number("asked"),
    word("merged_into"),
    word("relapse_of"),
    word("spoke_last"),
    word("outcome"),
    moment("accepted_at", known=False),
    moment("answered_at", known=False),
    moment("resolved_at", known=False),
    moment("closed_at", known=False),
    moment("waiting_since", known=False),
    moment("follow_up_at", known=False),
    # When somebody is reminded of a claim to the warranty deposit.
    moment("warranty_due_at", known=False),
    # When the case came into a final state, by whatever way.
    moment("ended_at", known=False),
    moment("next_due_at", known=False),
    word("next_due_kind"),
    number("version"),
    number("seq"),
    word("head"),
    small=False,
)

IS_DUE = CASES.c.next_due_at.is_not(None)
# SQLite keeps a flag as a number and recognises only the very words of a query.
IS_OPEN = and_(CASES.c.is_open)
HAS_ASSISTS = CASES.c.helping != literal_column("''")
IS_FOLLOWED_UP = CASES.c.follow_up_at.is_not(None)
IS_CLAIMED = CASES.c.warranty_due_at.is_not(None)


def _open_cases(name: str, *columns: Column[object]) -> None:
    Index(name, *columns, sqlite_where=text("is_open = 1"), postgresql_where=text("is_open"))


Index(
    "ix_cases_due",
    CASES.c.next_due_at,
    CASES.c.community_id,
    CASES.c.number,
    sqlite_where=IS_DUE,
    postgresql_where=IS_DUE,
)
_open_cases("ix_cases_holder", CASES.c.holder, CASES.c.next_due_at)
_open_cases("ix_cases_queue", CASES.c.queue, CASES.c.next_due_at)
_open_cases("ix_cases_open", CASES.c.community_id, CASES.c.grid, CASES.c.queue, CASES.c.microgrid)
_open_cases("ix_cases_alike", CASES.c.community_id, CASES.c.leaf, CASES.c.compound)
# The months of the appraisal: what was opened and what ended in them.
Index("ix_cases_opened", CASES.c.community_id, CASES.c.opened_at)
Index("ix_cases_ended", CASES.c.community_id, CASES.c.ended_at)
Index(
    "ix_cases_helping",
    CASES.c.helping,
    CASES.c.community_id,
    CASES.c.number,
    sqlite_where=HAS_ASSISTS,
    postgresql_where=HAS_ASSISTS,
)
Index(
    "ix_cases_follow_up",
    CASES.c.community_id,
    CASES.c.follow_up_at,
    sqlite_where=IS_FOLLOWED_UP,
    postgresql_where=IS_FOLLOWED_UP,
)
Index(
    "ix_cases_warranty",
    CASES.c.community_id,
    CASES.c.warranty_due_at,
    sqlite_where=IS_CLAIMED,
    postgresql_where=IS_CLAIMED,
)

CASE_EVENTS = table(
    "case_events",
    key("number"),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    moment("at"),
    word("actor"),
    word("part"),
    word("act"),
    word("before"),
    word("after"),
    word("reason"),
    sealed_word("public"),
    sealed_word("internal"),
    word("previous"),
    word("hash"),
    _of_case(),
)

CASE_PARTIES = table(
    "case_parties",
    key("number"),
    key("person_id"),
    number("position"),
    word("part"),
    word("household"),
    word("identity"),
    flag("neutral"),
    word("answer"),
    number("stars"),
    # Numbers between bars.
    word("through"),
    _of_case(),
)
Index("ix_case_parties_person", CASE_PARTIES.c.person_id, CASE_PARTIES.c.community_id)

# By which mobile numbers a case can be found: keyed digests, never the numbers.
PHONE_MARKS = table("phone_marks", key("mark"), key("number"))

ATTACHMENTS = table(
    "attachments",
    key("number"),
    # The digest of kind, file and caption: the same thing sent twice is kept once.
    key("mark"),
    word("file_id"),
    word("kind"),
    sealed_word("caption"),
    # Who of staff sent it, "" for everybody else.
    word("sender"),
    flag("internal"),
    moment("kept_at"),
    _of_case(),
)
