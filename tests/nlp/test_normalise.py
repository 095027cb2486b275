import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.normalise import CLASSIFIED, lowered, normalise

PLAIN = "3幢2单元电梯又停了，老人下不来"


@pytest.mark.parametrize(
    "written",
    [
        "３幢２单元电梯又停了，老人下不来",
        "3幢2單元電梯又停了，老人下不來",
        "3 幢 2 单 元 电 梯 又 停 了 ， 老 人 下 不 来",
        "3幢2单元\u200b电梯\u202e又停了，老人\ufeff下不来",
        "3幢2单元电梯又停了，，，，老人下不来",
        "😡3幢2单元电梯又停了😭😭，老人下不来[大哭]",
        "3幢2单元电梯又停了,老人下不来",
        "\x003幢2单元电梯又停了，老人下不来\x07",
    ],
)
def test_every_writing_of_a_sentence_is_read_alike(written: str) -> None:
    assert normalise(written) == PLAIN


def test_simplified_words_stay_and_traditional_ones_change() -> None:
    assert normalise("门被打坏了，水管一坏就漏") == "门被打坏了，水管一坏就漏"
    assert (
        normalise("請回覆，想瞭解電梯") == normalise("请回覆，想瞭解电梯") == "请回复，想了解电梯"
    )


def test_a_line_of_foreign_words_keeps_its_spaces() -> None:
    assert normalise("wifi password is wrong") == "wifi password is wrong"


def test_lists_keep_their_lines_and_numbers() -> None:
    assert normalise("①楼道灯不亮\r\n②垃圾没人收") == "1、楼道灯不亮\n2、垃圾没人收"


def test_a_hundred_thousand_characters_are_read_up_to_the_limit() -> None:
    assert len(normalise("电梯停了" * 25_000)) == CLASSIFIED


@given(st.text(max_size=300))
def test_any_text_can_be_normalised_and_stays_as_it_is_then(text: str) -> None:
    once = normalise(text)
    assert len(once) <= CLASSIFIED
    assert not any(char in once for char in "\u200b\u202e\ufeff\x00")
    assert len(lowered(once)) == len(once)


def test_only_ascii_capitals_are_lowered() -> None:
    assert lowered("DQ电梯İ") == "dq电梯İ"
