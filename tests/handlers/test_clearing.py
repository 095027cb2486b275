import pytest

from domain.clearing import ClearingDecided, kept_until
from tests.handlers.tabletop import MONDAY, World, demo_rules

KEEPER = "wu-dispatcher-sx"
LAST = kept_until(demo_rules(), MONDAY)


def test_a_keeper_is_asked_once_more_and_then_it_is_decided() -> None:
    world = World()
    step = world.step(KEEPER, community="shanxi", press=f"clear::-1:{LAST}")
    assert step.changes == ()
    [asked] = world.heard(KEEPER, step)
    assert "2023年11月24日以前办结的诉求" in asked
    assert "找不回来" in asked
    decided = world.pressed(KEEPER, "确定清理", community="shanxi")
    assert decided.changes == (ClearingDecided(LAST, KEEPER),)
    assert "今夜清理" in world.heard(KEEPER, decided)[0]


@pytest.mark.parametrize("who", ["wang-secretary-dq1", "gao-manager-luting", "wang"])
def test_nobody_else_decides(who: str) -> None:
    world = World()
    world.resident("wang")
    for press in (f"clear::-1:{LAST}", f"clear::-1:{LAST}/yes"):
        assert world.step(who, press=press).changes == ()


@pytest.mark.parametrize("day", ["2023-11-25", "2026-11-23", "soon", ""])
def test_what_must_still_be_kept_is_never_cleared(day: str) -> None:
    step = World().step(KEEPER, community="shanxi", press=f"clear::-1:{day}/yes")
    assert step.changes == ()
