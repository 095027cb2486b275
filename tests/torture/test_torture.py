"""A slice of ``make torture``: a few kills on each database, by each way once."""

from pathlib import Path

import pytest

from tests.stores import address_of
from tests.torture.ledger import marks_in, words_of
from tests.torture.rounds import Plan, tortured

KILLS, REPORTS = 2, 8


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_no_report_is_lost_or_doubled_however_often_the_station_is_killed(
    mode: str, each_store: str, tmp_path: Path
) -> None:
    if (each_store, mode) in {("sqlite", "webhook"), ("postgresql", "polling")}:
        pytest.skip("make torture goes this way too")
    plan = Plan(tmp_path, address_of(tmp_path), mode, KILLS, REPORTS)
    async with tortured(plan) as torture:
        verdict = await torture.run(lambda _words: None)
    assert verdict.told == KILLS * REPORTS
    assert not verdict.lost
    assert not verdict.doubled
    assert not verdict.unanswered
    assert not verdict.failed
    # Of so few kills one may meet more letters on the wire than there were kills.
    assert verdict.repeats <= KILLS * 4


def test_a_report_is_known_again_by_its_mark() -> None:
    texts = [words_of(7), words_of(70), words_of(7), "楼道灯不亮"]
    assert marks_in(texts) == {7: 2, 70: 1}
