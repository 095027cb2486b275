from pathlib import Path

import pytest

from domain.alarms import ALARMS, Alarm, ringing

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
QUIET = {each.gauge: each.most for each in ALARMS}


def test_a_quiet_station_rings_nothing() -> None:
    assert ringing(QUIET) == ()


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.gauge)
def test_each_alarm_rings_above_its_figure_and_only_it(alarm: Alarm) -> None:
    assert ringing({**QUIET, alarm.gauge: alarm.most + 0.001}) == (alarm,)


def test_what_was_not_measured_rings() -> None:
    assert ringing({}) == ALARMS


@pytest.mark.parametrize("alarm", ALARMS, ids=lambda alarm: alarm.gauge)
def test_each_alarm_has_its_line_of_what_to_do(alarm: Alarm) -> None:
    assert f"| `{alarm.gauge}` |" in DOCS.read_text(encoding="utf-8")
