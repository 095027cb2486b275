"""What is said and settled in a mediation: words by room, yes to exact words, issues, bids.

Words lie by room and bids by themselves, so that whoever may not read them has no row to read.
"""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Integer

from storage.columns import key, moment, word
from storage.sealing import sealed_json, sealed_word
from storage.tables.base import table

_KEYS = ("community_id", "number", "attempt")


def _counted(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _fen(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _of_mediation() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(_KEYS, [f"mediations.{name}" for name in _KEYS])


MEDIATION_ISSUES = table(
    "mediation_issues",
    key("number"),
    _counted("attempt"),
    _counted("issue"),
    word("kind"),
    sealed_word("title"),
    word("status"),
    sealed_word("terms"),
    _fen("amount"),
    word("payer"),
    word("way"),
    word("digest"),
    moment("settled_at", known=False),
    _of_mediation(),
)

# The yes of each side to exact words; the body holds who answered what.
MEDIATION_ACCORDS = table(
    "mediation_accords",
    key("number"),
    _counted("attempt"),
    _counted("accord"),
    word("kind"),
    word("state"),
    moment("due_at", known=False),
    sealed_json("body"),
    _of_mediation(),
)

MEDIATION_WORDS = table(
    "mediation_words",
    key("number"),
    _counted("attempt"),
    _counted("word"),
    word("room"),
    word("role"),
    word("person_id"),
    moment("said_at"),
    sealed_word("text"),
    _of_mediation(),
)

MEDIATION_BIDS = table(
    "mediation_bids",
    key("number"),
    _counted("attempt"),
    _counted("accord"),
    _counted("round"),
    key("side"),
    word("person_id"),
    _fen("amount"),
    moment("bid_at"),
    _of_mediation(),
)
