"""A yes of each side to exact words (征得同意): one mechanism for all that both must want.

What somebody answered lies sealed until all have answered or the time is over; only the clock
opens it. Changing the words takes back every answer, and what is carried out must have the hash
that was agreed to. Hours and who is asked are docs/sources.md#accords.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.accord_kinds import NO, RULES, Kind
from domain.mediation_stages import Role
from domain.refusals import Refused


class AccordState(StrEnum):
    """Where an accord stands; ``DONE`` is carried out."""

    ASKED = "asked"
    AGREED = "agreed"
    DONE = "done"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class AccordAct(StrEnum):
    """What is done to an accord."""

    EDIT = "edit"
    WITHDRAW = "withdraw"
    AGREE = "agree"
    REFUSE = "refuse"
    EXPIRE = "expire"
    CARRY_OUT = "carry_out"


class Hand(StrEnum):
    """Who does it: who asked, who is asked, or the station."""

    ASKER = "asker"
    ASKED = "asked"
    STATION = "station"


_A, _B, _T = Hand.ASKER, Hand.ASKED, Hand.STATION
ACCORDS: dict[tuple[AccordState, AccordAct, Hand], AccordState] = {
    (AccordState.ASKED, AccordAct.EDIT, _A): AccordState.ASKED,
    (AccordState.ASKED, AccordAct.EDIT, _B): AccordState.ASKED,
    (AccordState.ASKED, AccordAct.WITHDRAW, _A): AccordState.WITHDRAWN,
    (AccordState.ASKED, AccordAct.WITHDRAW, _B): AccordState.WITHDRAWN,
    (AccordState.ASKED, AccordAct.WITHDRAW, _T): AccordState.WITHDRAWN,
    (AccordState.ASKED, AccordAct.AGREE, _T): AccordState.AGREED,
    (AccordState.ASKED, AccordAct.REFUSE, _T): AccordState.REFUSED,
    (AccordState.ASKED, AccordAct.EXPIRE, _T): AccordState.EXPIRED,
    (AccordState.AGREED, AccordAct.EDIT, _A): AccordState.ASKED,
    (AccordState.AGREED, AccordAct.WITHDRAW, _A): AccordState.WITHDRAWN,
    (AccordState.AGREED, AccordAct.WITHDRAW, _B): AccordState.WITHDRAWN,
    (AccordState.AGREED, AccordAct.WITHDRAW, _T): AccordState.WITHDRAWN,
    (AccordState.AGREED, AccordAct.EXPIRE, _T): AccordState.EXPIRED,
    (AccordState.AGREED, AccordAct.CARRY_OUT, _T): AccordState.DONE,
    (AccordState.DONE, AccordAct.WITHDRAW, _B): AccordState.WITHDRAWN,
}
LIVE = frozenset({AccordState.ASKED, AccordState.AGREED})


@dataclass(frozen=True, slots=True)
class Accord:
    """One question to one or more roles of a mediation; ``accord`` is the number of its event.

    ``amount`` is whole fen, ``payer`` a role, ``names`` people or half-hours, ``ties`` what is
    disclosed of each of the people, in the order of their names. ``answers`` holds
    what each role said; on a desk the words of others are "" there. ``approved`` is the hash that
    got every yes, ``round`` the round of bids that runs with its ``tolerance`` in percent.
    """

    community_id: str
    number: str
    attempt: int
    accord: int
    kind: Kind
    asked: tuple[Role, ...]
    asked_at: datetime
    due_at: datetime
    words: str = ""
    issue: int = 0
    amount: int = 0
    payer: str = ""
    names: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    state: AccordState = AccordState.ASKED
    answers: Mapping[Role, str] = field(default_factory=dict)
    version: int = 1
    round: int = 0
    tolerance: int = 0
    approved: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256, in hex, of all that is asked."""
        asked = [self.kind, self.words, self.issue, self.amount, self.payer, list(self.names)]
        # Only people have ties: what was asked before they were disclosed keeps its digest.
        exact = json.dumps([*asked, *([list(self.ties)] if self.ties else [])], ensure_ascii=False)
        return hashlib.sha256(exact.encode()).hexdigest()

    @property
    def is_live(self) -> bool:
        """Say whether it still waits for an answer or to be carried out."""
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class AccordChanged:
    """An accord as it stands from now on."""

    accord: Accord


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """One role's answer, put to the others unread; only for an open question in those words."""

    community_id: str
    number: str
    attempt: int
    accord: int
    version: int
    role: Role
    said: str


def given(accord: Accord, role: Role, said: str) -> AnswerGiven:
    """Return the role's answer to the accord in its present words."""
    place = (accord.community_id, accord.number, accord.attempt, accord.accord)
    return AnswerGiven(*place, accord.version, role, said)


def due_after(kind: Kind, at: datetime) -> datetime:
    """Return until when an answer counts that is asked for at that moment, in aware UTC."""
    return at + timedelta(hours=RULES[kind].hours)


def check_answer(accord: Accord, role: Role, version: int, at: datetime) -> None:
    """Let an answer pass if it is asked for now, in these very words.

    Raises:
        Refused: ``accords.not_asked``, ``accords.changed`` or ``accords.over``.
    """
    if role not in accord.asked:
        raise Refused("accords.not_asked")
    if accord.state is not AccordState.ASKED or accord.due_at <= at:
        raise Refused("accords.over")
    if version != accord.version:
        raise Refused("accords.changed")


def is_complete_with(accord: Accord, role: Role, said: str) -> bool:
    """Say whether nothing is to be waited for once that role has answered."""
    early = said == NO and not RULES[accord.kind].blind
    return early or {*accord.answers, role} >= set(accord.asked)


def verdict(accord: Accord, at: datetime) -> AccordAct | None:
    """Return what comes of the answers now, None as long as it is to be waited for."""
    said = [accord.answers.get(role, "") for role in accord.asked]
    if NO in said and (all(said) or not RULES[accord.kind].blind):
        return AccordAct.REFUSE
    if all(said):
        return AccordAct.AGREE
    return AccordAct.EXPIRE if accord.due_at <= at else None


def moved(accord: Accord, act: AccordAct, hand: Hand) -> Accord:
    """Return the accord after the act.

    Raises:
        Refused: ``accords.over`` if that cannot be done any more, ``accords.not_approved`` if
            other words than the approved ones would be carried out.
    """
    after = ACCORDS.get((accord.state, act, hand))
    if after is None:
        raise Refused("accords.over")
    if after is AccordState.AGREED:
        return replace(accord, state=after, approved=accord.digest)
    if after is AccordState.DONE and accord.approved != accord.digest:
        raise Refused("accords.not_approved")
    return replace(accord, state=after)


def reworded(accord: Accord, hand: Hand, words: str, at: datetime) -> Accord:
    """Return the accord in new words: every answer is gone, and who is asked is asked again."""
    edited = moved(accord, AccordAct.EDIT, hand)
    return replace(
        edited,
        words=words,
        answers={},
        approved="",
        version=accord.version + 1,
        asked_at=at,
        due_at=due_after(accord.kind, at),
    )


def sealed_for(accord: Accord, role: Role | None) -> Accord:
    """Return the accord as that role may have it: who has answered, and its own answer alone."""
    answers = {each: said if each == role else "" for each, said in accord.answers.items()}
    return replace(accord, answers=answers)
