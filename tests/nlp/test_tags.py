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
        ("网格员在楼下私拉电线给电瓶车充电", "grid_worker"),
        ("3幢楼道长天天在一楼门口和楼梯下面堆纸板", "captain"),
        ("楼道里的纸板都是楼道长家的", "captain"),
        ("一楼的杂物就是楼道长堆的", "captain"),
        ("我家对门就是楼道长，天天打麻将到半夜", "captain"),
        ("消防通道被楼道长的车挡住了", "captain"),
        ("楼道长老宋家在顶楼搭了个玻璃房", "captain"),
        ("楼组长自己家门口鞋柜堆满走廊", "captain"),
        ("网格员小李的电瓶车停在门厅，说了不听", "grid_worker"),
        ("作为楼道长，带头在绿化带种菜", "captain"),
        ("楼道长把公共的门锁上不让别人用", "captain"),
        ("楼长儿子半夜唱歌扰民", "captain"),
        ("网格长家装修砸承重墙", "grid_worker"),
        ("楼道里养鸡，是楼道长养的", "captain"),
        ("投诉楼道长", "captain"),
        ("举报网格员乱收费", "grid_worker"),
        ("楼道长骂人", "captain"),
        ("楼道长的狗到处拉屎", "captain"),
        ("物业经理把私家车停在消防通道", "property"),
        ("保安天天在门卫室打麻将", "property"),
        ("业委会主任家在楼顶搭了阳光房", "committee"),
        ("业委会主任把架空层占了开店", "committee"),
        ("物业把架空层出租给别人当仓库", "property"),
        ("单元长家油烟全往楼道里排，放着炉子烧煤", "captain"),
        ("网格员把我们楼的灭火器拿走了", "grid_worker"),
        ("楼道长您自己把楼道堆满了还说别人", "captain"),
        ("楼栋长夫妻在楼道里打牌", "captain"),
        ("楼道长不管事", "captain"),
        ("绿化带里的菜是网格员种的", "grid_worker"),
        ("挡住门的电瓶车是楼道长的", "captain"),
    ],
)
def test_what_somebody_of_staff_does_himself_is_about_him(text: str, person: str) -> None:
    assert person in TAGS.about(text)
    assert set(TAGS.about(text)) <= {person, "grid_head"}


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
        "已经跟楼道长说过了，楼道还是堆满杂物",
        "楼道长，我们一楼有人养鸡",
        "找过网格员了，楼上还在打麻将",
        "我是楼道长，3幢2单元楼道堆满纸板",
        "我是楼道长老谢，楼道有人堆杂物",
        "请网格员来看看，车堵在门口",
        "麻烦楼道长上门劝一下，楼上半夜唱歌",
        "楼道长来过两次，隔壁还在装修",
        "楼道长说让我报一下，门口停满了车",
        "让楼道长通知一下，别在楼道充电",
        "网格员您好，楼下烧烤油烟太大",
        "向楼道长反映过，602漏水",
        "楼道长也没办法，楼上天天跳舞",
        "楼道长电话多少？楼下有人打麻将",
        "楼道长是谁？我要反映楼上装修",
        "叫保安来看看，有人乱停车",
        "保安室门口路灯不亮",
        "叫物业来收一下堆在门口的垃圾",
        "物业好，3幢楼道堆满纸板",
        "请物业把楼道堆的杂物清走",
        "楼道长很负责，劝住了楼上的装修",
        "电梯停了，楼道长已经知道",
        "物业办公室在哪里，我要装修",
        "业委会什么时候开会，小区停车乱停",
        "3幢电梯停了，麻烦叫物业",
    ],
)
def test_who_is_spoken_to_or_asked_is_not_accused(text: str) -> None:
    assert TAGS.about(text) == ()
