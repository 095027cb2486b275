import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.commands.simulated_people import USUAL
from bot.commands.simulated_run import BEGIN, Plan
from bot.commands.simulating import _with_plan
from domain.calendar import SHANGHAI

Run = Callable[..., Result]
SHORT = ("--days", "2", "--matters", "900")


def test_two_days_pass_and_the_same_seed_tells_the_same_story(run: Run) -> None:
    first, second = (json.loads(run("simulate", *SHORT, "--json").output) for _ in range(2))
    timed = {"day", "floor", "ratio"}
    assert {name: first[name] for name in first if name not in timed} == {
        name: second[name] for name in second if name not in timed
    }
    assert (first["communities"], first["days"], first["matters"], first["errors"]) == (1, 2, 5, 0)
    assert first["cases"] >= 4
    assert first["turns"] > first["cases"]


def test_the_table_says_what_was_kept_and_how_long_it_took(run: Run) -> None:
    told = run("simulate", *SHORT, "--seed", "7", "--speed", "3")
    assert told.exit_code == 0, told.output
    for words in ("模拟 1 个社区、2 天", "兑现率", "每件催办", "每位书记每周消息", "每个模拟日"):
        assert words in told.output


def planned(*words: str) -> Plan:
    """Return the plan that a command with these options is handed."""
    plans: list[Plan] = []

    @click.command()
    @_with_plan
    def keep(plan: Plan) -> None:
        plans.append(plan)

    CliRunner().invoke(keep, words, catch_exceptions=False)
    return plans[0]


def test_each_option_stands_in_the_plan() -> None:
    assert planned() == Plan(1, 850, 365, 1, USUAL, begin=BEGIN)
    size = ("--communities", "3", "--matters", "20", "--days", "9", "--seed", "4")
    course = ("--since", "2026-09-28", "--step", "60")
    manners = ("--speed", "2", "--absence", "0.1", "--returns", "0.2", "--taps", "0.3")
    assert planned(*size, *course, *manners) == Plan(
        communities=3,
        matters=20,
        days=9,
        seed=4,
        manners=replace(USUAL, speed=2, absence=0.1, returns=0.2, taps=0.3),
        begin=datetime(2026, 9, 28, tzinfo=SHANGHAI),
        step=timedelta(hours=1),
    )


def test_words_come_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "words.csv"
    file.write_text("text\n路灯不亮\n楼道堆满杂物\n", encoding="utf-8")
    told = run("simulate", *SHORT, "--words", str(file), "--json")
    assert json.loads(told.output)["cases"] > 0


def test_each_week_is_told_beside_the_table_where_that_is_asked_for(run: Run) -> None:
    week = ("--days", "8", "--matters", "150")
    told = run("simulate", *week, "--progress", "--json")
    assert "已模拟到 2026-01-08" in told.stderr
    assert json.loads(told.stdout)["days"] == 8
    assert run("simulate", *SHORT, "--json").stderr == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--words", "missing.csv"), 2),
        (("--taps", "2"), 2),
        (("--communities", "0"), 2),
        (("--days", "400"), 2),
    ],
)
def test_what_cannot_be_simulated_is_refused(run: Run, words: tuple[str, ...], code: int) -> None:
    assert run("simulate", *words).exit_code == code


def test_a_file_without_texts_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("name\nwang\n", encoding="utf-8")
    told = run("simulate", "--words", str(tmp_path / "words.csv"))
    assert told.exit_code == 2
    assert "没有 text 列" in told.output
