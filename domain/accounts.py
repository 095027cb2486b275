"""How a member of staff is known in a messenger: by an invitation, and checked a second time."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from domain.people import Address, Person, Role

# The channel of who is signed in to the console.
CONSOLE = "console"
INVITATION_LASTS = timedelta(hours=24)
# The longest payload of a link into a messenger; an invitation's begins with this letter.
LONGEST = 64
_PREFIX = "i"
# Who may check that an account is the right person's, beside the person himself in the console.
_VOUCHERS = frozenset({Role.SECRETARY, Role.DISPATCHER, Role.STREET, Role.ADMIN})


class Standing(StrEnum):
    """How far an account is trusted."""

    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation for one person and one role, good once, as it is found when it is shown.

    ``is_again`` says that the person had an account on that channel before, or that the account
    was somebody else's: then rights wait for a second check.
    """

    code_hash: str
    community_id: str
    person_id: str
    role: str
    expires_at: datetime
    used_by: str = ""
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """One account of one person in one messenger."""

    address: Address
    community_id: str
    person_id: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class AccountSet:
    """An account of staff in a messenger stands as it says from now on.

    ``homes`` are the communities to which its words may go; ``code_hash`` is the invitation that
    is used up by it, "" for none, ``by`` who decided.
    """

    account: Account
    person: Person
    homes: tuple[str, ...]
    code_hash: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class AttemptNoted:
    """Somebody who is no staff pressed a button of staff; nothing else happened."""

    turn_key: str
    person_id: str
    address: Address
    press: str


AccountChange: TypeAlias = AccountSet | AttemptNoted


def may_vouch(voucher: Person, person: Person, street_id: str, day: date) -> bool:
    """Say whether the one may check the other's account: a colleague who leads, never himself."""
    if voucher.person_id == person.person_id:
        return False
    if voucher.community_id not in (person.community_id, street_id):
        return False
    return any(voucher.has_role(role, day) for role in _VOUCHERS)


def invitation_payload(secret: str) -> str:
    """Return the payload for an invitation's secret.

    Raises:
        ValueError: the secret is too long for a link.
    """
    if len(secret) >= LONGEST:
        raise ValueError("too long for a link")
    return _PREFIX + secret


def digest_of(payload: str) -> str:
    """Return the digest of the invitation's secret, "" for another payload."""
    secret = payload.removeprefix(_PREFIX)
    is_one = payload.startswith(_PREFIX) and len(payload) <= LONGEST and secret
    return hashlib.sha256(secret.encode()).hexdigest() if is_one else ""


def check_code(address: Address, person_id: str) -> str:
    """Return the four digits that the account and who checks it compare by telephone.

    They are no secret: they tell an account that waits from another that waits for the same person.
    """
    words = f"{address.channel}/{address.handle}/{person_id}".encode()
    return f"{int(hashlib.sha256(words).hexdigest(), 16) % 10_000:04d}"
