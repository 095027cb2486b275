from domain.explaining import MOST_TERMS, explained, strongest
from domain.reading import Candidate, Reading, Reason

REASONS = (
    Reason("电梯停", "A4", 400),
    Reason("电梯", "A4", 200),
    Reason("停了", "A4", 150, "learned"),
    Reason("老人", "A4", 50),
    Reason("门口", "A4", 25),
    Reason("电梯", "A8", 300),
)


def test_the_three_strongest_terms_of_the_leaf_tell_why() -> None:
    told = strongest(REASONS, "A4")
    assert [each.word for each in told] == ["电梯停", "停了", "老人"]
    assert len(told) == MOST_TERMS


def test_a_word_that_stands_twice_is_told_once_by_its_strongest() -> None:
    twice = (Reason("电梯", "A4", 100, "learned"), Reason("电梯", "A4", 300))
    assert strongest(twice, "A4") == (Reason("电梯", "A4", 300),)


def test_the_audit_keeps_leaf_percent_terms_and_version_in_one_line() -> None:
    reading = Reading("电梯停了", (Candidate("A4", 91),), reasons=REASONS[:3:2], version="abc")
    assert str(explained(reading)) == "A4=91% 电梯停+4.00/lexicon 停了+1.50/learned abc"


def test_nothing_understood_is_explained_by_nothing() -> None:
    told = explained(Reading(version="v"))
    assert (told.leaf, told.percent, told.terms) == ("", 0, ())
