import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reading import Reading
from nlp.learned import LearnedLayer, Model
from nlp.reader import Reader, open_reader
from nlp.sounds import load_sounds
from storage.directories import demo_directory
from tests.nlp.pupils import Letters, lexicon

SMALL = Reader(demo_directory(), lexicon(), segmenter=Letters())
MESSAGES = Path(__file__).parent / "messages" / "leaves.csv"


@pytest.fixture(scope="module")
def reader() -> Reader:
    opened = open_reader(demo_directory())
    opened.warm_up()
    return opened


def read_all(reader: Reader, half: str) -> list[tuple[str, Reading]]:
    with MESSAGES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["half"] == half]
    return [
        (row["leaf"], reader.read(row["text"], "dongqiao")) for row in rows if row["leaf"] != "X9"
    ]


@pytest.mark.parametrize("half", ["tune", "hold"])
def test_short_messages_of_all_leaves_are_understood(reader: Reader, half: str) -> None:
    answers = read_all(reader, half)
    first = sum(leaf == reading.leaf for leaf, reading in answers)
    among = sum(leaf in {each.leaf for each in reading.candidates} for leaf, reading in answers)
    assert len(answers) >= 360
    assert first >= 0.90 * len(answers)
    assert among >= 0.98 * len(answers)


def test_one_message_is_understood_whole(reader: Reader) -> None:
    reading = reader.read("DQ000001 天成花园3幢2单元502室楼上漏水，别让物业知道是我", "dongqiao")
    assert reading.leaf == "I1"
    assert reading.case_numbers == ("DQ000001",)
    assert (reading.place.compound, reading.place.building) == ("tiancheng", "3")
    assert "confidential" in reading.tags
    assert reading.version
    assert all(reason.word in reading.text for reason in reading.reasons)


def test_danger_leads_whatever_else_is_said(reader: Reader) -> None:
    reading = reader.read("天成花园2幢电梯困了三个人有老人!", "dongqiao")
    assert reading.is_alarm()
    assert (reading.leaf, reading.certain, reading.intent) == ("A3", True, "")


def test_several_matters_carry_their_leaves(reader: Reader) -> None:
    reading = reader.read("楼道灯不亮，另外垃圾没人收", "dongqiao")
    assert len(reading.matters) == len(reading.matter_leaves) == 2
    assert reading.matter_leaves[0] != reading.matter_leaves[1]


def test_what_was_added_with_also_is_a_matter_of_its_own_where_both_are_certain(
    reader: Reader,
) -> None:
    two = reader.read("小区门口路灯坏了，垃圾也没人收", "dongqiao")
    assert two.matters == ("小区门口路灯坏了", "垃圾也没人收")
    assert two.matter_leaves == ("A6", "E1")
    assert reader.read("楼道灯不亮，电梯也停了", "dongqiao").matter_leaves == ("A6", "A4")
    for one in ("电梯坏了，老人也下不来", "楼上太吵了，孩子也睡不着", "垃圾没人收，垃圾桶也满了"):
        assert reader.read(one, "dongqiao").matters == ()


def test_a_learned_layer_stands_in_the_version() -> None:
    layer = LearnedLayer({"": Model(("A4", "E1"), {}, version="seen")})
    taught = Reader(demo_directory(), lexicon(), segmenter=Letters(), learned=layer)
    assert taught.read("电梯").version.endswith("+seen")
    plain = Reader(demo_directory(), lexicon(), segmenter=Letters()).read("电梯").version
    assert plain.split("+") == [lexicon().version, load_sounds().version]


def test_the_segmenter_is_loaded_only_for_what_was_learned() -> None:
    loaded: list[str] = []

    class Counting(Letters):
        def warm_up(self) -> None:
            loaded.append("dictionary")

    Reader(demo_directory(), lexicon(), segmenter=Counting()).warm_up()
    assert loaded == []
    layer = LearnedLayer({"": Model(("A4", "E1"), {})})
    Reader(demo_directory(), lexicon(), segmenter=Counting(), learned=layer).warm_up()
    assert loaded == ["dictionary"]


def test_the_version_may_be_named() -> None:
    version = open_reader(demo_directory(), lexicon_version="mine").read("电梯").version
    assert version.startswith("mine+")


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert len(SMALL.read(text).candidates) <= 3


def test_what_is_certain_was_measured_and_is_told() -> None:
    reader = Reader(demo_directory(), lexicon(), segmenter=Letters())
    assert reader.read("电梯").certain_from == round(100 * load_sounds().certain)
    learned = LearnedLayer({"": Model(("A4", "E1"), {}, certain=0.5)})
    taught = Reader(demo_directory(), lexicon(), segmenter=Letters(), learned=learned)
    assert taught.read("电梯").certain_from == 50
