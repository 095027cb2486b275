from hypothesis import given
from hypothesis import strategies as st

from nlp.phrases import Phrases, read_phrase, written

PHRASES = Phrases(
    [
        read_phrase("lift", {"words": ["电梯"], "patterns": [["电梯|升降机", "困|关"]]}),
        read_phrase("bus", {"words": ["动车"], "not_in": ["机动车"]}),
    ]
)


def found(text: str) -> list[tuple[str, str]]:
    return [(each.label, text[each.start : each.end]) for each in PHRASES.find(text)]


def test_words_and_parts_in_order_are_found() -> None:
    assert ("lift", "电梯里困") in found("电梯里困了人")
    assert ("lift", "升降机关") in found("升降机关住了")
    assert found("困在里面，电梯坏") == [("lift", "电梯")]


def test_parts_too_far_apart_are_no_phrase() -> None:
    assert ("lift", "电梯") in found("电梯" + "远" * 20 + "困")
    assert len(found("电梯" + "远" * 20 + "困")) == 1


def test_an_exclusion_swallows_the_hit() -> None:
    assert found("机动车乱停") == []
    assert found("动车晚点") == [("bus", "动车")]


def test_words_of_the_files_are_written_as_messages_are() -> None:
    assert written("ＤＱ電梯") == "dq电梯"


@given(st.text(alphabet="电梯困关升降机动车", max_size=60))
def test_spans_lie_inside_the_text(text: str) -> None:
    assert all(0 <= each.start < each.end <= len(text) for each in PHRASES.find(text))
