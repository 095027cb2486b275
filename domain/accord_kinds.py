"""What both sides of a mediation are asked for, how long, and what stays unsaid.

Hours and their origin are docs/sources.md#accords.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.mediation_stages import Role

YES, NO = "yes", "no"
BOTH = (Role.APPLICANT, Role.RESPONDENT)


class Kind(StrEnum):
    """What is asked; the comment is the word of the trade."""

    RELAY = "relay"  # 转述
    MEDIATORS = "mediators"  # 选调解员
    PROPOSED = "proposed"  # 推荐的调解员
    GUEST = "guest"  # 邀请参加
    MEET = "meet"  # 当面谈
    TIMES = "times"  # 约时间
    OPTION = "option"  # 方案
    NUMBER = "number"  # 调解员报数
    BIDDING = "bidding"  # 双盲报价
    PRICE = "price"  # 报价结果
    CLOSE = "close"  # 问差距
    EXTEND = "extend"  # 延期
    PAYER = "payer"  # 中止与垫付
    PANEL = "panel"  # 评理团
    MINUTES = "minutes"  # 调解记录
    WILL = "will"  # 是否继续


@dataclass(frozen=True, slots=True)
class Rule:
    """How long is waited, and whether a no stays unsaid until the other has answered, too.

    ``assisted`` may be answered by telephone for a side without an account.
    """

    hours: int
    blind: bool = False
    assisted: bool = False


RULES: Mapping[Kind, Rule] = {
    Kind.RELAY: Rule(24),
    Kind.MEDIATORS: Rule(48, blind=True, assisted=True),
    Kind.PROPOSED: Rule(48, blind=True, assisted=True),
    Kind.GUEST: Rule(48, blind=True, assisted=True),
    Kind.MEET: Rule(48, assisted=True),
    Kind.TIMES: Rule(48, blind=True),
    Kind.OPTION: Rule(48, blind=True, assisted=True),
    Kind.NUMBER: Rule(48, blind=True),
    Kind.BIDDING: Rule(48, blind=True),
    Kind.PRICE: Rule(24, blind=True),
    Kind.CLOSE: Rule(144, blind=True),
    Kind.EXTEND: Rule(48, assisted=True),
    Kind.PAYER: Rule(48, assisted=True),
    Kind.PANEL: Rule(48, blind=True),
    Kind.MINUTES: Rule(48, assisted=True),
    Kind.WILL: Rule(48),
}
