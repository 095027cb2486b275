from dataclasses import replace

import pytest

from domain.clocks import DueKind
from domain.deadlines import Limit, due_at
from domain.screening import stops_of
from domain.states import State
from tests.handlers.tabletop import MONDAY
from tests.handlers.test_taking import NUMBER, SECRETARY, lit


@pytest.mark.parametrize(("leaf", "words"), [("F3", "人民调解"), ("L1", "主管部门组织调解")])
def test_mediation_begins_where_the_leaf_allows_it(leaf: str, words: str) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf=leaf))
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, "双方都愿意谈")
    case = world.case()
    assert case.state is State.IN_MEDIATION
    review = due_at(MONDAY, Limit.parse("30d"), world.rules.calendar)
    assert case.clocks.review == review
    assert case.next_due == (review, DueKind.REVIEW)
    heard = world.all_heard("wang")[-1]
    assert words in heard
    assert "诉讼" in heard
    assert "双方都愿意谈" not in heard


@pytest.mark.parametrize("leaf", ["A6", "I4", "I5", "M1", "M2", "M3"])
def test_what_may_never_be_mediated_is_refused(leaf: str) -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf=leaf))
    world.act(SECRETARY, "accept", NUMBER)
    assert "不做调解" in world.act(SECRETARY, "mediate", NUMBER, "谈谈")[0]
    assert world.case().state is State.ACCEPTED


def test_end_of_mediation_brings_the_case_back_to_its_clocks() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf="F3"))
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER)
    world.act(SECRETARY, "end_mediation", NUMBER, "对方不愿意")
    case = world.case()
    assert (case.state, case.clocks.review) == (State.ACCEPTED, None)
    assert "对方不愿意" not in "".join(world.all_heard("wang"))


def test_a_matter_of_the_stop_list_offers_no_mediation_anywhere_and_is_refused() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf="F3"))
    world.act(SECRETARY, "accept", NUMBER)
    assert "[转调解]" in world.act(SECRETARY, "mine", NUMBER)[0]
    before = len(world.letters)
    world.say("wang", f"{NUMBER} 派出所已经立案了，也已经起诉了")
    assert stops_of(world.case()) == ("court", "police")
    assert "[转调解]" not in world.act(SECRETARY, "mine", NUMBER)[0]
    assert "不做调解" in world.act(SECRETARY, "mediate", NUMBER, "谈谈")[0]
    assert not any("调解" in world.rendered(each) for each in world.letters[before:-1])


def test_a_denied_word_bars_nothing() -> None:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf="F3"))
    world.say("wang", f"{NUMBER} 没有打人，就是吵")
    world.act(SECRETARY, "accept", NUMBER)
    assert stops_of(world.case()) == ()
    assert "[转调解]" in world.act(SECRETARY, "mine", NUMBER)[0]
