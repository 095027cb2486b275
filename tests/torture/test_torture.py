from dataclasses import replace
from pathlib import Path

import pytest

from tests.torture.ledger import Verdict, marks_in, words_of
from tests.torture.rounds import Plan, tortured

KILLS = 3
REPORTS = 8


def test_a_report_is_known_again_by_its_mark() -> None:
    texts = [words_of(7), words_of(70), words_of(7), "楼道灯不亮"]
    assert marks_in(texts) == {7: 2, 70: 1}


@pytest.fixture(params=["polling", pytest.param("webhook", marks=pytest.mark.postgres)])
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Plan:
    # Each way once, each store once; all four together are `make torture`.
    store = "sqlite_url" if request.param == "polling" else "postgres_url"
    url = request.getfixturevalue(store)
    return Plan(tmp_path, url, request.param, cycles=KILLS, reports=REPORTS)


async def test_three_kills_under_load_lose_nothing_and_double_nothing(plan: Plan) -> None:
    async with tortured(plan) as torture:
        verdict = await torture.run(lambda _words: None)
    assert verdict.is_kept, verdict.words()
    assert (verdict.kills, verdict.told) == (KILLS, KILLS * REPORTS)


def test_the_verdict_falls_where_one_promise_is_broken() -> None:
    kept = Verdict(8, 2, (), (), 2, (), 0, 0, 0)
    assert kept.is_kept
    broken = (
        replace(kept, lost=(1,)),
        replace(kept, doubled=(1,)),
        replace(kept, unanswered=(1,)),
        replace(kept, repeats=3),
        replace(kept, failed=1),
        replace(kept, ended=-9),
    )
    assert not any(each.is_kept for each in broken)
