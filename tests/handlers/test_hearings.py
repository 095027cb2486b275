from datetime import timedelta

import pytest

from domain.mediation_stages import Role
from domain.people import Address
from domain.reading import Reading
from domain.refusals import Refused
from domain.turns import Turn
from handlers.hearings import own_side
from handlers.talk import Talk
from tests.handlers.test_answering import asked, relayed
from tests.mediation_table import MEDIATOR, Mediated, talking


def test_the_clock_looks_when_the_first_answer_is_due_and_at_once_when_all_are_there() -> None:
    world = relayed()
    assert world.mediation().wake_at == asked(world).due_at == world.at + timedelta(hours=24)
    world.press("li", "同意")
    assert world.mediation().wake_at == world.at


def test_who_is_of_neither_side_has_none() -> None:
    world = talking()
    with pytest.raises(Refused, match="not_yours"):
        own_side(talk_of(world), world.mediation())
    assert Role.MEDIATOR not in (Role.APPLICANT, Role.RESPONDENT)


def test_what_was_begun_is_called_off_by_a_word() -> None:
    world = talking()
    world.press("wang", "对调解员说")
    world.say("wang", "取消")
    world.say("wang", "楼上漏水")
    assert world.hall.words == []


def test_inside_a_question_other_words_mean_nothing_else() -> None:
    world = talking()
    world.press("wang", "对调解员说")
    world.say("wang", "谢谢")
    assert "“谢谢”" in world.all_heard(MEDIATOR)[-1]


def talk_of(world: Mediated) -> Talk:
    turn = Turn("t", "dongqiao", Address("test", MEDIATOR), world.at)
    return Talk(world.desk(MEDIATOR, "dongqiao"), turn, Reading())


def test_who_asks_for_the_list_inside_a_question_gets_it() -> None:
    world = talking()
    world.press("wang", "对调解员说")
    assert "的调解：" in world.say("wang", "我的调解")[0]
    assert world.hall.words == []
