"""The life of a mediation (调解) as a table: in which stage who may do what, and where it leads.

Stages, limits and what happens when a limit runs out are docs/sources.md#mediation; the diagram
in ``docs/mediation.md`` is drawn from these tables and the tests walk their whole product.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.refusals import Refused


class Stage(StrEnum):
    """Where a mediation stands; the comment is the word of the trade."""

    SCREEN = "screen"  # 安全筛查
    SAFETY_HOLD = "safety_hold"  # 安全暂停
    OFFER_A = "offer_a"  # 征得申请人同意
    INVITE_B = "invite_b"  # 征得对方同意
    ACCEPTED = "accepted"  # 受理
    SELECT_M = "select_m"  # 选定调解员
    PREPARE = "prepare"  # 背对背
    SHUTTLE = "shuttle"  # 传话
    SESSION = "session"  # 面对面
    PROPOSAL = "proposal"  # 方案
    SUSPENDED = "suspended"  # 中止
    DRAFT = "draft"  # 协议拟定
    SIGNED = "signed"  # 生效
    PERFORM = "perform"  # 履行
    BREACH = "breach"  # 未履行
    FOLLOW_UP = "follow_up"  # 回访
    REFERRED_OUT = "referred_out"
    DECLINED = "declined"
    CLOSED_REFUSED = "closed_refused"
    CLOSED_NO_RESPONSE = "closed_no_response"
    TERMINATED_BY_PARTY = "terminated_by_party"
    TERMINATED_FAILED = "terminated_failed"
    TRANSFERRED = "transferred"
    MERGED_COLLECTIVE = "merged_collective"
    CLOSED_PERFORMED = "closed_performed"
    CLOSED_UNPERFORMED = "closed_unperformed"


class Do(StrEnum):
    """What somebody does in a mediation."""

    CLEAR = "clear"
    REFER_OUT = "refer_out"
    HOLD = "hold"
    CONSENT = "consent"
    REMIND = "remind"
    DECLINE = "decline"
    REACH = "reach"
    VISIT = "visit"
    REFUSE = "refuse"
    VERIFY = "verify"
    LAPSE = "lapse"
    ACKNOWLEDGE = "acknowledge"
    BEGIN = "begin"
    APPOINT = "appoint"
    TRANSFER = "transfer"
    MERGE = "merge"
    SHUTTLE = "shuttle"
    MEET = "meet"
    PROPOSE = "propose"
    SUSPEND = "suspend"
    RESUME = "resume"
    DRAFT = "draft"
    SIGN = "sign"
    SEAL = "seal"
    CONFIRM = "confirm"
    BREACH = "breach"
    CURE = "cure"
    AGAIN = "again"
    ASK_BACK = "ask_back"
    OBJECT = "object"
    CLOSE = "close"
    STOP = "stop"
    FAIL = "fail"
    EXTEND = "extend"
    PAGE = "page"
    HIDE = "hide"
    SETTLE = "settle"


class Role(StrEnum):
    """What somebody is to one mediation."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    STAFF = "staff"
    MEDIATOR = "mediator"
    CAPTAIN = "captain"
    STATION = "station"


FINAL = frozenset(
    {
        Stage.REFERRED_OUT,
        Stage.DECLINED,
        Stage.CLOSED_REFUSED,
        Stage.CLOSED_NO_RESPONSE,
        Stage.TERMINATED_BY_PARTY,
        Stage.TERMINATED_FAILED,
        Stage.TRANSFERRED,
        Stage.MERGED_COLLECTIVE,
        Stage.CLOSED_PERFORMED,
        Stage.CLOSED_UNPERFORMED,
    }
)
OPEN = frozenset(Stage) - FINAL
AGREED = frozenset({Stage.SIGNED, Stage.PERFORM, Stage.BREACH, Stage.FOLLOW_UP})
BEFORE_SIGNED = OPEN - AGREED
# The thirty days run in these; a suspension stops them.
CLOCKED = frozenset(
    {
        Stage.ACCEPTED,
        Stage.SELECT_M,
        Stage.PREPARE,
        Stage.SHUTTLE,
        Stage.SESSION,
        Stage.PROPOSAL,
    }
)

_PARTIES = frozenset({Role.APPLICANT, Role.RESPONDENT})
_A = frozenset({Role.APPLICANT})
_B = frozenset({Role.RESPONDENT})
_S = frozenset({Role.STAFF})
_M = frozenset({Role.MEDIATOR})
_C = frozenset({Role.CAPTAIN})
_T = frozenset({Role.STATION})
_TALKS = frozenset({Stage.PREPARE, Stage.SHUTTLE, Stage.SESSION, Stage.PROPOSAL})


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
    Move(_at(Stage.OFFER_A), Do.CONSENT, _A, Stage.INVITE_B),
    Move(_at(Stage.OFFER_A), Do.DECLINE, _A | _T, Stage.DECLINED),
    Move(_at(Stage.OFFER_A), Do.REMIND, _T, None),
    Move(_at(Stage.INVITE_B), Do.REACH, _T | _S, None),
    Move(_at(Stage.INVITE_B), Do.VISIT, _C | _S, None),
    Move(_at(Stage.INVITE_B), Do.VERIFY, _S, Stage.ACCEPTED),
    Move(_at(Stage.INVITE_B), Do.CONSENT, _B, Stage.ACCEPTED),
    Move(_at(Stage.INVITE_B), Do.REFUSE, _B | _C | _S, Stage.CLOSED_REFUSED),
    Move(_at(Stage.INVITE_B), Do.LAPSE, _T, Stage.CLOSED_NO_RESPONSE),
    Move(_at(Stage.ACCEPTED), Do.ACKNOWLEDGE, _PARTIES | _S, None),
    Move(_at(Stage.ACCEPTED), Do.BEGIN, _T, Stage.SELECT_M),
    Move(_at(Stage.SELECT_M), Do.APPOINT, _S, Stage.PREPARE),
    Move(_at(Stage.ACCEPTED, Stage.SELECT_M), Do.TRANSFER, _S, Stage.TRANSFERRED),
    Move(
        _at(Stage.SCREEN, Stage.OFFER_A, Stage.INVITE_B, Stage.ACCEPTED, Stage.SELECT_M),
        Do.MERGE,
        _S,
        Stage.MERGED_COLLECTIVE,
    ),
    Move(_at(Stage.PREPARE, Stage.PROPOSAL), Do.SHUTTLE, _M, Stage.SHUTTLE),
    Move(_at(Stage.SESSION), Do.SHUTTLE, _M | _PARTIES, Stage.SHUTTLE),
    Move(_at(Stage.PREPARE, Stage.SHUTTLE), Do.MEET, _M, Stage.SESSION),
    Move(_at(Stage.SHUTTLE, Stage.SESSION), Do.PROPOSE, _M, Stage.PROPOSAL),
    Move(_TALKS | {Stage.SUSPENDED, Stage.DRAFT}, Do.OBJECT, _PARTIES, Stage.SELECT_M),
    Move(_TALKS, Do.SUSPEND, _M, Stage.SUSPENDED),
    Move(_at(Stage.SUSPENDED), Do.RESUME, _M | _S, Stage.SHUTTLE),
    Move(_TALKS | {Stage.DRAFT}, Do.DRAFT, _M, Stage.DRAFT),
    Move(_TALKS, Do.EXTEND, _PARTIES, None),
    Move(_at(Stage.DRAFT), Do.SHUTTLE, _M, Stage.SHUTTLE),
    Move(_at(Stage.DRAFT), Do.SIGN, _PARTIES, None),
    Move(_at(Stage.DRAFT), Do.SEAL, _T, Stage.SIGNED),
    Move(_at(Stage.SIGNED), Do.BEGIN, _T, Stage.PERFORM),
    Move(_at(Stage.PERFORM, Stage.BREACH), Do.CONFIRM, _PARTIES, None),
    Move(_at(Stage.PERFORM, Stage.BREACH), Do.CURE, _T, Stage.FOLLOW_UP),
    Move(_at(Stage.PERFORM), Do.BREACH, _T | _S, Stage.BREACH),
    Move(_at(Stage.BREACH), Do.AGAIN, _PARTIES, None),
    Move(_at(Stage.BREACH), Do.BEGIN, _T, Stage.PREPARE),
    Move(_at(Stage.BREACH), Do.CLOSE, _T | _S, Stage.CLOSED_UNPERFORMED),
    Move(_at(Stage.FOLLOW_UP), Do.ASK_BACK, _T, None),
    Move(_at(Stage.FOLLOW_UP), Do.CONFIRM, _PARTIES, None),
    Move(_at(Stage.FOLLOW_UP), Do.CLOSE, _T | _S, Stage.CLOSED_PERFORMED),
    Move(BEFORE_SIGNED, Do.STOP, _PARTIES, Stage.TERMINATED_BY_PARTY),
    Move(
        _TALKS | {Stage.ACCEPTED, Stage.SELECT_M, Stage.SUSPENDED, Stage.DRAFT},
        Do.FAIL,
        _M | _S,
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
