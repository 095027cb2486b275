import pytest

from domain.kin import names_kin


@pytest.mark.parametrize(
    "words",
    [
        "天成花园3幢2单元602室，对方是她前夫",
        "602室，婆媳两个为带孩子的事",
        "两边是亲戚",
        "夫妻谈",
        "不是亲属，不过以前同居过",
    ],
)
def test_a_tie_that_is_named_is_heard(words: str) -> None:
    assert names_kin(words)


@pytest.mark.parametrize(
    "words", ["天成花园3幢2单元602室，想谈赔偿", "双方不是亲属，楼上楼下", "没有亲属关系", ""]
)
def test_neighbours_are_no_kin(words: str) -> None:
    assert not names_kin(words)
