from dataclasses import replace

import pytest

from domain.cases import Party
from domain.categories import Priority
from domain.letters import Notice
from domain.people import Address
from domain.presses import Press
from domain.reading import Reading
from domain.refusals import Refused
from domain.states import Act, Part, State
from domain.turns import Turn
from handlers import acts
from handlers.talk import Talk
from tests.handlers.tabletop import PHOTO, World
from tests.handlers.test_taking import HOLDER, NUMBER, SECRETARY, lit


def talk_of(world: World, name: str, words: str = "") -> Talk:
    turn = Turn("turn", "dongqiao", Address("test", name), world.at, words, attachments=(PHOTO,))
    return Talk(world.desk(name, "dongqiao"), turn, Reading())


def test_stale_press_is_refused_but_for_a_quiet_act() -> None:
    talk = talk_of(lit(), HOLDER)
    with pytest.raises(Refused, match="moved_on"):
        acts.pressed_case(talk, Press("accept", NUMBER, 0), Act.ACCEPT)
    assert acts.pressed_case(talk, Press("note", NUMBER, 0), Act.NOTE).number == NUMBER


def test_act_that_the_state_does_not_know_is_too_late() -> None:
    with pytest.raises(Refused, match="too_late"):
        acts.pressed_case(talk_of(lit(), HOLDER), Press("resume", NUMBER), Act.RESUME)


def test_missing_words_are_refused_with_the_press() -> None:
    with pytest.raises(Refused) as refused:
        acts.wanted_words(talk_of(lit(), HOLDER, " \n"), Press("hand_on", NUMBER, 1, "q:grid"))
    assert refused.value.text_key == "staff.words_needed"
    assert refused.value.values == {"act": "hand_on", "number": NUMBER, "argument": "q:grid"}


def test_neighbours_read_the_words_of_staff_without_homes_and_numbers() -> None:
    world = lit()
    follower = Party("li", Part.FOLLOWER)
    case = replace(world.case(), parties=(*world.case().parties, follower))
    said = "2单元502室王先生13812345678，明天来"
    notice = Notice("taking.reply", {"said": said})
    first, other = acts.residents_told(talk_of(world, HOLDER), case, notice)
    assert (first.to, first.values["said"]) == ("wang", said)
    assert (other.to, other.values["said"]) == ("li", "*室王先生138****5678，明天来")


def test_only_danger_wakes_residents() -> None:
    world = lit()
    talk = talk_of(world, HOLDER)
    urgent = replace(world.case(), priority=Priority.DANGER)
    [loud] = acts.residents_told(talk, urgent, Notice("taking.resumed"))
    [calm] = acts.residents_told(talk, world.case(), Notice("taking.resumed"))
    assert loud.urgent
    assert not calm.urgent
    assert calm.not_before == world.at


def test_reason_is_read_by_insiders_only() -> None:
    world = lit()
    talk = talk_of(world, SECRETARY)
    [outside] = acts.new_holder_told(talk, world.case(), "passing.to_you", "不归我管")
    assert outside.key == "passing.to_you"
    held = replace(world.case(), holder="li-worker-dq1")
    [inside] = acts.new_holder_told(talk, held, "passing.to_you", "不归我管")
    assert (inside.key, inside.values["reason"]) == ("passing.to_you_because", "不归我管")
    assert acts.new_holder_told(talk, replace(held, holder=SECRETARY), "passing.to_you", "") == ()


def test_accept_is_offered_only_where_the_case_waits_for_it() -> None:
    world = lit()
    accepted = replace(world.case(), state=State.ACCEPTED)
    [letter] = acts.new_holder_told(talk_of(world, SECRETARY), accepted, "passing.to_you", "")
    assert letter.choices == ()


def test_old_holder_hears_it_once_and_never_of_himself() -> None:
    world = lit()
    case, talk = world.case(), talk_of(world, SECRETARY)
    moved = replace(case, holder=SECRETARY)
    [letter] = acts.old_holder_told(talk, case, moved, "taking.taken_over")
    assert letter.to == HOLDER
    assert acts.old_holder_told(talk, case, case, "taking.taken_over") == ()
    assert acts.old_holder_told(talk_of(world, HOLDER), case, moved, "taking.taken_over") == ()
    about = replace(moved, about=("luting-company",))
    assert acts.old_holder_told(talk, case, about, "taking.taken_over") == ()


def test_old_accept_limit_stands_until_somebody_accepts() -> None:
    world = lit()
    case, talk = world.case(), talk_of(world, SECRETARY)
    assert acts.to_be_accepted(talk, case) == case
    world.pass_time(hours=1)
    later = talk_of(world, SECRETARY)
    again = acts.to_be_accepted(later, replace(case, accepted_at=world.at))
    assert again.accepted_at is None
    assert again.clocks.accept is not None
    assert case.clocks.accept is not None
    assert again.clocks.accept > case.clocks.accept
    assert again.clocks.solve == case.clocks.solve


def test_attachments_of_the_turn_become_the_case_s() -> None:
    world = lit()
    [item] = acts.kept(talk_of(world, HOLDER), world.case(), internal=True)
    assert (item.number, item.attachment, item.internal) == (
        NUMBER,
        replace(PHOTO, sender=HOLDER),
        True,
    )
