"""Dissuasion (劝阻): who spoke to the noisy side, when, how, and what came of it.

The police may punish noise only after dissuasion or mediation failed: the dated record is what a
resident needs for that (docs/sources.md#dissuasion).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Way(StrEnum):
    """How somebody dissuaded."""

    VISIT = "visit"  # 上门劝阻
    PHONE = "phone"  # 电话劝阻
    NOTICE = "notice"  # 书面告知
    MEDIATION = "mediation"  # 现场调解
    TOGETHER = "together"  # 会同民警、执法人员到场


@dataclass(frozen=True, slots=True)
class Dissuasion:
    """One dissuasion; ``at`` is when it took place (aware UTC), ``by`` a member of staff's id.

    ``beside`` are the words for who else was there, ``result`` what came of it.
    """

    at: datetime
    by: str
    way: Way
    result: str
    beside: str = ""


def times(dissuasions: tuple[Dissuasion, ...]) -> tuple[int, int]:
    """Return how often it was dissuaded and how often mediated on the spot."""
    mediated = sum(each.way is Way.MEDIATION for each in dissuasions)
    return len(dissuasions) - mediated, mediated
