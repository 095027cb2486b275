import pytest

from domain.categories import UNKNOWN_LEAF, Categories, Leaf, Mediation, Priority
from domain.deadlines import Limit
from domain.refusals import Refused

UNREAD = Leaf(
    code=UNKNOWN_LEAF,
    name="待人工分类",
    top="X",
    lead=("community",),
    above=(),
    priority=Priority.NORMAL,
    accept=Limit.parse("4wh"),
    answer=Limit.parse("4wh"),
    solve=None,
    mediation=Mediation.NO,
    emergency=False,
    numbers=(),
    about=(),
    proof="note",
    confidential=False,
    relapse_days=0,
    origin="D",
)
CATEGORIES = Categories({UNKNOWN_LEAF: UNREAD}, {"X": "其他"}, "test")


def test_a_leaf_is_found_by_its_code() -> None:
    assert CATEGORIES.leaf("X0") is UNREAD


def test_an_unknown_leaf_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        CATEGORIES.leaf("M6")
    assert refused.value.text_key == "categories.unknown_leaf"
    assert refused.value.values == {"code": "M6"}


def test_danger_sorts_before_everything() -> None:
    assert min(Priority) is Priority.DANGER
    assert sorted([Priority.SLOW, Priority.URGENT]) == [Priority.URGENT, Priority.SLOW]
