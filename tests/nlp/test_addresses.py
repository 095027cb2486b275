import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.addresses import Address, floor_of, read_address


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
    assert read_address("3幢2单元502").room == ""
    assert read_address("3幢2单元502", bare=True).room == "502"


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


def _gold(tags: list[str], text: str, kind: str) -> str:
    return "".join(char for char, tag in zip(text, tags, strict=False) if tag.endswith(f"-{kind}"))


def test_buildings_of_real_addresses_are_mostly_found(shared_data: Path) -> None:
    hits, shown, wanted = 0, 0, 0
    with (shared_data / "addresses_dev.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            gold = _gold(row["tags"].split(), row["text"], "houseno")
            found = read_address(row["text"]).building
            said = read_address(gold).building or gold.strip("号幢栋座楼#")
            wanted += bool(gold)
            shown += bool(found)
            hits += bool(found) and found == said
    precision, recall = hits / shown, hits / wanted
    assert 2 * precision * recall / (precision + recall) > 0.6
