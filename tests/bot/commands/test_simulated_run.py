from datetime import timedelta
from pathlib import Path
from random import Random

from bot.commands.simulated_people import USUAL
from bot.commands.simulated_run import BEGIN, Plan, _letters, simulated
from tests.domain.builders import demo_rules


def test_letters_come_by_day_and_from_every_community() -> None:
    plan = Plan(communities=3, matters=730, days=36, seed=1, manners=USUAL)
    letters = list(_letters(plan, demo_rules(), Random(1)))
    assert len(letters) == 3 * 72
    assert {each.community for each in letters} == {"sim000", "sim001", "sim002"}
    assert all(BEGIN <= each.at < BEGIN + timedelta(days=36) for each in letters)
    night = [each for each in letters if (each.at - BEGIN) % timedelta(days=1) < timedelta(hours=5)]
    assert len(night) < len(letters) / 5


async def test_a_few_days_leave_cases_and_no_fault(tmp_path: Path) -> None:
    plan = Plan(communities=2, matters=600, days=3, seed=2, manners=USUAL)
    result = await simulated(plan, tmp_path)
    assert (result.errors, result.matters) == (0, 10)
    assert result.cases >= 8
    assert len(result.weekly) == 12
    assert result.seconds > 0
    assert result.floor > 0
