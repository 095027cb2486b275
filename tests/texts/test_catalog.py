"""Source and catalogue hold the same sentences, and every sentence renders."""

import ast
import re
import string
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.turns import Text
from texts.catalog import Catalog, open_catalog

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "handlers", "jobs", "nlp", "storage", "web", "bot", "texts")
CATALOG = open_catalog()
SECTIONS = {key.partition(".")[0] for key in CATALOG.sentences}
KEY = re.compile(r"[a-z_]+(?:\.[a-z0-9_-]+)+")
IN_TEMPLATE = re.compile(r"""["']([a-z_]+(?:\.[a-z0-9_-]+)+\.?)["']""")


def trees() -> Iterator[ast.AST]:
    for room in ROOMS:
        # Tables name columns as "cases.number": the same shape, another thing.
        paths = (
            path
            for path in (ROOT / room).rglob("*.py")
            if path.parent.name not in ("tables", "versions")
        )
        for path in sorted(paths):
            yield ast.parse(path.read_text(encoding="utf-8"))


def constants() -> set[str]:
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def in_templates() -> set[str]:
    return {
        found
        for path in sorted((ROOT / "web").rglob("*.html"))
        for found in IN_TEMPLATE.findall(path.read_text(encoding="utf-8"))
    }


SAID = constants() | in_templates()
KEYS = {words for words in SAID if KEY.fullmatch(words) and words.partition(".")[0] in SECTIONS}
FILES = (
    ".toml",
    ".html",
    ".py",
    ".css",
    ".js",
    ".db",
    ".json",
    ".lock",
    ".md",
    ".csv",
    ".docx",
    ".zip",
)
# Beginnings of keys that a value completes: f"state.{case.state}", "web.act." ~ act.
STARTS = tuple(
    words
    for words in SAID
    if words.endswith((".", "_")) and words.partition(".")[0] in SECTIONS and "." in words
)


def test_every_key_of_the_source_is_a_sentence_of_the_catalogue() -> None:
    named = {key for key in KEYS if not key.endswith(FILES) and not key.endswith(".")}
    modules = {f"{path.parent.name}.{path.stem}" for path in ROOT.rglob("*/*.py")}
    missing = sorted(named - CATALOG.sentences.keys() - modules)
    starts = [key for key in missing if any(s.startswith(key) for s in CATALOG.sentences)]
    assert sorted(set(missing) - set(starts)) == []


def test_every_sentence_of_the_catalogue_is_said_somewhere() -> None:
    silent = [
        key
        for key in CATALOG.sentences
        if key not in SAID
        and not key.startswith(STARTS)
        and not any(key.startswith(said) for said in KEYS if said + "_" in key or said in key)
    ]
    assert silent == []


@pytest.mark.parametrize("key", sorted(CATALOG.sentences))
def test_every_sentence_is_plain_and_complete(key: str) -> None:
    words = CATALOG.sentences[key]
    assert words.strip()
    assert "{}" not in words
    names = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    assert all(name.isidentifier() for name in names)


def test_the_console_has_one_name() -> None:
    assert [key for key, words in CATALOG.sentences.items() if "控制台" in words] == []


def test_moments_are_said_in_shanghai_time_and_lists_line_by_line() -> None:
    catalog = Catalog({"texts.moment": "{month}月{day}日 {clock}", "a.b": "{when}\n{lines}{n}"})
    lines = (Text("texts.moment", {"month": 1, "day": 2, "clock": "x"}), "二")
    when = datetime(2026, 2, 13, 16, 30, tzinfo=UTC)
    said = catalog.render(Text("a.b", {"when": when, "lines": lines, "n": 3}))
    assert said == "2月14日 00:30\n1月2日 x\n二3"


def test_values_are_never_read_as_sentences() -> None:
    catalog = Catalog({"a.b": "{words}"})
    assert catalog.render(Text("a.b", {"words": "{number} {0} %s"})) == "{number} {0} %s"


def test_a_missing_sentence_or_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        CATALOG.render(Text("nowhere.nothing"))
    with pytest.raises(KeyError):
        CATALOG.render(Text("place.c"))


def test_placeholders_are_known() -> None:
    assert CATALOG.placeholders("place.cb") == {"compound", "building"}


def test_a_key_that_stands_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / "xx").mkdir(exist_ok=True)
        (tmp_path / "xx" / name).write_text('[a]\nb = "c"\n', encoding="utf-8")
    (tmp_path / "xx" / "readme.txt").write_text("not words", encoding="utf-8")
    monkeypatch.setattr("texts.catalog.files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"two\.toml"):
        open_catalog("xx")
