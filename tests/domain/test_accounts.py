from datetime import date

import pytest

from domain.accounts import may_vouch
from tests.domain.builders import demo_rules

DIRECTORY = demo_rules().directory
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("voucher", "may"),
    [
        ("wang-secretary-dq1", True),
        ("chen-dispatcher-dq", True),
        ("qian-admin", True),
        ("shen-street", True),
        ("li-worker-dq1", False),
        ("wang-head-dq1", False),
        ("wu-dispatcher-sx", False),
        ("gao-manager-luting", False),
    ],
)
def test_a_colleague_who_leads_may_vouch_and_nobody_for_himself(voucher: str, *, may: bool) -> None:
    who, worker = DIRECTORY.person(voucher), DIRECTORY.person("li-worker-dq1")
    assert who
    assert worker
    assert may_vouch(who, worker, DIRECTORY.street_id, DAY) is may
    assert not may_vouch(who, who, DIRECTORY.street_id, DAY)
