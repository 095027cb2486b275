import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.addresses import Address, floor_of, read_address
from nlp.normalise import normalise
from nlp.numerals import plain_number


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("3幢2单元502室", ("3", "2", "", "502")),
        ("三号楼二单元楼道长", ("3", "2", "", "")),
        ("12栋", ("12", "", "", "")),
        ("5座，8楼", ("5", "", "8", "")),
        ("3-2-502", ("3", "2", "", "502")),
        ("12-1203漏水", ("12", "", "", "1203")),
        ("A座三〇二室", ("A", "", "", "302")),
        ("3#楼东单元", ("3", "东", "", "")),
        ("电梯停了", ("", "", "", "")),
    ],
)
def test_parts_of_an_address(text: str, parts: tuple[str, str, str, str]) -> None:
    found = read_address(text)
    building, unit, floor, room = parts
    assert (found.building, found.unit, found.room) == (building, unit, room)
    assert floor in ("", found.floor)


def test_a_bare_number_is_a_room_only_where_one_is_wanted() -> None:
    assert read_address("502漏水").is_empty()
    assert read_address("502漏水", bare=True).room == "502"
    assert read_address("3幢2单元，物业费502").room == ""


def test_a_bare_number_that_adjoins_the_unit_is_the_room() -> None:
    assert read_address("3幢2单元502漏水").room == "502"
    assert read_address("12#1205").room == "1205"


@pytest.mark.parametrize(
    "text",
    [
        "今天3号下午2点电梯坏了",
        "5月12号开始停水",
        "物业费1200元",
        "3号线太吵",
        "两栋楼中间",
        "5-6楼之间",
        "2023-05-06开始",
        "0575-88001234",
        "一户人家",
        "楼道三楼道灯",
        "人民路15号",
        "八个月没人管",
        "3楼房东",
    ],
)
def test_dates_amounts_roads_and_words_of_another_kind_are_no_address(text: str) -> None:
    assert read_address(text).is_empty()
    assert read_address(text, bare=True).is_empty()


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("芝麻新村12-8号", ("12", "8", "", "")),
        ("芝麻路15-8号", ("", "", "", "")),
        ("芝麻路15号4幢7号", ("4", "7", "", "")),
        ("芝麻路15号4幢712号", ("4", "", "", "712")),
        ("芝麻苑12号3单元7", ("12", "3", "", "7")),
        ("芝麻城63", ("63", "", "", "")),
        ("芝麻城4521", ("", "", "", "4521")),
        ("芝麻城301", ("", "", "", "301")),
        ("芝麻城80、130幢584", ("130", "", "", "584")),
        ("芝麻城6C2288室", ("6C", "", "", "2288")),
        ("芝麻城八楼九街48275", ("", "9", "8", "48275")),
        ("芝麻城人民街九街", ("", "", "", "")),
        ("芝麻城11幢1703-2", ("11", "", "", "1703")),
        ("芝麻城11幢9-12号", ("11", "9", "", "12")),
        ("芝麻城11幢3单元9-12号", ("11", "3", "", "9")),
        ("芝麻城1728-11", ("", "", "", "1728")),
        ("芝麻城5-12栋", ("5", "", "", "")),
        ("芝麻城5幢8楼138号", ("5", "", "8", "138")),
        ("芝麻城3幢4", ("3", "4", "", "")),
        ("芝麻城8幢7F", ("8", "", "7", "")),
        ("芝麻城B-2181", ("B", "", "", "2181")),
        ("芝麻里13-5-1876", ("13", "5", "", "1876")),
        ("芝麻城2区5号", ("5", "", "", "")),
    ],
)
def test_address_lines(line: str, parts: tuple[str, str, str, str]) -> None:
    found = read_address(line, bare=True)
    assert (found.building, found.unit, found.floor, found.room) == parts


def test_nothing_is_an_empty_address() -> None:
    assert read_address("").is_empty()
    assert Address() == read_address("你好")


@pytest.mark.parametrize(("room", "floor"), [("502", "5"), ("1203", "12"), ("12", ""), ("东", "")])
def test_a_room_tells_its_floor(room: str, floor: str) -> None:
    assert floor_of(room) == floor


@given(st.text(alphabet="0123456789-三十幢栋号楼单元室层东", max_size=400))
def test_hostile_numbers_are_read_in_one_walk(text: str) -> None:
    found = read_address(text)
    assert 0 <= found.start <= found.end <= len(text)


_KINDS = {"building": "houseno", "unit": "cellno", "floor": "floorno", "room": "roomno"}
_NUMBER = re.compile("[0-9A-Za-z零一二两三四五六七八九十百东南西北中甲乙丙丁]+")


def _first(row: dict[str, str], kind: str) -> str:
    """Return the first span of that kind as a plain number."""
    said = ""
    for char, tag in zip(row["text"], row["tags"].split(), strict=False):
        if said and tag != f"I-{kind}":
            break
        said += char if tag.endswith(f"-{kind}") else ""
    number = _NUMBER.search(normalise(said))
    return plain_number(number[0]).upper() if number else ""


@pytest.mark.parametrize(
    ("part", "least"), [("building", 0.87), ("unit", 0.86), ("floor", 0.92), ("room", 0.88)]
)
def test_parts_of_real_address_lines(shared_data: Path, part: str, least: float) -> None:
    with (shared_data / "addresses_dev.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    pairs = [
        (_first(row, _KINDS[part]), getattr(read_address(normalise(row["text"]), bare=True), part))
        for row in rows
    ]
    right = sum(true == found != "" for true, found in pairs)
    told = sum(bool(true) for true, _ in pairs) + sum(bool(found) for _, found in pairs)
    assert 2 * right / told >= least
