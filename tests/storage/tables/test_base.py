import ast
from pathlib import Path

import pytest
from sqlalchemy import ForeignKeyConstraint, Index, Table, Text

from storage.tables import METADATA

TABLES = METADATA.sorted_tables
STORAGE = Path(__file__).resolve().parent.parent.parent.parent / "storage"
# Where codes decide who sees a case, nothing may equal nothing.
DECIDING = {"person_id", "holder", "about", "grid", "microgrid", "queue", "handle"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_key_begins_with_the_community(table: Table) -> None:
    keys = [list(table.primary_key)]
    keys += [list(index.columns) for index in table.indexes if index.unique]
    for constraint in table.constraints:
        if isinstance(constraint, ForeignKeyConstraint):
            keys += [list(constraint.columns), [each.column for each in constraint.elements]]
    assert {columns[0].name for columns in keys} == {"community_id"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_text_may_be_null(table: Table) -> None:
    assert [
        column.name for column in table.c if isinstance(column.type, Text) and column.nullable
    ] == []


def test_every_index_has_a_name_of_its_own() -> None:
    names = [index.name for table in TABLES for index in table.indexes if isinstance(index, Index)]
    assert len(names) == len(set(names))


def deciding(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in DECIDING


def nothing(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value in ("", None)


def is_loose(node: ast.AST) -> bool:
    """Say whether a comparison may let nothing equal nothing and so show what is not yours."""
    match node:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return deciding(left) and nothing(right)
        case ast.Call(func=ast.Attribute(value=value, attr="is_")):
            return deciding(value)
        case _:
            return False


def test_only_the_scope_compares_with_nothing() -> None:
    found = [
        f"{source.name}:{node.lineno}"
        for source in sorted(STORAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.expr) and is_loose(node) and source.name != "scope.py"
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "loose"),
    [
        ('CASES.c.holder == ""', True),
        ("CASES.c.person_id == None", True),
        ("CASES.c.holder.is_(None)", True),
        ("CASES.c.holder == person_id", False),
        ('CASES.c.state == ""', False),
    ],
)
def test_loose_comparisons_are_recognised(code: str, *, loose: bool) -> None:
    assert is_loose(ast.parse(code, mode="eval").body) is loose


def test_only_the_scope_asks_whom_a_case_is_about() -> None:
    found = [
        source.name
        for source in sorted(STORAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "CASES.c.about"
    ]
    assert set(found) == {"scope.py"}
