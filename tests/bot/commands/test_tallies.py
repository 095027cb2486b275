import pytest

from bot.commands.tallies import Tally
from domain.people import Person
from domain.reading import Emergency, Reading
from domain.turns import Desk, Dialogue, Step
from tests.bot.workshop import COMMUNITY, START, answer, read, rulebook, turn_of

DESK = Desk(START, Person(COMMUNITY, "wang"), Dialogue(), rulebook())


def test_a_turn_that_is_repeated_counts_once() -> None:
    tally = Tally()
    decide = tally.deciding(answer)
    turn = turn_of("灯坏了")
    for _ in range(2):
        decide(DESK, turn, Reading())
    assert tally.plain()["cases"] == 1
    assert tally.counted("leaf") == {"E1": 1}
    assert tally.counted("asked") == {}
    assert tally.seconds["decide"] > 0


def test_questions_and_alarms_are_counted() -> None:
    tally = Tally()
    step = Step(dialogue=Dialogue("place"))
    danger = Emergency("fire", "D5", ("119",), ("着火",))
    guarded = Emergency("fire", "D5", ("119",), ("着火",), guarded=True)
    for emergency in (danger, guarded):
        tally.deciding(lambda *_: step)(DESK, turn_of("着火"), Reading(emergency=emergency))
    assert tally.counted("asked") == {"place": 2}
    assert tally.counted("alarm") == {"fire": 1}


def test_a_reading_that_fails_is_counted_by_its_kind_and_rises() -> None:
    tally = Tally()
    reading = tally.reading(read)
    reading("灯坏了", COMMUNITY)
    with pytest.raises(ValueError, match="unreadable"):
        reading("unreadable", COMMUNITY)
    assert tally.errors == {"ValueError": 1}
