from datetime import date
from pathlib import Path

import pytest

from storage.faults import BadFile, Fault, Row, read_toml


class Visit(Row):
    name: str
    day: date
    open: bool = False
    rooms: tuple[str, ...] = ()


def read(folder: Path, content: bytes) -> Visit:
    path = folder / "visit.toml"
    path.write_bytes(content)
    return read_toml(path, Visit)


def faults(folder: Path, content: bytes) -> tuple[Fault, ...]:
    with pytest.raises(BadFile) as bad:
        read(folder, content)
    return bad.value.faults


def test_a_file_is_read_with_or_without_a_byte_order_mark(tmp_path: Path) -> None:
    text = 'name = "陈"\nday = 2026-10-01\n'
    expected = Visit(name="陈", day=date(2026, 10, 1))
    assert read(tmp_path, text.encode()) == expected
    assert read(tmp_path, text.encode("utf-8-sig")) == expected


def test_columns_left_out_have_their_defaults(tmp_path: Path) -> None:
    visit = read(tmp_path, b'name = "a"\nday = 2026-10-01\n')
    assert not visit.open
    assert visit.rooms == ()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as bad:
        read_toml(tmp_path / "nowhere.toml", Visit)
    assert bad.value.faults == (
        Fault("nowhere.toml", "file.unreadable", {"why": "No such file or directory"}),
    )


def test_a_file_in_another_encoding_is_told_where_it_starts(tmp_path: Path) -> None:
    assert faults(tmp_path, 'name = "陈"'.encode("gbk")) == (
        Fault("visit.toml", "file.not_utf8", {"byte": "8"}),
    )


def test_a_file_that_is_not_toml_is_told_the_line(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, b'name = "a"\nday = \n')
    assert fault.text_key == "file.not_toml"
    assert "line 2" in fault.values["why"]


def test_missing_unknown_and_wrong_columns_are_told_together(tmp_path: Path) -> None:
    found = faults(tmp_path, b'day = "soon"\nopen = 1\nrooms = "201"\nguest = 1\n')
    assert found == (
        Fault("visit.toml", "file.missing", {"column": "name"}),
        Fault("visit.toml day", "file.wrong", {"value": "soon", "expected": "2026-10-01"}),
        Fault("visit.toml open", "file.wrong", {"value": "1", "expected": "true / false"}),
        Fault("visit.toml rooms", "file.wrong", {"value": "201", "expected": '["..."]'}),
        Fault("visit.toml", "file.unknown", {"column": "guest"}),
    )


def test_the_exception_prints_every_fault_on_a_line() -> None:
    bad = BadFile([Fault("a.toml", "file.not_toml"), Fault("b.toml x", "file.missing")])
    assert str(bad) == "a.toml: file.not_toml {}\nb.toml x: file.missing {}"
