"""How a member of staff is known in a messenger: by an invitation, and checked a second time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from domain.people import Address, Person, Role

INVITATION_LASTS = timedelta(hours=24)
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
