import signal
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from bot.commands.simulated_people import USUAL
from bot.commands.simulated_run import BEGIN, Plan, _letters, simulated
from domain.calendar import SHANGHAI
from tests.domain.builders import demo_rules


def test_letters_come_by_day_and_from_every_community() -> None:
    plan = Plan(communities=3, matters=730, days=36, seed=1, manners=USUAL)
    letters = list(_letters(plan, demo_rules(), Random(1)))
    assert len(letters) == 3 * 72
    assert {each.community for each in letters} == {"sim000", "sim001", "sim002"}
    assert all(BEGIN <= each.at < BEGIN + timedelta(days=36) for each in letters)
    night = [each for each in letters if (each.at - BEGIN) % timedelta(days=1) < timedelta(hours=5)]
    assert len(night) < len(letters) / 5


async def test_an_interrupt_leaves_the_figures_of_the_days_so_far(tmp_path: Path) -> None:
    told: list[tuple[date, int]] = []

    def interrupt(day: date, turns: int) -> None:
        told.append((day, turns))
        signal.raise_signal(signal.SIGINT)

    plan = Plan(1, matters=800, days=60, seed=2, manners=USUAL, on_week=interrupt)
    result = await simulated(plan, tmp_path)
    [(day, turns)] = told
    assert day == date(2026, 1, 8)
    assert 0 < turns <= result.turns
    assert result.days == 8
    assert result.matters < 60
    assert len(result.weekly) == 6 * 2


async def test_a_few_days_leave_cases_and_no_fault(tmp_path: Path) -> None:
    plan = Plan(communities=2, matters=600, days=3, seed=2, manners=USUAL)
    result = await simulated(plan, tmp_path)
    assert (result.errors, result.matters) == (0, 10)
    assert result.cases >= 8
    assert len(result.weekly) == 12
    assert result.seconds > 0
    assert result.floor > 0


async def test_it_begins_on_the_day_that_is_asked_for(tmp_path: Path) -> None:
    begin = datetime(2026, 9, 28, tzinfo=SHANGHAI)
    days: list[date] = []
    plan = Plan(1, 2_000, 8, 1, USUAL, begin=begin, on_week=lambda day, _turns: days.append(day))
    result = await simulated(plan, tmp_path)
    assert result.cases > 20
    assert days == [date(2026, 10, 5)]
