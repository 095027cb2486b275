import ast
from pathlib import Path

import pytest

from tests.shape import ROOT, findings, is_vague, nesting, of_function


def function(source: str) -> ast.FunctionDef:
    (found,) = ast.parse(source).body
    assert isinstance(found, ast.FunctionDef)
    return found


def project(root: Path, files: dict[str, str]) -> list[str]:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return findings(root)


def test_this_project_is_in_shape() -> None:
    assert findings(ROOT) == []


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("x = [a for b in c if b for a in b]", 0),
        ("if a: pass\nelif b: pass\nelif c: pass", 1),
        ("if a: pass\nelse:\n if b: pass", 2),
        ("if a: pass\nelif b:\n for c in d: pass", 2),
        ("try: pass\nexcept E:\n with f: pass", 2),
        ("try: pass\nfinally:\n while f: pass", 2),
        ("match a:\n case 1:\n  for b in c:\n   if b: pass", 3),
        ("for a in b:\n def inner():\n  for c in d: pass", 1),
        ("async def f():\n async for a in b: pass", 0),
    ],
)
def test_nesting_counts_blocks_in_blocks(source: str, depth: int) -> None:
    assert nesting(ast.parse(source).body) == depth


def test_function_of_forty_lines_is_the_longest() -> None:
    assert list(of_function(function("def f():\n" + " a()\n" * 39))) == []
    assert list(of_function(function("def f():\n" + " a()\n" * 40))) == ["41 lines, at most 40"]


def test_decorator_is_no_line_of_its_function() -> None:
    assert list(of_function(function("@a(\n1\n)\ndef f():\n" + " a()\n" * 39))) == []


def test_parameters_of_all_kinds_count() -> None:
    assert list(of_function(function("def f(a, /, b, *c, d, **e): pass"))) == []
    found = list(of_function(function("def f(a, /, b, *c, d, e, **g): pass")))
    assert found == ["6 parameters, at most 5"]


def test_deep_function_is_found_inside_a_class(tmp_path: Path) -> None:
    deep = "class A:\n def f(self):\n  if a:\n   if b:\n    if c: pass\n"
    assert project(tmp_path, {"tests/test_a.py": deep}) == [
        "tests/test_a.py:2: f: nested 3 deep, at most 2"
    ]


@pytest.mark.parametrize(
    "name", ["handle_turn", "_process_step", "CaseManager", "util", "time_helpers", "data", "info"]
)
def test_name_that_says_nothing_is_found(name: str) -> None:
    assert is_vague(name)


@pytest.mark.parametrize("name", ["handle", "information", "shared_data", "processing", "_engine"])
def test_name_that_says_something_is_left_alone(name: str) -> None:
    assert not is_vague(name)


def test_file_without_a_twin_is_found(tmp_path: Path) -> None:
    files = {
        "domain/__init__.py": "",
        "domain/cases.py": "",
        "storage/migrations/__main__.py": "",
        "storage/migrations/versions/2026_03_01.py": "",
        "tests/storage/migrations/test_main.py": "",
    }
    assert project(tmp_path, files) == ["domain/cases.py:1: no twin: tests/domain/test_cases.py"]


def test_long_file_and_longer_door_are_found(tmp_path: Path) -> None:
    files = {
        "bot/channels/web.py": "a = 1\n" * 151,
        "bot/engine.py": "a = 1\n" * 251,
        "tests/bot/channels/test_web.py": "a = 1\n" * 250,
        "tests/bot/test_engine.py": "",
    }
    assert project(tmp_path, files) == [
        "bot/channels/web.py:1: 151 lines, at most 150",
        "bot/engine.py:1: 251 lines, at most 250",
    ]


def test_vague_file_and_class_are_found(tmp_path: Path) -> None:
    assert project(tmp_path, {"benchmarks/util.py": "class TurnManager: pass\n"}) == [
        "benchmarks/util.py:1: the name says nothing: util",
        "benchmarks/util.py:1: the name says nothing: TurnManager",
    ]
