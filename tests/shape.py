"""Measure what no other tool measures: sizes, nesting, names, and a twin test for each file."""

import ast
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("domain", "handlers", "jobs", "nlp", "storage", "texts", "web", "bot")
WITHOUT_TWIN = ("storage/migrations/versions",)

LINES_OF_FILE = 250
LINES_OF_DOOR = 150
LINES_OF_FUNCTION = 40
NESTING = 2
PARAMETERS = 5

BLOCKS = (
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.If,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.TryStar,
    ast.Match,
)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
VAGUE_STARTS = ("handle_", "process_")
VAGUE_ENDS = ("manager", "util", "utils", "helper", "helpers")
VAGUE_NAMES = (*VAGUE_ENDS, "common", "data", "info")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def findings(root: Path) -> list[str]:
    """List every breach in the project below ``root``, as ``file:line: what is wrong``."""
    files = [file for part in (*PACKAGES, "tests", "benchmarks") for file in _sources(root / part)]
    return [
        f"{file.relative_to(root)}{found}"
        for file in files
        for found in chain(_of_file(file, root), _of_twin(file, root))
    ]


def _sources(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def _of_file(file: Path, root: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    is_door = file.is_relative_to(root / "bot" / "channels")
    most = LINES_OF_DOOR if is_door else LINES_OF_FILE
    if lines > most:
        yield f":1: {lines} lines, at most {most}"
    if is_vague(file.stem):
        yield f":1: the name says nothing: {file.stem}"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, FUNCTIONS):
            yield from (f":{node.lineno}: {node.name}: {found}" for found in of_function(node))
        elif isinstance(node, ast.ClassDef) and is_vague(node.name):
            yield f":{node.lineno}: the name says nothing: {node.name}"


def of_function(function: Function) -> Iterator[str]:
    """Yield what is wrong with one function; its decorators do not count as lines."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    if lines > LINES_OF_FUNCTION:
        yield f"{lines} lines, at most {LINES_OF_FUNCTION}"
    if (depth := nesting(function.body)) > NESTING:
        yield f"nested {depth} deep, at most {NESTING}"
    if (many := _parameters(function.args)) > PARAMETERS:
        yield f"{many} parameters, at most {PARAMETERS}"
    if is_vague(function.name):
        yield "the name says nothing"


def nesting(body: list[ast.stmt]) -> int:
    """Return how deep blocks stand in blocks, ``elif`` and functions inside aside."""
    return max(map(_depth, body), default=0)


def _depth(node: ast.stmt) -> int:
    if not isinstance(node, BLOCKS):
        return 0
    chained = _elif(node)
    inner = [statement for statement in _statements(node) if statement not in chained]
    return max(1 + nesting(inner), nesting(chained))


def _elif(node: ast.stmt) -> list[ast.stmt]:
    match node:
        case ast.If(orelse=[ast.If(col_offset=column)], col_offset=own) if column == own:
            return node.orelse
        case _:
            return []


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            yield from child.body


def _parameters(args: ast.arguments) -> int:
    named = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    return len(named) + (args.vararg is not None) + (args.kwarg is not None)


def is_vague(name: str) -> bool:
    """Say whether a name of a file, class or function says nothing about its one job."""
    snake = "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name).strip("_")
    last = snake.rpartition("_")[2]
    return snake.startswith(VAGUE_STARTS) or snake in VAGUE_NAMES or last in VAGUE_ENDS


def _of_twin(file: Path, root: Path) -> Iterator[str]:
    inside = file.relative_to(root)
    if inside.parts[0] not in PACKAGES or file.name == "__init__.py":
        return
    if inside.parent.as_posix() in WITHOUT_TWIN:
        return
    twin = Path("tests", inside.parent, f"test_{file.stem.strip('_')}.py")
    if not (root / twin).is_file():
        yield f":1: no twin: {twin}"


def main() -> int:
    """Print the findings; 1 if there are any."""
    found = findings(ROOT)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"shape: {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
