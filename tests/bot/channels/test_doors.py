"""The scale of docs/doors.toml: every door, every rule, and tests that are really there."""

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCALE: dict[str, Any] = tomllib.loads((ROOT / "docs" / "doors.toml").read_text(encoding="utf-8"))
RULES = {rule for grade in ("bronze", "silver", "gold") for rule in SCALE[grade]}
DOORS = sorted(
    path.stem for path in (ROOT / "bot" / "channels").glob("*.py") if path.stem != "__init__"
)


def described(door: str) -> dict[str, Any]:
    found: dict[str, Any] = SCALE["doors"][door]
    return described(found["same_as"]) if "same_as" in found else found


def names_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}


def test_every_door_is_on_the_scale() -> None:
    assert sorted(SCALE["doors"]) == DOORS


@pytest.mark.parametrize("door", DOORS)
def test_every_rule_is_done_or_the_door_exempt_with_a_reason(door: str) -> None:
    found = described(door)
    done, exempt = found["done"], found.get("exempt", {})
    assert done.keys() | exempt.keys() == RULES
    assert not done.keys() & exempt.keys()
    assert all(len(reason) > len("no reason") for reason in exempt.values())


@pytest.mark.parametrize("door", DOORS)
def test_what_is_done_is_shown_by_tests(door: str) -> None:
    found = described(door)
    there = {name for file in found["shown_by"] for name in names_in(file)}
    shown = {name for names in found["done"].values() for name in names}
    assert shown <= there
    assert all(found["done"].values())


@pytest.mark.parametrize("door", ["telegram_ptb", "telegram_http"])
def test_a_door_that_is_the_same_runs_the_same_contract(door: str) -> None:
    words = (ROOT / "tests" / "bot" / "channels" / f"test_{door}.py").read_text(encoding="utf-8")
    assert "(HearingContract)" in words
    assert "(SendingContract)" in words
