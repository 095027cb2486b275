"""P16: whoever says no, says nothing or leaves loses nothing: his case stands as it stood."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.cases import Case
from tests.mediation_table import Mediated, accepted, invited, leaking, led, talking

# All that only tells that something happened, and nothing about how soon or by whom it is done.
_TRACES = ("version", "seq", "head", "state", "nudge")


def wait_out(world: Mediated) -> None:
    """Let the seven days of the invitation pass without an answer."""
    for days in (2, 2, 1, 2):
        world.wait(days=days)


WAYS: dict[str, tuple[Callable[[], Mediated], Callable[[Mediated], object]]] = {
    "the applicant wants none": (leaking, lambda world: world.press("wang", "不用调解")),
    "the other side says no": (invited, lambda world: world.press("li", "不愿意")),
    "the other side says nothing": (invited, wait_out),
    "the applicant leaves": (talking, lambda world: world.press("wang", "退出调解")),
    "the other side leaves": (accepted, lambda world: world.on("li", "stop")),
    "a mediator is asked away": (led, lambda world: world.press("li", "要求换人")),
}


def standing(case: Case) -> dict[str, object]:
    """Return what decides how soon and by whom a case is worked on, and how it is counted."""
    fields = {name: getattr(case, name) for name in case.__dataclass_fields__}
    fields["clocks"] = replace(case.clocks, review=None)
    return {name: value for name, value in fields.items() if name not in _TRACES}


@pytest.mark.parametrize("way", WAYS)
def test_a_no_silence_or_leaving_costs_neither_place_nor_time(way: str) -> None:
    begin, end = WAYS[way]
    world = begin()
    before = standing(world.cases["DQ000001"])
    end(world)
    world.strike()
    assert standing(world.cases["DQ000001"]) == before


@pytest.mark.parametrize("way", WAYS)
def test_who_said_no_is_served_like_everybody_else(way: str) -> None:
    """The next matter of each side gets the same place, limits and hands as a stranger's."""
    begin, end = WAYS[way]
    world = begin()
    world.resident("zhao", home=world.people["li"].home)
    end(world)
    world.strike()
    filed: dict[str, dict[str, object]] = {}
    for number, who in enumerate(("wang", "li", "zhao"), start=2):
        world.say(who, "天成花园5幢1单元电梯停运了")
        filed[who] = standing(world.cases[f"DQ{number:06d}"])
    own = ("number", "parties", "reporter", "opened_at")
    plain = [{k: v for k, v in each.items() if k not in own} for each in filed.values()]
    assert plain[0] == plain[1] == plain[2]
