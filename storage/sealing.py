"""Personal fields lie encrypted in the database: two kinds of columns that seal and unseal.

A sealed value is ``~KEY_ID~`` and base64 of a nonce of 96 bits and AES-256-GCM, bound to its table
and column. What is empty (``""``, ``[]``, ``{}``) stays as it is, so that it can be asked for.
"""

import json
import os
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, Dialect
from sqlalchemy.types import UserDefinedType

from storage.columns import compact
from storage.keyring import Keyring, ring_of

SIGN = "~"
# The sign, eight digits of the key's id, the sign.
HEAD = 10
_NONCE = 12
_EMPTY = frozenset({"", "[]", "{}"})

Value = TypeVar("Value")


class Unsealable(Exception):
    """A value was changed, or moved from another column: it is not what the station wrote."""


def seal(ring: Keyring, words: str, bound: str) -> str:
    """Return the words encrypted with the newest key, bound to where they lie."""
    if words in _EMPTY:
        return words
    key, nonce = ring.newest, os.urandom(_NONCE)
    sealed = nonce + key.cipher.encrypt(nonce, words.encode(), bound.encode())
    return f"{SIGN}{key.key_id}{SIGN}{b2a_base64(sealed, newline=False).decode()}"


def unseal(ring: Keyring, sealed: str, bound: str) -> str:
    """Return the words that were sealed there.

    Raises:
        KeysMissing: their key is not there.
        Unsealable: they were changed, or lay elsewhere before.
    """
    if not is_sealed(sealed):
        return sealed
    cipher = ring.key(key_id_of(sealed)).cipher
    try:
        content = a2b_base64(sealed[HEAD:])
        return cipher.decrypt(content[:_NONCE], content[_NONCE:], bound.encode()).decode()
    except (InvalidTag, Error, ValueError) as error:
        raise Unsealable(f"a value of {bound} was changed") from error


def is_sealed(words: str) -> bool:
    """Say whether the words are a sealed value as it lies in the database."""
    return words[:1] == SIGN and words[HEAD - 1 : HEAD] == SIGN


def key_id_of(sealed: str) -> str:
    """Return the id of the key with which the value was sealed."""
    return sealed[1 : HEAD - 1]


class Sealed(UserDefinedType[Value]):
    """Words that lie sealed; ``bound`` is the table and column, set when the table is made."""

    cache_ok: bool | None = True

    def __init__(self, bound: str = "") -> None:
        self.bound = bound

    def get_col_spec(self, **options: object) -> str:
        """Return the type as a table has it."""
        del options
        return "TEXT"

    def dumps(self, value: Any) -> str:  # noqa: ANN401 - whatever the column holds
        """Return the value as words."""
        return str(value)

    def loads(self, words: str) -> Any:  # noqa: ANN401 - whatever the column holds
        """Return the value of the words."""
        return words

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        """Return what seals a value."""
        dumps, bound = self.dumps, self.bound
        return lambda value: None if value is None else _sealed(dialect, dumps(value), bound)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], Any]:
        """Return what unseals a value; what was not sealed is empty and needs no key."""
        del coltype
        loads, bound = self.loads, self.bound

        def unsealed(value: str | None) -> Any:  # noqa: ANN401 - whatever the column holds
            if not value or value[0] != SIGN:
                return value if value is None else loads(value)
            return loads(unseal(ring_of(dialect), value, bound))

        return unsealed


class SealedText(Sealed[str]):
    """Words that lie sealed."""

    cache_ok: bool | None = True


class SealedJson(Sealed[Any]):
    """Plain lists, maps, words and numbers as compact JSON that lies sealed."""

    cache_ok: bool | None = True

    def dumps(self, value: object) -> str:
        """Return the value as JSON."""
        return compact(value)

    def loads(self, words: str) -> object:
        """Return the value of the JSON."""
        return json.loads(words)


def sealed_word(name: str) -> Column[str]:
    """Return a text column that lies sealed; it can be asked only whether it is empty."""
    return Column(name, SealedText(), nullable=False)


def sealed_json(name: str) -> Column[Any]:
    """Return a column for JSON that lies sealed; it can be asked only whether it is empty."""
    return Column(name, SealedJson(), nullable=False)


def bind(table: str, column: object) -> None:
    """Bind what the column will hold to the table, if it is sealed."""
    if isinstance(column, Column) and isinstance(column.type, Sealed):
        column.type.bound = f"{table}.{column.name}"


def _sealed(dialect: Dialect, words: str, bound: str) -> str:
    return words if words in _EMPTY else seal(ring_of(dialect), words, bound)
