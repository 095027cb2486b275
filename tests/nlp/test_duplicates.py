from nlp.duplicates import groups

LONG = "小区门口的垃圾桶已经三天没有人来清运了，天气热，味道非常难闻，请尽快处理"


def test_near_copies_stay_together_and_others_apart() -> None:
    found = groups(
        [LONG, LONG + "！谢谢", "电梯停运两天了，老人下不来楼，请物业尽快维修", LONG[2:]]
    )
    assert found[0] == found[1] == found[3]
    assert found[2] != found[0]


def test_short_and_empty_texts_have_groups_of_their_own() -> None:
    assert len(set(groups(["", "好", "电梯"]))) == 3
    assert groups([]) == []
