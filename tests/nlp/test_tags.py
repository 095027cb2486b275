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
        ("今天还在冒", "still"),
        ("又臭了", "still"),
        ("表扬一下网格员小李，谢谢他", "praise"),
    ],
)
def test_the_second_axis_is_tagged(text: str, tag: str) -> None:
    assert tag in TAGS.tags(text)


def test_plain_words_carry_no_secrecy() -> None:
    assert not {"confidential", "anonymous"} & TAGS.tags("3幢电梯停了")


@pytest.mark.parametrize("text", ["还是想问一下医保", "还不错", "有人还在吗", "3幢电梯停了"])
def test_what_is_new_is_not_still(text: str) -> None:
    assert "still" not in TAGS.tags(text)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("物业乱收费", "property"),
        ("业委会账目不公开", "committee"),
        ("投诉物业不作为", "property"),
        ("垃圾物业", "property"),
        ("告物业乱停水", "property"),
    ],
)
def test_whom_a_message_complains_about(text: str, body: str) -> None:
    assert body in TAGS.about(text)


def test_a_body_that_is_only_named_is_not_accused() -> None:
    assert TAGS.about("麻烦叫物业来看看，3幢电梯停了") == ()


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("楼道长宋某把楼道当仓库", "captain"),
        ("楼道长家门口堆满纸板", "captain"),
        ("楼长在楼下私拉电线给电瓶车充电", "captain"),
        ("单元长天天打麻将到半夜", "captain"),
        ("楼道长的车停在消防通道上", "captain"),
        ("我们楼栋长养狗不牵绳", "captain"),
        ("网格员自己在绿化带种菜", "grid_worker"),
        ("网格员小李把电瓶车停在门厅", "grid_worker"),
        ("书记家装修半夜敲墙", "secretary"),
        ("社区书记不作为", "secretary"),
        ("跟楼道长说过，楼道长自己也堆杂物", "captain"),
    ],
)
def test_what_somebody_of_staff_does_himself_is_about_him(text: str, person: str) -> None:
    assert TAGS.about(text) == (person,)


@pytest.mark.parametrize(
    "text",
    [
        "楼道长你好，3幢楼道堆满纸板",
        "已经跟楼道长说过了，楼上还是吵",
        "楼道长说让我来反映，门口堆放杂物",
        "请楼道长来看看，602漏水",
        "找过网格员了，绿化带还有人种菜",
        "已经反映给网格员了，楼上还在装修",
        "叫物业来收一下垃圾",
        "书记您好，我们小区垃圾没人管",
        "尊敬的胡书记：你好！饭店油烟没人管",
        "网格员来过，垃圾还是堆在门口",
        "书记好，隔壁装修太吵",
        "谢谢楼道长，麻将声小多了",
        "请问楼道长是谁？楼下打麻将",
        "告诉网格员小李，车堵住门口了",
    ],
)
def test_who_is_spoken_to_or_asked_is_not_accused(text: str) -> None:
    assert TAGS.about(text) == ()
