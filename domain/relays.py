"""Passing on what one side said (转述): never a word that its source did not approve.

Nothing said in caucus (背靠背) leaves by itself. A mediator drafts, the source says yes to the
exact words, and only those words are delivered: their hash is compared. The guard beside it
catches slips in everything else that goes to the other side; it replaces no approval
(docs/sources.md#relays).
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.amounts import amounts_in
from domain.refusals import Refused

RUN = 6
"""So many characters in a row shared with words of the caucus are a slip."""

GOOD_FOR = timedelta(hours=24)
"""How long a relay waits for its source, in hours of the clock."""


class RelayState(StrEnum):
    """Where a relay stands."""

    DRAFT = "draft"
    ASKED = "asked"
    APPROVED = "approved"
    DELIVERED = "delivered"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class RelayAct(StrEnum):
    """What is done to a relay."""

    ASK = "ask"
    EDIT = "edit"
    APPROVE = "approve"
    REFUSE = "refuse"
    DELIVER = "deliver"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"


class RelayRole(StrEnum):
    """Who does it."""

    MEDIATOR = "mediator"
    SOURCE = "source"
    STATION = "station"


_M, _S, _T = RelayRole.MEDIATOR, RelayRole.SOURCE, RelayRole.STATION
RELAYS: dict[tuple[RelayState, RelayAct, RelayRole], RelayState] = {
    (RelayState.DRAFT, RelayAct.ASK, _M): RelayState.ASKED,
    (RelayState.DRAFT, RelayAct.WITHDRAW, _M): RelayState.WITHDRAWN,
    (RelayState.ASKED, RelayAct.EDIT, _M): RelayState.ASKED,
    (RelayState.ASKED, RelayAct.EDIT, _S): RelayState.APPROVED,
    (RelayState.ASKED, RelayAct.APPROVE, _S): RelayState.APPROVED,
    (RelayState.ASKED, RelayAct.REFUSE, _S): RelayState.REFUSED,
    (RelayState.ASKED, RelayAct.EXPIRE, _T): RelayState.EXPIRED,
    (RelayState.ASKED, RelayAct.WITHDRAW, _M): RelayState.WITHDRAWN,
    (RelayState.APPROVED, RelayAct.EDIT, _M): RelayState.ASKED,
    (RelayState.APPROVED, RelayAct.WITHDRAW, _S): RelayState.WITHDRAWN,
    (RelayState.APPROVED, RelayAct.WITHDRAW, _M): RelayState.WITHDRAWN,
    (RelayState.APPROVED, RelayAct.DELIVER, _T): RelayState.DELIVERED,
}


@dataclass(frozen=True, slots=True)
class Relay:
    """One text on its way from one side to the other; ``approved`` is the hash that got a yes."""

    relay_id: str
    source: str
    text: str
    state: RelayState = RelayState.DRAFT
    approved: str = ""
    asked_at: datetime | None = None

    def expires_at(self) -> datetime | None:
        """Return when it is given up, None while nobody was asked."""
        return self.asked_at + GOOD_FOR if self.asked_at else None


def text_hash(text: str) -> str:
    """Return the SHA-256 of the exact words, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def moved(
    relay: Relay, act: RelayAct, role: RelayRole, at: datetime, *, text: str | None = None
) -> Relay:
    """Return the relay after the act; ``text`` is the new wording of an edit.

    Raises:
        Refused: ``relays.not_now`` if nobody of that role may do it now, ``relays.not_approved``
            if the words to deliver are not the approved ones.
    """
    after = RELAYS.get((relay.state, act, role))
    if after is None:
        raise Refused("relays.not_now")
    if act is RelayAct.DELIVER and relay.approved != text_hash(relay.text):
        raise Refused("relays.not_approved")
    words = relay.text if text is None else text
    asked_at = at if after is RelayState.ASKED else relay.asked_at
    approved = text_hash(words) if after is RelayState.APPROVED else ""
    if after is RelayState.DELIVERED:
        approved = relay.approved
    return replace(relay, text=words, state=after, approved=approved, asked_at=asked_at)


@dataclass(frozen=True, slots=True)
class Slip:
    """What the guard found: ``kind`` is ``words`` or ``amount``, ``found`` the words or the fen."""

    kind: str
    found: str


def slip_in(text: str, secret: Iterable[str], shared: Sequence[str] = ()) -> Slip | None:
    """Return what the text gives away of a caucus, None if the guard sees nothing.

    ``secret`` are the caucus texts that were not passed on, ``shared`` what the other side
    knows already: words and amounts that stand there, too, are no slip.
    """
    plain, known = bare(text), "\n".join(map(bare, shared))
    known_amounts = frozenset[int]().union(*map(amounts_in, shared))
    for each in secret:
        run = _shared_run(plain, bare(each), known)
        if run:
            return Slip("words", run)
        amount = min((amounts_in(text) & amounts_in(each)) - known_amounts, default=None)
        if amount is not None:
            return Slip("amount", str(amount))
    return None


def bare(text: str) -> str:
    """Return the letters and digits of the text, in one width and without capitals."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in plain if char.isalnum())


def longest_shared_run(first: str, second: str) -> int:
    """Return how many characters in a row two texts have in common, of what ``bare`` leaves."""
    one, other = bare(first), bare(second)
    lengths = [0] * (len(other) + 1)
    longest = 0
    for char in one:
        lengths = [
            0,
            *(lengths[place] + 1 if char == there else 0 for place, there in enumerate(other)),
        ]
        longest = max(longest, *lengths)
    return longest


def _shared_run(plain: str, hidden: str, known: str) -> str:
    for start in range(len(plain) - RUN + 1):
        run = plain[start : start + RUN]
        if run in hidden and run not in known:
            return run
    return ""
