from hypothesis import given
from hypothesis import strategies as st

from domain.places import Place
from domain.proposals import HOMES, MOST, Told, propose

HERE = Place("tiancheng", "3", words="天成花园3幢")
LOCKER = ("快递柜挡着门", "门口快递柜太占地方", "快递柜把楼道堵住", "快递柜没人管")
OTHERS = (
    "楼道灯不亮",
    "垃圾没人收",
    "电梯停运",
    "水管漏水",
    "路面积水",
    "树倒伏",
    "狗叫一夜",
    "油烟大",
)


def told(text: str, leaf: str = "D1", home: str = "", *, corrected: bool = True) -> Told:
    return Told(text, HERE, leaf, home or text, corrected)


LOCKERS = tuple(told(text) for text in LOCKER)
REST = tuple(told(text, "Z", corrected=False) for text in OTHERS)


def terms(
    *reports: Told, known: tuple[tuple[str, str], ...] = (), names: tuple[str, ...] = ()
) -> list[str]:
    return [each.term for each in propose(reports, known, names)]


def test_what_several_homes_say_of_one_matter_only_is_proposed_whole() -> None:
    [word] = [each for each in propose((*LOCKERS, *REST), (), ()) if "快递" in each.term]
    assert (word.term, word.leaf, word.messages, word.homes) == ("快递柜", "D1", 4, 4)
    assert word.odds > 150


def test_fewer_than_three_homes_propose_nothing() -> None:
    same = [told(text, home="h1") for text in LOCKER]
    assert terms(*same, *REST) == []
    assert terms(*LOCKERS[: HOMES - 1], *REST) == []


def test_what_nobody_put_right_is_no_news() -> None:
    plain = [told(text, corrected=False) for text in LOCKER]
    assert terms(*plain, *REST) == []


def test_known_words_places_and_people_are_never_proposed() -> None:
    assert terms(*LOCKERS, *REST, known=(("快递柜", "D1"),)) == []
    assert "快递柜" in terms(*LOCKERS, *REST, known=(("快递柜", "X2"),))
    assert terms(*LOCKERS, *REST, names=("快递柜苑",)) == []
    people = [told(f"王阿姨又来{word}") for word in ("吵", "骂", "闹", "哭")]
    assert not any("阿姨" in term for term in terms(*people, *REST))


def test_what_is_said_of_everything_is_not_proposed() -> None:
    everywhere = [told(f"小区{text}", "Z", corrected=False) for text in OTHERS]
    here = [told(f"小区{text}") for text in LOCKER]
    assert "小区" not in terms(*here, *everywhere)


@given(st.lists(st.tuples(st.text("快递柜挡门楼道灯", min_size=2), st.sampled_from("abcd"))))
def test_no_word_comes_from_fewer_than_three_homes(said: list[tuple[str, str]]) -> None:
    reports = [told(text, home=home) for text, home in said]
    found = propose((*reports, *REST), (), ())
    assert len(found) <= MOST
    for each in found:
        homes = {home for text, home in said if each.term in text}
        assert len(homes) >= HOMES
