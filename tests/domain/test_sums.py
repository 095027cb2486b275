import pytest

from domain.agreements import Term
from domain.issues import Issue, IssueKind, IssueStatus, Terms
from domain.sums import sums_agree


def settled(*terms: Terms) -> list[Issue]:
    issues = [
        Issue("dongqiao", "DQ000001", 1, place, IssueKind.MONEY, "赔偿", IssueStatus.AGREED, each)
        for place, each in enumerate(terms, start=1)
    ]
    parked = Issue("dongqiao", "DQ000001", 1, 9, IssueKind.MONEY, "误工", IssueStatus.PARKED)
    return [*issues, parked]


def owed(*sums: tuple[str, int]) -> list[Term]:
    return [Term(side, "做到", fen) for side, fen in sums]


B, A = "respondent", "applicant"
FIXED = Terms(amount=260_000, payer=B)
WORDS = Terms("乙方分两次赔，先1300元，月底前再1300元")


@pytest.mark.parametrize(
    ("terms", "issues", "agree"),
    [
        (owed((B, 260_000)), [FIXED], True),
        (owed((B, 130_000), (B, 130_000), (A, 0)), [FIXED], True),
        (owed((B, 260_001)), [FIXED], False),
        (owed((B, 259_999)), [FIXED], False),
        (owed((A, 260_000)), [FIXED], False),
        (owed(("both", 260_000)), [FIXED], False),
        (owed((B, 260_000), (A, 100)), [FIXED], False),
        (owed(), [FIXED], False),
        (owed((B, 260_000), (A, 5_000)), [FIXED, Terms(amount=5_000, payer=A)], True),
        (owed((B, 265_000)), [FIXED, Terms(amount=5_000, payer=A)], False),
        (owed((B, 0)), [Terms("三天内修好水管")], True),
        (owed((B, 100)), [Terms("三天内修好水管")], False),
        (owed((B, 130_000), (B, 130_000)), [WORDS], True),
        (owed((B, 270_000)), [WORDS], False),
        (owed((B, 0)), [WORDS], False),
        (owed((B, 260_000), (B, 20_000)), [FIXED, Terms("乙方另付打扫费200元")], True),
        (owed((B, 240_000), (A, 40_000)), [FIXED, Terms("乙方另付打扫费200元")], False),
        (owed((B, 999)), [], True),
    ],
)
def test_the_money_that_is_written_is_the_money_that_was_settled(
    terms: list[Term], issues: list[Terms], *, agree: bool
) -> None:
    assert sums_agree(terms, settled(*issues)) is agree
