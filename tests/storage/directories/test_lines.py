import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.directories import demo_source
from storage.directories.findings import Path
from storage.directories.lines import lines_of

TEXT = '''\
# a comment with [[brackets]] and "quotes"
title = "x # no comment"   # comment
a.b = 1
"quoted key" = 'y'
list = [
  1,  # one

  { id = "a", "b" = [2, 3] },
  "]",
]
long = """
one "two" \\" ]
"""
raw = \'\'\'
a\\\'\'\'
ends = """x""""
after = 1979-05-27T07:32:00Z
[table]
key = {}
[[rows]]
name = 1
[[rows.inner]]
x = 1
[[rows.inner]]
x = 2
[rows.settings]
y = 3
[[rows]]
name = 2
'''


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in steps:
            yield from paths_in(inner, (*path, step))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("a", "b"), 3),
        (("quoted key",), 4),
        (("list",), 5),
        (("list", 0), 6),
        (("list", 1), 8),
        (("list", 1, "b", 1), 8),
        (("list", 2), 9),
        (("long",), 11),
        (("raw",), 14),
        (("ends",), 16),
        (("after",), 17),
        (("table",), 18),
        (("table", "key"), 19),
        (("rows", 0), 20),
        (("rows", 0, "name"), 21),
        (("rows", 0, "inner", 1, "x"), 25),
        (("rows", 0, "settings", "y"), 27),
        (("rows", 1, "name"), 29),
    ],
)
def test_key_is_found_on_its_line(path: Path, line: int) -> None:
    assert lines_of(TEXT)[path] == line


@pytest.mark.parametrize("text", [TEXT, demo_source().read_text("utf-8")])
def test_every_key_that_the_file_holds_has_a_line_and_no_other(text: str) -> None:
    assert set(lines_of(text)) == set(paths_in(tomllib.loads(text)))


def test_windows_lines_count_as_one() -> None:
    assert lines_of(TEXT.replace("\n", "\r\n")) == lines_of(TEXT)


TOKENS = [
    "a",
    "b",
    " = ",
    "1",
    '"#"',
    "'['",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "\n",
    ".",
    "# x\n",
]


@given(st.lists(st.sampled_from([*TOKENS, '"""\n"""', "a = ", "[[a]]\n", "[a.b]\n"]), max_size=30))
def test_whatever_the_file_says_its_lines_agree_with_the_parser(tokens: list[str]) -> None:
    text = "".join(tokens)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(paths_in(tables)) <= set(lines_of(text))


@given(st.text(alphabet='ab=[]{}",.#\n '))
def test_walk_ends_even_on_what_is_no_toml(text: str) -> None:
    assert all(line <= text.count("\n") + 1 for line in lines_of(text).values())
