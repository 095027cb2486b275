"""Figures of mediation for the justice office's monthly form: types, origin, outcome, money.

A no, no answer and leaving are neutral: they stand apart and lower no rate
(docs/sources.md#mediation-figures).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from domain.mediation_states import Do, Stage
from domain.mediations import Mediation, MediationEvent


class Dispute(StrEnum):
    """The fifteen types of the form, in its order."""

    FAMILY = "family"  # 婚姻家庭
    NEIGHBOURS = "neighbours"  # 邻里
    HOUSE = "house"  # 房屋宅基地
    CONTRACT = "contract"  # 合同
    PRODUCTION = "production"  # 生产经营
    DAMAGES = "damages"  # 损害赔偿
    LAND = "land"  # 山林土地
    EXPROPRIATION = "expropriation"  # 征地拆迁
    ENVIRONMENT = "environment"  # 环境保护
    LABOUR = "labour"  # 劳动争议
    CONSUMER = "consumer"  # 消费
    MEDICAL = "medical"  # 医疗
    TRAFFIC = "traffic"  # 道路交通事故
    PROPERTY = "property"  # 物业
    OTHER = "other"  # 其他


# By leaf, else by top.
_TYPES: Mapping[str, Dispute] = {
    "A": Dispute.PROPERTY,
    "A7": Dispute.HOUSE,
    "A8": Dispute.NEIGHBOURS,
    "B": Dispute.PROPERTY,
    "C": Dispute.PROPERTY,
    "E": Dispute.ENVIRONMENT,
    "E3": Dispute.NEIGHBOURS,
    "F": Dispute.NEIGHBOURS,
    "H": Dispute.HOUSE,
    "I1": Dispute.DAMAGES,
    "I2": Dispute.NEIGHBOURS,
    "I3": Dispute.FAMILY,
    "I6": Dispute.CONTRACT,
    "I7": Dispute.NEIGHBOURS,
    "I9": Dispute.DAMAGES,
    "J": Dispute.PROPERTY,
    "L1": Dispute.CONSUMER,
    "L3": Dispute.LABOUR,
}


class Origin(StrEnum):
    """By whom a mediation was brought about."""

    OWN = "own"  # 主动调解
    APPLIED = "applied"  # 依申请
    HANDED = "handed"  # 委托移送


_APPLIED = re.compile("申请|要求调解|请求调解|想调解")
_HANDED = re.compile("委托|移送|转来|法院|派出所|综治")
_NEUTRAL = frozenset(
    {
        Stage.CLOSED_REFUSED,
        Stage.CLOSED_NO_RESPONSE,
        Stage.TERMINATED_BY_PARTY,
        Stage.DECLINED,
    }
)
_ENDS: Mapping[Stage, str] = {
    **dict.fromkeys(_NEUTRAL, "apart"),
    Stage.TERMINATED_FAILED: "failed",
    Stage.FOLLOW_UP: "performed",
    Stage.CLOSED_UNPERFORMED: "unperformed",
}


def dispute_of(leaf: str) -> Dispute:
    """Return the type of the form for a leaf."""
    return _TYPES.get(leaf) or _TYPES.get(leaf[:1], Dispute.OTHER)


def origin_of(words: str) -> Origin:
    """Return by whom it was brought about, from what staff wrote when they offered it."""
    if _HANDED.search(words):
        return Origin.HANDED
    return Origin.APPLIED if _APPLIED.search(words) else Origin.OWN


@dataclass(frozen=True, slots=True)
class Counts:
    """One line of the form; ``fen`` is what was agreed on, ``apart`` what is neutral."""

    accepted: int = 0
    own: int = 0
    applied: int = 0
    handed: int = 0
    written: int = 0
    oral: int = 0
    failed: int = 0
    apart: int = 0
    fen: int = 0
    performed: int = 0
    unperformed: int = 0

    @property
    def settled(self) -> int:
        """Return how many agreements came into force."""
        return self.written + self.oral

    @property
    def rate(self) -> Fraction | None:
        """Return settled over settled and failed, None where neither is."""
        ended = self.settled + self.failed
        return Fraction(self.settled, ended) if ended else None

    def plus(self, other: "Counts") -> "Counts":
        """Return both lines as one."""
        names = (field.name for field in fields(self))
        return Counts(**{each: getattr(self, each) + getattr(other, each) for each in names})


Lived = tuple[Mediation, tuple[MediationEvent, ...]]


def figures_of(lived: Iterable[Lived], since: datetime, until: datetime) -> dict[Dispute, Counts]:
    """Return a line a type for what happened from ``since`` until before ``until``."""
    found = dict.fromkeys(Dispute, Counts())
    steps = ((mediation, event) for mediation, events in lived for event in events)
    for mediation, event in steps:
        if since <= event.at < until and event.before is not event.after:
            kind = dispute_of(mediation.leaf)
            found[kind] = found[kind].plus(_counted(mediation, event))
    return found


def _counted(mediation: Mediation, event: MediationEvent) -> Counts:
    if event.after is Stage.ACCEPTED:
        return replace(Counts(accepted=1), **{mediation.origin: 1})
    if event.act is Do.SEAL:
        return _sealed(mediation, event)
    name = _ENDS.get(event.after)
    return Counts(**{name: 1}) if name else Counts()


def _sealed(mediation: Mediation, event: MediationEvent) -> Counts:
    known = (*mediation.earlier, *((mediation.agreement,) if mediation.agreement else ()))
    agreement = next((each for each in known if each.in_force == event.at), None)
    fen = sum(each.fen for each in agreement.terms) if agreement else 0
    is_oral = agreement is not None and agreement.is_oral
    return Counts(oral=1, fen=fen) if is_oral else Counts(written=1, fen=fen)


def total(lines: Iterable[Counts]) -> Counts:
    """Return all lines as one."""
    whole = Counts()
    for each in lines:
        whole = whole.plus(each)
    return whole
