import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.turns import Text
from storage.directories import (
    FINDINGS,
    DirectoryFile,
    Finding,
    build_directory,
    entries_of,
    read_directory,
)
from storage.directories.reading import LARGEST
from texts.catalog import open_catalog

SMALL = (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")
Answer = tuple[DirectoryFile | None, tuple[Finding, ...]]
Read = Callable[[str], Answer]

FAULTS = tomllib.loads((Path(__file__).parent / "faults.toml").read_text("utf-8"))["faults"]
# Findings that no change of one line brings about, each with a test of its own here or beside.
ELSEWHERE = {"not_found", "too_large", "not_utf8", "too_deep", "too_many", "code_reused"}
CATALOG = open_catalog()
SMALL_LINES = st.sampled_from(SMALL.splitlines(keepends=True))
WORDS = st.sampled_from(['"""', "[[", "]", "{", "=", "#", "\n", "-1", "0x1", "天成花园", '"', "é"])
# Values of every kind that TOML has, some of them right somewhere in the file.
VALUES = st.sampled_from(
    ["5", "-1", "1e9", "nan", "true", "2026-01-01", "2026-01-01T00:00:00", "07:30:00", "9999-12-31"]
) | st.sampled_from(
    [
        '""',
        '"1-2"',
        '"天成花园"',
        '"didang"',
        '"G02"',
        '"洞桥第1网格"',
        "[]",
        "[[1]]",
        "[{}]",
        "{}",
        "people",
    ]
)
EDITS = st.lists(
    st.tuples(st.integers(0, len(SMALL)), st.integers(0, 30), WORDS | SMALL_LINES | st.text()),
    min_size=1,
    max_size=4,
)


def keys(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.text_key.removeprefix("directory.") for finding in findings]


def test_small_file_gives_nothing_to_say(read: Read) -> None:
    file, findings = read(SMALL)
    assert file
    assert findings == ()


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{item['key']}-{item['new']}" for item in FAULTS])
def test_fault_is_named_with_its_place(read: Read, fault: dict[str, str]) -> None:
    assert fault["old"] in SMALL
    file, findings = read(SMALL.replace(fault["old"], fault["new"], 1))
    found = [item for item in findings if item.text_key == f"directory.{fault['key']}"]
    assert any(item.where.startswith(fault["where"]) for item in found), findings
    assert (file is None) == any(finding.severity == "error" for finding in findings)
    assert all(CATALOG.render(Text(item.text_key, item.values)) for item in findings)


def test_every_finding_has_a_file_that_brings_it_about() -> None:
    assert {f"directory.{key}" for key in {fault["key"] for fault in FAULTS} | ELSEWHERE} == set(
        FINDINGS
    )


def test_catalogue_has_a_sentence_for_every_finding_and_no_other() -> None:
    known = {key for key in CATALOG.sentences if key.startswith("directory.")}
    assert known == set(FINDINGS)
    assert list(FINDINGS) == sorted(FINDINGS)


def test_finding_names_the_line_of_the_fault(read: Read) -> None:
    _, findings = read(SMALL.replace("until = 2026-02-05", "until = 2025-02-05"))
    (finding,) = findings
    assert SMALL.splitlines()[finding.line - 1] == "until = 2026-02-05"
    assert finding.where == f"absences[1].until (line {finding.line})"


def test_all_faults_are_named_at_once(read: Read) -> None:
    text = SMALL.replace("units = 2", "unit = 2").replace('over = "住建局"', 'over = "气象台"')
    text = text.replace("until = 2026-02-05", "until = 2025-02-05")
    _, findings = read(text)
    assert keys(findings) == ["missing_key", "unknown_key_near", "unknown_name", "dates_reversed"]


def test_row_that_is_wrong_is_not_blamed_twice(read: Read) -> None:
    _, findings = read(SMALL.replace('kind = "property"', 'kind = "club"'))
    assert keys(findings) == ["unknown_choice"]
    _, findings = read(SMALL.replace("W002 =", "w2 ="))
    assert keys(findings) == ["bad_form"]


def test_number_of_any_size_is_named_as_too_big(read: Read) -> None:
    _, findings = read(SMALL.replace("units = 2", f"units = 0x{'f' * 9000}"))
    assert keys(findings) == ["too_big"]


def test_number_of_a_person_is_not_shown(read: Read) -> None:
    _, findings = read(SMALL.replace('id = "wang-secretary"', 'id = "13800138000"'))
    assert "13800138000" not in str(findings)


def test_file_with_a_byte_order_mark_and_windows_lines_is_read(read: Read) -> None:
    file, findings = read("\ufeff" + SMALL.replace("\n", "\r\n"))
    assert file
    assert findings == ()


@pytest.mark.parametrize(
    ("content", "key", "line"),
    [
        (b"", "missing_key", 0),
        (b"communities = []", "missing_key", 0),
        (b"street = 1", "wrong_table", 1),
        (b"# one\n# two \xff\n", "not_utf8", 2),
        (SMALL.encode("utf-16"), "not_utf8", 1),
        (SMALL.encode("gb18030"), "not_utf8", 4),
        (b"a = " + b"[" * 9000, "too_deep", 0),
        (b"a = " + b"9" * 9000, "not_toml", 1),
        (b"a = 1\nb = ", "not_toml", 2),
        (b"\x00", "not_toml", 1),
        (b" " * (LARGEST + 1), "too_large", 0),
    ],
)
def test_what_is_no_directory_at_all_gets_one_clear_word(
    tmp_path: Path, content: bytes, key: str, line: int
) -> None:
    path = tmp_path / "directory.toml"
    path.write_bytes(content)
    file, findings = read_directory(path)
    assert file is None
    assert key in keys(findings)
    assert line in {finding.line for finding in findings}
    assert all(CATALOG.render(Text(item.text_key, item.values)) for item in findings)


def test_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        file, (finding,) = read_directory(path)
        assert file is None
        assert finding.text_key == "directory.not_found"


@given(EDITS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spoilt_file_never_breaks_the_reading(
    tmp_path: Path, edits: list[tuple[int, int, str]]
) -> None:
    text = SMALL
    for place, length, words in edits:
        text = text[:place] + words + text[place + length :]
    path = tmp_path / "directory.toml"
    path.write_bytes(text.encode(errors="replace"))
    file, findings = read_directory(path)
    assert (file is None) == any(finding.severity == "error" for finding in findings)
    assert all(0 <= finding.line <= text.count("\n") + 1 for finding in findings)
    assert all(CATALOG.render(Text(item.text_key, item.values)) for item in findings)
    assert not file or build_directory(entries_of(file)).street_id == file.street.id


@given(st.dictionaries(st.integers(0, 200), VALUES, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_value_of_the_wrong_kind_never_breaks_the_reading(
    tmp_path: Path, values: dict[int, str]
) -> None:
    lines = SMALL.splitlines()
    for place, value in values.items():
        key, equals, _ = lines[place % len(lines)].partition(" = ")
        lines[place % len(lines)] = f"{key} = {value}" if equals else f"[[{value}]]"
    path = tmp_path / "directory.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    file, findings = read_directory(path)
    assert (file is None) == any(finding.severity == "error" for finding in findings)
    assert all(CATALOG.render(Text(item.text_key, item.values)) for item in findings)
