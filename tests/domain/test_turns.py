import pytest

from domain.people import Person
from domain.refusals import Refused
from domain.turns import Desk, Dialogue, Letter, PersonForgotten, Step
from tests.domain.builders import MONDAY, REPORTER, case_of, demo_rules


def desk() -> Desk:
    return Desk(MONDAY, Person("dongqiao", REPORTER), Dialogue(), demo_rules(), (case_of(),))


def test_a_desk_gives_the_case_of_a_number() -> None:
    assert desk().case("DQ000001") == case_of()


@pytest.mark.parametrize("number", ["DQ000002", "", "DQ00000１"])
def test_a_free_number_and_one_of_others_are_refused_alike(number: str) -> None:
    with pytest.raises(Refused, match=r"cases\.unknown") as refused:
        desk().case(number)
    assert refused.value.values == {"number": number}


def test_joined_steps_say_and_change_in_order() -> None:
    first = Step((Letter("a", "x"),), (PersonForgotten("a"),), Dialogue("place"))
    second = Step((Letter("b", "y"),), (PersonForgotten("b"),))
    joined = first.joined(second)
    assert [letter.to for letter in joined.says] == ["a", "b"]
    assert joined.changes == (PersonForgotten("a"), PersonForgotten("b"))
    assert joined.dialogue == Dialogue("place")


def test_the_later_dialogue_wins_where_there_is_one() -> None:
    asks, rests = Step(dialogue=Dialogue("place")), Step(dialogue=Dialogue(""))
    assert asks.joined(rests).dialogue == Dialogue("")
    assert Step().joined(Step()) == Step()
