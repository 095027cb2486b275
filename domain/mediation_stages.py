"""The words in which a mediation (调解) is told: its stages, the acts, and who does them.

Where an act leads stands in ``domain.mediation_states``; limits and what happens when one runs
out in ``domain.mediation_timers`` (docs/sources.md#mediation).
"""

from enum import StrEnum


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
    CARRY_ON = "carry_on"
    DRAFT = "draft"
    SIGN = "sign"
    SEAL = "seal"
    FULFIL = "fulfil"
    CHECK = "check"
    APPLY = "apply"
    WAIVE = "waive"
    COURT = "court"
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
    SAY = "say"
    NOTE = "note"
    ASK = "ask"
    ANSWER = "answer"
    WITHDRAW = "withdraw"
    BLOCK = "block"
    CONCLUDE = "conclude"
    BID = "bid"
    MISS = "miss"
    INVITE = "invite"


class Role(StrEnum):
    """What somebody is to one mediation."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    STAFF = "staff"
    MEDIATOR = "mediator"
    CAPTAIN = "captain"
    GUEST = "guest"
    COMMITTEE = "committee"
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
# Both sides talk, by themselves with the mediator or together.
TALKS = frozenset({Stage.PREPARE, Stage.SHUTTLE, Stage.SESSION, Stage.PROPOSAL})
