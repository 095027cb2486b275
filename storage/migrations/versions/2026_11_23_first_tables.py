"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_first_tables"
down_revision = None

_KINDS = {
    "": sa.Text,
    "int": sa.Integer,
    "big": sa.BigInteger,
    "moment": sa.BigInteger,
    "flag": sa.Boolean,
    "date": sa.Date,
}


# Name, key columns, other columns; text where nothing else is said, ? may be missing.
_TABLES = (
    (
        "absences",
        "community_id person_id since:date",
        "until:date deputy",
    ),
    (
        "addresses",
        "community_id channel handle",
        "person_id used_at:moment dead_at:moment?",
    ),
    (
        "cases",
        "community_id number",
        (
            "text summary leaf priority:int state is_open:flag opened_at:moment compound building "
            "unit floor room place_words place_source place_confidence:int grid microgrid queue "
            "holder about reasons tags clocks nudge level:int returns:int reopened:int asked:int "
            "merged_into outcome accepted_at:moment? answered_at:moment? resolved_at:moment? "
            "closed_at:moment? waiting_since:moment? ended_at:moment? next_due_at:moment? "
            "next_due_kind version:int seq:int head"
        ),
    ),
    (
        "dialogues",
        "community_id person_id",
        "stage notes version:int moved_at:moment",
    ),
    (
        "directory_entries",
        "community_id kind code",
        "since:date until:date content",
    ),
    (
        "editions",
        "community_id name",
        "version",
    ),
    (
        "failed_turns",
        "community_id failure:int",
        (
            "turn_key person_id channel handle turn error_kind tries:int failed_at:moment "
            "replayed_at:moment?"
        ),
    ),
    (
        "ledgers",
        "community_id",
        "next_case:int next_spot:big next_failure:int",
    ),
    (
        "letters",
        "community_id letter_id:big",
        (
            "person_id channel handle key placeholders choices case_number urgent:flag dedupe "
            "created_at:moment held_until:moment try_at:moment tries:int state sent_at:moment? "
            "rendered why"
        ),
    ),
    (
        "people",
        "community_id person_id",
        (
            "name staff:flag home identity consented_at:moment? neutral:flag version:int "
            "forgotten_at:moment?"
        ),
    ),
    (
        "receipt_codes",
        "community_id code_hash",
        "number person_id made_at:moment",
    ),
    (
        "sign_in_links",
        "community_id link_hash",
        "person_id made_at:moment expires_at:moment used_at:moment?",
    ),
    (
        "staff_sessions",
        "community_id session_hash",
        "person_id made_at:moment seen_at:moment ended_at:moment?",
    ),
    (
        "strikes",
        "community_id job slot",
        "owner claimed_at:moment leased_until:moment finished_at:moment?",
    ),
    (
        "turns",
        "community_id key",
        (
            "spot:big person_id channel handle said_at:moment answered_at:moment text press "
            "attachments reply_to edits place_code numbers letter_ids"
        ),
    ),
    (
        "views",
        "community_id number person_id seen_at:moment",
        "code",
    ),
    (
        "attachments",
        "community_id number mark",
        "file_id kind caption internal:flag kept_at:moment",
    ),
    (
        "case_events",
        "community_id number seq:int",
        "at:moment actor part act before after reason public internal previous hash",
    ),
    (
        "case_parties",
        "community_id number person_id",
        "position:int part household identity neutral:flag answer stars:int",
    ),
)
# Their rows are too long to lie in the order of the key.
_LARGE = ("cases", "letters", "turns")
# These belong to a case.
_OF_CASE = ("attachments", "case_events", "case_parties")


def upgrade() -> None:
    for name, keys, rest in _TABLES:
        _table(name, keys, rest)
    _indexes()
    _partial_indexes()


def _indexes() -> None:
    op.create_index("ix_people_person", "people", ["person_id"])
    op.create_index("ix_addresses_person", "addresses", ["person_id"])
    op.create_index("ix_turns_person", "turns", ["community_id", "person_id", "spot"])
    op.create_index("ix_case_parties_person", "case_parties", ["person_id", "community_id"])
    op.create_index("ix_failed_turns_turn", "failed_turns", ["community_id", "turn_key"])
    op.create_index("ix_letters_person", "letters", ["person_id", "held_until"])
    op.create_index("ix_sign_in_links_hash", "sign_in_links", ["link_hash"])
    op.create_index("ix_staff_sessions_hash", "staff_sessions", ["session_hash"])


def _partial_indexes() -> None:
    due, lane = "next_due_at IS NOT NULL", ["community_id", "channel", "handle", "letter_id"]
    _partial("ix_cases_due", ["next_due_at", "community_id", "number"], due)
    _partial("ix_cases_holder", ["holder", "next_due_at"], "is_open")
    _partial("ix_cases_queue", ["queue", "next_due_at"], "is_open")
    _partial("ix_cases_open", ["community_id", "grid", "queue", "microgrid"], "is_open")
    _partial("ix_letters_waiting", ["urgent", "try_at"], "state = 'waiting'")
    _partial("ix_letters_lane", lane, "state = 'waiting'")
    _partial("ix_letters_dead", ["community_id", "letter_id"], "state = 'dead'")
    _partial("ix_letters_choices", ["person_id", "created_at", "letter_id"], "choices != '[]'")
    _partial("uq_letters_dedupe", ["community_id", "dedupe", "person_id"], "dedupe != ''")


def _partial(name: str, columns: list[str], condition: str) -> None:
    # SQLite keeps a flag as a number and recognises only the very words of a query.
    on_sqlite = f"{condition} = 1" if condition == "is_open" else condition
    op.create_index(
        name,
        name.split("_")[1],
        columns,
        unique=name.startswith("uq"),
        sqlite_where=sa.text(on_sqlite),
        postgresql_where=sa.text(condition),
    )


def _table(name: str, keys: str, rest: str) -> None:
    case = sa.ForeignKeyConstraint(
        ["community_id", "number"],
        ["cases.community_id", "cases.number"],
        name=f"fk_{name}_cases",
    )
    op.create_table(
        name,
        *map(_column, [*keys.split(), *rest.split()]),
        sa.PrimaryKeyConstraint(
            *(key.partition(":")[0] for key in keys.split()), name=f"pk_{name}"
        ),
        *([case] if name in _OF_CASE else []),
        sqlite_with_rowid=name in _LARGE,
    )


def _column(words: str) -> sa.Column[object]:
    name, _, kind = words.partition(":")
    return sa.Column(
        name, _KINDS[kind.rstrip("?")](), nullable=kind.endswith("?"), autoincrement=False
    )


def downgrade() -> None:
    for name, _, _ in reversed(_TABLES):
        op.drop_table(name)
