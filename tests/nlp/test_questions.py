import pytest

from nlp.questions import load_questions

QUESTIONS = load_questions()


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("汽车城1幢归哪个网格管", "my_grid"),
        ("我们以前归另一个支部，现在报修找谁?", "my_grid"),
        ("网格员是谁", "my_grid"),
        ("三个小区一起表决垃圾房选址行吗?", "joint_vote"),
        ("旧案呢?", "old_cases"),
        ("我能看到哪些?", "my_reach"),
        ("我管两个小区的楼道?", "my_reach"),
    ],
)
def test_questions_about_the_map_are_recognised(words: str, intent: str) -> None:
    assert QUESTIONS.intent(words) == intent


@pytest.mark.parametrize(
    "words",
    [
        "3幢电梯又停了，老人下不来",
        "楼道里堆满了杂物没人管",
        "垃圾房一直臭，网格员来看过也没用",
        "归" * 41,
        "",
    ],
)
def test_matters_are_not_questions(words: str) -> None:
    assert QUESTIONS.intent(words) == ""
