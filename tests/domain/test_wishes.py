import pytest

from domain.places import Place
from domain.reading import Reading
from domain.wishes import CaseWish, press_for, wish_of

PLACED = Reading(place=Place("tiancheng", "3", "2"))


@pytest.mark.parametrize(
    "wish",
    [
        CaseWish("near"),
        CaseWish("overdue", 3),
        CaseWish("find", 2, "灯：/不亮", Place("tiancheng", "3")),
        CaseWish("find", 0, "DQ000001"),
    ],
)
def test_press_for_another_page_asks_for_the_same_wish(wish: CaseWish) -> None:
    assert wish_of(press_for(wish, wish.page), "", Reading(), "") == wish


def test_words_are_a_wish_only_where_a_search_waits_for_them() -> None:
    assert wish_of("", "", PLACED, "3幢") is None
    assert wish_of("", "find", PLACED, " ") is None
    assert wish_of("", "find", PLACED, " 3幢 ") == CaseWish("find", 0, "3幢", PLACED.place)
    assert wish_of("", "find", Reading(), "灯") == CaseWish("find", 0, "灯")


@pytest.mark.parametrize("press", ["accept:DQ000001:1", "list::-1:mine/0", "list", "find", "find:"])
def test_other_presses_are_none(press: str) -> None:
    assert wish_of(press, "find", PLACED, "words") is None


@pytest.mark.parametrize("page", ["x", "", "-1", "99999", "²"])
def test_page_that_is_none_is_the_first(page: str) -> None:
    assert wish_of(f"list::-1:near/{page}", "", Reading(), "") == CaseWish("near")


def test_pages_are_no_more_than_anybody_turns() -> None:
    assert wish_of("list::-1:near/9999", "", Reading(), "") == CaseWish("near", 1000)
