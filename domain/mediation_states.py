"""The life of a mediation (调解) as a table: in which stage who may do what, and where it leads.

Stages, limits and what happens when a limit runs out are docs/sources.md#mediation; the diagram
in ``docs/mediation.md`` is drawn from these tables and the tests walk their whole product.
"""

from dataclasses import dataclass

from domain.mediation_stages import (
    AGREED,
    BEFORE_SIGNED,
    CLOCKED,
    FINAL,
    OPEN,
    TALKS,
    Do,
    Role,
    Stage,
)
from domain.refusals import Refused

__all__ = [
    "AGREED",
    "BEFORE_SIGNED",
    "CLOCKED",
    "FINAL",
    "MOVES",
    "OPEN",
    "TABLE",
    "TALKS",
    "Do",
    "Move",
    "Role",
    "Stage",
    "acts_for",
    "next_stage",
]

_PARTIES = frozenset({Role.APPLICANT, Role.RESPONDENT})
_A = frozenset({Role.APPLICANT})
_B = frozenset({Role.RESPONDENT})
_S = frozenset({Role.STAFF})
_M = frozenset({Role.MEDIATOR})
_C = frozenset({Role.CAPTAIN})
_T = frozenset({Role.STATION})
_G = frozenset({Role.GUEST})
_K = frozenset({Role.COMMITTEE})


def _at(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


@dataclass(frozen=True, slots=True)
class Move:
    """One row: from any of these stages, by any of these roles, the act leads to ``to``."""

    stages: frozenset[Stage]
    act: Do
    roles: frozenset[Role]
    to: Stage | None  # None: the stage stays


MOVES: tuple[Move, ...] = (
    Move(_at(Stage.SCREEN), Do.CLEAR, _S, Stage.OFFER_A),
    Move(_at(Stage.SCREEN, Stage.SAFETY_HOLD), Do.REFER_OUT, _S, Stage.REFERRED_OUT),
    Move(BEFORE_SIGNED - {Stage.SAFETY_HOLD}, Do.HOLD, _S | _M | _T, Stage.SAFETY_HOLD),
    Move(AGREED, Do.HOLD, _S | _M, Stage.SAFETY_HOLD),
    Move(_at(Stage.SAFETY_HOLD), Do.RESUME, _S, Stage.SCREEN),
    Move(_at(Stage.SAFETY_HOLD), Do.CARRY_ON, _S, Stage.PERFORM),
    Move(_at(Stage.OFFER_A), Do.CONSENT, _A, Stage.INVITE_B),
    Move(_at(Stage.OFFER_A), Do.DECLINE, _A | _T, Stage.DECLINED),
    Move(_at(Stage.OFFER_A), Do.REMIND, _T, None),
    Move(_at(Stage.INVITE_B), Do.REACH, _T | _S, None),
    Move(_at(Stage.INVITE_B, Stage.DRAFT), Do.VISIT, _C | _S, None),
    Move(_at(Stage.INVITE_B), Do.VERIFY, _S, Stage.ACCEPTED),
    Move(_at(Stage.INVITE_B), Do.CONSENT, _B, Stage.ACCEPTED),
    Move(_at(Stage.INVITE_B), Do.REFUSE, _B | _C | _S, Stage.CLOSED_REFUSED),
    Move(_at(Stage.INVITE_B), Do.LAPSE, _T, Stage.CLOSED_NO_RESPONSE),
    Move(_at(Stage.ACCEPTED), Do.ACKNOWLEDGE, _PARTIES | _S, None),
    Move(_at(Stage.ACCEPTED), Do.BEGIN, _T, Stage.SELECT_M),
    Move(_at(Stage.SELECT_M), Do.APPOINT, _T, Stage.PREPARE),
    Move(TALKS | {Stage.SELECT_M}, Do.ASK, _PARTIES | _M | _S | _T, None),
    Move(TALKS | {Stage.SELECT_M}, Do.ANSWER, _PARTIES | _M | _S, None),
    Move(TALKS | {Stage.SELECT_M, Stage.SUSPENDED}, Do.CONCLUDE, _T, None),
    Move(TALKS | {Stage.SUSPENDED}, Do.SAY, _PARTIES | _M | _G, None),
    Move(TALKS, Do.NOTE, _M, None),
    Move(TALKS, Do.BID, _PARTIES, None),
    Move(TALKS, Do.WITHDRAW, _PARTIES | _M, None),
    Move(TALKS, Do.MISS, _M, None),
    Move(TALKS, Do.INVITE, _T, None),
    Move(OPEN, Do.BLOCK, _M | _S | _G | _C | _K, None),
    Move(_at(Stage.ACCEPTED, Stage.SELECT_M), Do.TRANSFER, _S, Stage.TRANSFERRED),
    Move(
        _at(Stage.SCREEN, Stage.OFFER_A, Stage.INVITE_B, Stage.ACCEPTED, Stage.SELECT_M),
        Do.MERGE,
        _S,
        Stage.MERGED_COLLECTIVE,
    ),
    Move(_at(Stage.PREPARE, Stage.PROPOSAL), Do.SHUTTLE, _M, Stage.SHUTTLE),
    Move(_at(Stage.SESSION), Do.SHUTTLE, _M | _PARTIES | _T, Stage.SHUTTLE),
    Move(_at(Stage.PREPARE, Stage.SHUTTLE), Do.MEET, _T, Stage.SESSION),
    Move(_at(Stage.SHUTTLE, Stage.SESSION), Do.PROPOSE, _M, Stage.PROPOSAL),
    Move(TALKS | {Stage.SUSPENDED, Stage.DRAFT}, Do.OBJECT, _PARTIES, Stage.SELECT_M),
    Move(TALKS, Do.SUSPEND, _T, Stage.SUSPENDED),
    Move(_at(Stage.SUSPENDED), Do.RESUME, _M | _S | _T, Stage.SHUTTLE),
    Move(TALKS | {Stage.DRAFT}, Do.DRAFT, _M, Stage.DRAFT),
    Move(TALKS, Do.EXTEND, _T, None),
    Move(_at(Stage.DRAFT), Do.SHUTTLE, _M | _PARTIES, Stage.SHUTTLE),
    Move(_at(Stage.DRAFT), Do.ACKNOWLEDGE, _PARTIES, None),
    Move(_at(Stage.DRAFT), Do.SIGN, _PARTIES, None),
    Move(_at(Stage.DRAFT), Do.VERIFY, _S, None),
    Move(_at(Stage.DRAFT), Do.SEAL, _K | _T, Stage.SIGNED),
    Move(_at(Stage.SIGNED), Do.BEGIN, _T, Stage.PERFORM),
    Move(_at(Stage.PERFORM, Stage.BREACH), Do.FULFIL, _PARTIES | _S, None),
    Move(_at(Stage.PERFORM, Stage.BREACH), Do.CONFIRM, _PARTIES, None),
    Move(_at(Stage.PERFORM, Stage.BREACH), Do.CHECK, _S | _M, None),
    Move(AGREED | {Stage.DRAFT}, Do.REMIND, _T, None),
    Move(AGREED, Do.APPLY, _PARTIES, None),
    Move(AGREED, Do.WAIVE, _PARTIES, None),
    Move(AGREED, Do.COURT, _S | _M, None),
    Move(_at(Stage.PERFORM, Stage.BREACH), Do.CURE, _T, Stage.FOLLOW_UP),
    Move(_at(Stage.PERFORM), Do.BREACH, _T | _S | _PARTIES, Stage.BREACH),
    Move(_at(Stage.BREACH), Do.AGAIN, _PARTIES | _S, None),
    Move(_at(Stage.BREACH), Do.BEGIN, _T, Stage.PREPARE),
    Move(_at(Stage.BREACH), Do.CLOSE, _T | _S, Stage.CLOSED_UNPERFORMED),
    Move(_at(Stage.FOLLOW_UP), Do.ASK_BACK, _T, None),
    Move(_at(Stage.FOLLOW_UP), Do.CONFIRM, _PARTIES | _S, None),
    Move(_at(Stage.FOLLOW_UP), Do.CLOSE, _T | _S, Stage.CLOSED_PERFORMED),
    Move(BEFORE_SIGNED, Do.STOP, _PARTIES, Stage.TERMINATED_BY_PARTY),
    Move(
        TALKS | {Stage.ACCEPTED, Stage.SELECT_M, Stage.SUSPENDED, Stage.DRAFT},
        Do.FAIL,
        _M | _S | _T,
        Stage.TERMINATED_FAILED,
    ),
    Move(OPEN, Do.PAGE, _T, None),
    Move(OPEN, Do.HIDE, _PARTIES, None),
    Move(FINAL, Do.SETTLE, _T, None),
)

TABLE: dict[tuple[Stage, Do, Role], Stage] = {
    (stage, move.act, role): move.to or stage
    for move in MOVES
    for stage in move.stages
    for role in move.roles
}


def next_stage(stage: Stage, act: Do, roles: frozenset[Role]) -> tuple[Stage, Role]:
    """Return where the act leads and in which role it is done.

    Raises:
        Refused: ``mediation.not_yours`` if nobody of these roles may ever do it,
            ``mediation.not_now`` if the mediation stands elsewhere.
    """
    for role in sorted(roles):
        to = TABLE.get((stage, act, role))
        if to is not None:
            return to, role
    if any((other, act, role) in TABLE for other in Stage for role in roles):
        raise Refused("mediation.not_now")
    raise Refused("mediation.not_yours")


def acts_for(stage: Stage, roles: frozenset[Role]) -> frozenset[Do]:
    """Return every act that these roles may do in the stage."""
    return frozenset(act for (at, act, role) in TABLE if at is stage and role in roles)
