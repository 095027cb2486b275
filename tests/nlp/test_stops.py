import pytest

from nlp.normalise import normalise
from nlp.safety import load_safety
from nlp.stops import load_stops

STOPS = load_stops(load_safety().guards)


def kinds(text: str) -> tuple[str, ...]:
    return STOPS.kinds(normalise(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("楼上邻居威胁我，说要弄死我们全家", "violence"),
        ("去年他打了我，现在又吵", "violence"),
        ("老公喝了酒就打我", "violence_home"),
        ("他们家虐待老人", "violence_home"),
        ("孩子在楼下被他打了一巴掌", "child"),
        ("隔壁有人猥亵", "child"),
        ("她说不想活了", "self_harm"),
        ("对门敲诈我五千块", "crime"),
        ("楼下那户吸毒", "crime"),
        ("派出所已经立案了，想让他赔钱", "police"),
        ("这件事已经起诉了，法院还没开庭", "court"),
        ("城管局已经受理了违建", "authority"),
    ],
)
def test_what_is_never_mediated_is_found(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "楼上漏水，吊顶塌了一块",
        "楼上天天跳绳，吵死了",
        "没有打人，就是吵得厉害",
        "邻居把鞋柜放在楼道里",
        "他打我电话我没接",
        "我们没有动手打他，只想谈谈赔偿",
        "停车位被占了，想请人调解",
    ],
)
def test_an_ordinary_quarrel_is_let_through(text: str) -> None:
    assert kinds(text) == ()


def test_kinds_come_in_the_order_of_the_file_and_once_each() -> None:
    found = kinds("已经报案，派出所立案了；他持刀威胁我，还敲诈")
    assert found == ("violence", "crime", "police")
