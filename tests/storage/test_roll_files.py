from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from domain.ballots import Unit
from storage.directories import demo_directory
from storage.roll_files import demo_roll, is_roll, place_roll, read_roll

DAY = date(2026, 11, 23)
HEAD = "小区,幢,单元,室,专有面积,业主编号,出租"
GOOD = "天成花园,3幢,2单元,502室,89.5,A-1,是"


def file_of(folder: Path, *rows: str, head: str = HEAD, encoding: str = "utf-8") -> Path:
    file = folder / "roll.csv"
    file.write_text("\n".join((head, *rows)), encoding=encoding)
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_row_is_one_unit(tmp_path: Path, encoding: str) -> None:
    file = file_of(tmp_path, GOOD, encoding=encoding)
    assert is_roll(file)
    [row], findings = read_roll(file)
    assert findings == ()
    assert (row.row, row.unit) == (2, Unit("天成花园", "3", "2", "502", 8_950, "A-1", let=True))


def test_english_headings_in_any_order_and_no_column_of_let_homes(tmp_path: Path) -> None:
    head = "owner,area,room,unit,building,compound"
    [row], _ = read_roll(file_of(tmp_path, "7,100,502,2,3,tiancheng", head=head))
    assert row.unit == Unit("tiancheng", "3", "2", "502", 10_000, "7")


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("天成花园,3,2,502,89.5", "roll.uneven_row"),
        ("天成花园,3,2,502,89.5,A1,否,more", "roll.uneven_row"),
        ("天成花园,3,2,,89.5,A1,", "roll.empty_cell"),
        ("天成花园,3,2,502,0.00,A1,", "roll.bad_area"),
        ("天成花园,3,2,502,89.505,A1,", "roll.bad_area"),
        ("天成花园,3,2,502,-89,A1,", "roll.bad_area"),
        ("天成花园,3,2,502,８９,A1,", "roll.bad_area"),
        ("天成花园,3,2,502,89.5,王小明,", "roll.bad_owner"),
        ("天成花园,3,2,502,89.5,13812345678,", "roll.bad_owner"),
        ("天成花园,3,2,502,89.5,330602199001011234,", "roll.bad_owner"),
        ("天成花园,3,2,502,89.5,A1,也许", "roll.bad_let"),
        ("天成花园,3幢,2单元,502,89.5,A1,", "roll.twice"),
    ],
)
def test_a_bad_row_is_refused_with_its_row_and_reason(tmp_path: Path, row: str, key: str) -> None:
    rows, [finding] = read_roll(file_of(tmp_path, GOOD, row))
    assert rows == ()
    assert (finding.text_key, finding.line, finding.severity) == (key, 3, "error")
    assert "13812345678" not in str(finding.values)


@pytest.mark.parametrize(
    ("head", "key"), [(HEAD, "roll.empty"), ("小区,幢,室,专有面积,业主编号", "roll.no_column")]
)
def test_a_file_without_units_or_columns_is_refused(tmp_path: Path, head: str, key: str) -> None:
    rows, [finding] = read_roll(file_of(tmp_path, head=head))
    assert (rows, finding.text_key) == ((), key)


def test_other_files_are_no_rolls(tmp_path: Path) -> None:
    assert not is_roll(tmp_path / "nothing.csv")
    assert not is_roll(file_of(tmp_path, head="title,text"))
    binary = tmp_path / "photo.jpg"
    binary.write_bytes(b"\xff\xd8\xff\xe0")
    assert not is_roll(binary)


def test_units_find_their_area_and_homes_left_out_are_told_of(tmp_path: Path) -> None:
    rows, _ = read_roll(file_of(tmp_path, GOOD))
    placed, [left] = place_roll(rows, demo_directory(), DAY)
    assert placed
    assert placed.community_id == "dongqiao"
    [(area, unit)] = placed.units
    assert (area, unit.home) == ("tiancheng-area", "tiancheng.3.2.502")
    assert (left.text_key, left.severity, left.values["count"]) == (
        "roll.left_out",
        "warning",
        "1499",
    )


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("水木清华,3,2,502,89,A1,", "roll.unknown_compound"),
        ("天成花园,99,2,502,89,A1,", "roll.unknown_home"),
        ("天成花园,3,2,9901,89,A1,", "roll.unknown_home"),
    ],
)
def test_what_is_not_on_the_map_is_refused(tmp_path: Path, row: str, key: str) -> None:
    rows, _ = read_roll(file_of(tmp_path, GOOD, row))
    placed, [finding] = place_roll(rows, demo_directory(), DAY)
    assert placed is None
    assert (finding.text_key, finding.line) == (key, 3)


def test_a_home_of_no_area_is_refused(tmp_path: Path) -> None:
    rows, _ = read_roll(file_of(tmp_path, GOOD))
    placed, [finding] = place_roll(rows, replace(demo_directory(), areas=()), DAY)
    assert (placed, finding.text_key) == (None, "roll.no_area")


def test_a_roll_of_two_communities_is_refused(tmp_path: Path) -> None:
    rows, _ = read_roll(file_of(tmp_path, GOOD, "剡溪花园,1,1,101,89,A1,"))
    placed, [finding] = place_roll(rows, demo_directory(), DAY)
    assert (placed, finding.text_key) == (None, "roll.two_communities")


def test_the_roll_of_the_demo_fits_its_map() -> None:
    rows, faults = read_roll(demo_roll())
    placed, findings = place_roll(rows, demo_directory(), DAY)
    assert placed
    assert (faults, findings, len(placed.units)) == ((), (), 60)
    owners = [unit.owner for _, unit in placed.units]
    assert len(set(owners)) < len(owners), "no owner of several units"
    assert any(unit.let for _, unit in placed.units)
