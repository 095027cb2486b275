"""Issues of a mediation (争议点) and the terms on which both sides settled them.

An agreement is drafted out of the issues that are ``AGREED``: each holds the very words that both
accepted, or the amount in whole fen with the side that pays it, and the hash of both.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.refusals import Refused


class IssueKind(StrEnum):
    """What an issue is about."""

    FACT = "fact"  # 事实
    MONEY = "money"  # 赔偿
    REPAIR = "repair"  # 维修
    CONDUCT = "conduct"  # 行为
    APOLOGY = "apology"  # 道歉
    SCHEDULE = "schedule"  # 时间
    SHARED = "shared"  # 共用部位


class IssueStatus(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    AGREED = "agreed"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"


class Way(StrEnum):
    """How an issue was settled: by accepted words, the mediator's number, or blind bids."""

    OPTION = "option"
    NUMBER = "number"
    BIDS = "bids"


@dataclass(frozen=True, slots=True)
class Terms:
    """What both sides accepted: words, or ``amount`` fen that ``payer`` (a role) pays, or both."""

    words: str = ""
    amount: int = 0
    payer: str = ""

    @property
    def digest(self) -> str:
        """Return the SHA-256, in hex, of words, amount and payer."""
        exact = json.dumps([self.words, self.amount, self.payer], ensure_ascii=False)
        return hashlib.sha256(exact.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of one mediation, counted from 1; ``way`` and ``settled_at`` once it is agreed."""

    community_id: str
    number: str
    attempt: int
    issue: int
    kind: IssueKind
    title: str
    status: IssueStatus = IssueStatus.OPEN
    terms: Terms = Terms()
    way: str = ""
    settled_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Return the hash of the terms, "" as long as there are none."""
        return self.terms.digest if self.status is IssueStatus.AGREED else ""


@dataclass(frozen=True, slots=True)
class IssueChanged:
    """An issue as it stands from now on."""

    issue: Issue


def agreed(issue: Issue, terms: Terms, way: Way, at: datetime) -> Issue:
    """Return the issue settled on these terms.

    Raises:
        Refused: ``issues.not_open`` if it is settled or laid aside already.
    """
    if issue.status is not IssueStatus.OPEN:
        raise Refused("issues.not_open")
    return replace(issue, status=IssueStatus.AGREED, terms=terms, way=way.value, settled_at=at)


def laid_aside(issue: Issue, status: IssueStatus) -> Issue:
    """Return the open issue parked or withdrawn, or one that was parked open again.

    Raises:
        Refused: ``issues.not_open`` if it is agreed or withdrawn.
    """
    if issue.status in (IssueStatus.AGREED, IssueStatus.WITHDRAWN):
        raise Refused("issues.not_open")
    return replace(issue, status=status)


def are_settled(issues: Iterable[Issue]) -> bool:
    """Say whether something is agreed and nothing is open any more."""
    found = {issue.status for issue in issues}
    return IssueStatus.AGREED in found and IssueStatus.OPEN not in found
