import pytest

from nlp.tags import load_tags

TAGS = load_tags()


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("别让物业知道是我，他们公共收益不公布", "confidential"),
        ("我要匿名举报", "anonymous"),
        ("电梯又坏了，反映过好多次了", "repeat"),
        ("楼上邻居天天跳绳，吵死了", "dispute"),
        ("建议在门口装个路灯", "suggest"),
        ("请问医保怎么办", "ask"),
        ("表扬一下网格员小李，谢谢他", "praise"),
    ],
)
def test_the_second_axis_is_tagged(text: str, tag: str) -> None:
    assert tag in TAGS.tags(text)


def test_plain_words_carry_no_secrecy() -> None:
    assert not {"confidential", "anonymous"} & TAGS.tags("3幢电梯停了")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("物业乱收费", "property"),
        ("业委会账目不公开", "committee"),
        ("投诉物业不作为", "property"),
    ],
)
def test_whom_a_message_complains_about(text: str, body: str) -> None:
    assert body in TAGS.about(text)


def test_a_body_that_is_only_named_is_not_accused() -> None:
    assert TAGS.about("麻烦叫物业来看看，3幢电梯停了") == ()
