import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from bot.main import COMMANDS, yizhan
from bot.settings import PREFIX, Settings
from domain.states import State
from tests import draw_mediation
from tests.draw_states import PAGE, page

ROOT = Path(__file__).resolve().parent.parent
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
DOCS = (*READMES, *sorted((ROOT / "docs").rglob("*.md")))
OPERATING = ROOT / "docs" / "operating.md"
SOURCES = ROOT / "docs" / "sources.md"
LARGEST_PICTURE = 250_000

LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*\.(?:py|toml|talk|service|md|html|js)|(?:[a-z_]+/)+")
COMMAND = re.compile(r"\byizhan ([a-z]+)((?: +\S+)*)")
HELD = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir()}


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def blocks(path: Path) -> list[str]:
    """Return what the page tells its reader to type."""
    return [words for _, words in FENCE.findall(path.read_text(encoding="utf-8"))]


def anchors(path: Path) -> set[str]:
    titles = (title for _, title in HEADING.findall(prose(path)))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def commands_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    for typed in (*blocks(path), *CODE.findall(prose(path))):
        for name, rest in COMMAND.findall(typed):
            yield name, re.findall(r"(--[\w-]+)", rest)


def sources() -> Iterator[Path]:
    for folder in ("domain", "handlers", "jobs", "nlp", "storage", "texts", "web", "bot"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".toml"})


def test_the_page_of_states_is_what_the_tables_draw() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.draw_states"


def test_the_page_of_mediation_is_what_the_tables_draw() -> None:
    drawn = draw_mediation.PAGE.read_text(encoding="utf-8")
    assert drawn == draw_mediation.page(), "run: python -m tests.draw_mediation"


def test_the_page_of_states_names_every_state_and_its_clocks() -> None:
    drawn = page()
    assert all(f"\n| {state} | " in drawn for state in State)


@pytest.mark.parametrize("path", DOCS, ids=label)
def test_no_link_is_dead(path: Path) -> None:
    for link in LINK.findall(prose(path)):
        target, _, anchor = link.partition("#")
        if target.startswith("https:"):
            continue
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), link
        assert not anchor or anchor in anchors(file), link


@pytest.mark.parametrize("path", DOCS, ids=label)
def test_every_path_that_a_page_names_is_there(path: Path) -> None:
    named = {found for code in CODE.findall(prose(path)) for found in PATH.findall(code)}
    inside = {found for found in named if found.split("/")[0] in FOLDERS - {"var"}}
    invented = {"handlers/booking.py", "texts/zh_CN/booking.toml"}
    invented |= {"tests/handlers/test_booking.py", "tests/talks/booking.talk"}
    assert {found for found in inside - invented if not (ROOT / found).exists()} == set()


@pytest.mark.parametrize("path", DOCS, ids=label)
def test_every_command_and_option_that_a_page_tells_is_there(path: Path) -> None:
    for name, options in commands_in(path):
        assert name in COMMANDS, name
        command = yizhan.get_command(click.Context(yizhan), name)
        assert command
        known = {option for each in command.params for option in each.opts}
        assert set(options) <= known, name


@pytest.mark.parametrize("path", DOCS, ids=label)
def test_every_make_target_that_a_page_tells_is_there(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    told = "\n".join((*blocks(path), *CODE.findall(prose(path))))
    assert set(re.findall(r"^ *make ([a-z]+)", told, re.MULTILINE)) <= targets


def test_the_two_commands_of_the_readme_are_run_and_test() -> None:
    for path in READMES:
        assert blocks(path)[0].split("\n") == ["make run", "make test", ""]


def test_both_readmes_have_the_same_headings_commands_and_pictures() -> None:
    english, chinese = READMES
    levels = [[marks for marks, _ in HEADING.findall(prose(path))] for path in READMES]
    assert levels[0] == levels[1]
    assert blocks(english) == blocks(chinese)
    pictures = [[link for link in LINK.findall(prose(path)) if ".png" in link] for path in READMES]
    assert pictures[0] == pictures[1]


def test_the_operators_guide_explains_every_setting_and_no_other() -> None:
    rows = re.findall(rf"^\| `({PREFIX}\w+)` \|", OPERATING.read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("path", DOCS, ids=label)
def test_every_setting_that_a_page_names_is_there(path: Path) -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_origin_that_the_code_names_is_explained() -> None:
    named = {
        (label(path), anchor)
        for path in sources()
        for anchor in re.findall(r"docs/sources\.md#([\w-]+)", path.read_text(encoding="utf-8"))
    }
    assert named
    assert {each for each in named if each[1] not in anchors(SOURCES)} == set()


def test_every_acceptance_test_is_there() -> None:
    words = (ROOT / "docs" / "acceptance.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (\d+) \|", words, re.MULTILINE) == [str(one) for one in range(1, 15)]
    held = HELD.findall(words)
    trees = {file: ast.parse((ROOT / file).read_text(encoding="utf-8")) for file, _ in held}
    tests = {
        (file, node.name)
        for file, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert set(held) - tests == set()


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures").iterdir()), ids=label)
def test_pictures_are_small(picture: Path) -> None:
    assert picture.stat().st_size < LARGEST_PICTURE
