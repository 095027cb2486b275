from dataclasses import replace

import pytest

from domain.issues import (
    Issue,
    IssueKind,
    IssueStatus,
    Terms,
    Way,
    agreed,
    are_settled,
    laid_aside,
)
from domain.refusals import Refused
from tests.domain.builders import MONDAY

OPEN = Issue("dongqiao", "DQ000001", 1, 1, IssueKind.MONEY, "吊顶怎么赔")
PAID = Terms(amount=260_000, payer="respondent")


def test_an_issue_is_of_one_of_seven_kinds() -> None:
    assert set(IssueKind) == {
        IssueKind.FACT,
        IssueKind.MONEY,
        IssueKind.REPAIR,
        IssueKind.CONDUCT,
        IssueKind.APOLOGY,
        IssueKind.SCHEDULE,
        IssueKind.SHARED,
    }


def test_an_agreed_issue_holds_terms_way_and_their_hash() -> None:
    settled = agreed(OPEN, PAID, Way.NUMBER, MONDAY)
    assert (settled.status, settled.terms, settled.way) == (IssueStatus.AGREED, PAID, "number")
    assert settled.digest == PAID.digest
    assert settled.settled_at == MONDAY
    assert OPEN.digest == ""


def test_the_hash_covers_words_amount_and_payer() -> None:
    others = (
        replace(PAID, amount=1),
        replace(PAID, payer="applicant"),
        replace(PAID, words="三天内"),
    )
    assert len({PAID.digest, *(each.digest for each in others)}) == 4


@pytest.mark.parametrize("status", [IssueStatus.AGREED, IssueStatus.PARKED, IssueStatus.WITHDRAWN])
def test_only_an_open_issue_is_agreed(status: IssueStatus) -> None:
    with pytest.raises(Refused, match="not_open"):
        agreed(replace(OPEN, status=status), PAID, Way.BIDS, MONDAY)


def test_a_parked_issue_opens_again_and_an_agreed_one_stays() -> None:
    parked = laid_aside(OPEN, IssueStatus.PARKED)
    assert laid_aside(parked, IssueStatus.OPEN) == OPEN
    for status in (IssueStatus.AGREED, IssueStatus.WITHDRAWN):
        with pytest.raises(Refused, match="not_open"):
            laid_aside(replace(OPEN, status=status), IssueStatus.OPEN)


@pytest.mark.parametrize(
    ("found", "settled"),
    [
        ((), False),
        ((IssueStatus.PARKED,), False),
        ((IssueStatus.AGREED,), True),
        ((IssueStatus.AGREED, IssueStatus.PARKED, IssueStatus.WITHDRAWN), True),
        ((IssueStatus.AGREED, IssueStatus.OPEN), False),
    ],
)
def test_all_is_settled_when_something_is_agreed_and_nothing_open(
    found: tuple[IssueStatus, ...], *, settled: bool
) -> None:
    assert are_settled(replace(OPEN, status=each) for each in found) is settled
