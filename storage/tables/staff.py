"""Accounts of staff in messengers: invitations, what was bound, what was tried without right."""

from sqlalchemy import Index

from storage.columns import key, moment, word
from storage.sealing import sealed_word
from storage.tables.base import table

INVITATIONS = table(
    "invitations",
    key("code_hash"),
    word("person_id"),
    word("role"),
    word("made_by"),
    moment("made_at"),
    moment("expires_at"),
    word("channel"),
    word("handle"),
    moment("used_at", known=False),
)
Index("ix_invitations_code", INVITATIONS.c.code_hash)

ACCOUNTS = table(
    "accounts",
    key("channel"),
    key("handle"),
    key("person_id"),
    word("standing"),
    moment("asked_at"),
    moment("settled_at", known=False),
    word("settled_by"),
)
Index("ix_accounts_person", ACCOUNTS.c.person_id)

ATTEMPTS = table(
    "attempts",
    key("turn_key"),
    word("person_id"),
    word("channel"),
    word("handle"),
    sealed_word("press"),
    moment("tried_at"),
)
