from dataclasses import replace

import pytest

from domain.refusals import Refused
from handlers.deed_letters import agreement_of, bringer
from tests.mediation_table import NUMBER, SECRETARY, Mediated, given, in_force, led


def test_without_an_agreement_there_is_nothing_to_act_on() -> None:
    with pytest.raises(Refused):
        agreement_of(led().mediation())


def test_who_opened_it_goes_to_the_door_where_there_is_no_captain() -> None:
    mediation = led().mediation()
    assert bringer(mediation) == SECRETARY
    assert bringer(replace(mediation, captain="song")) == "song"


def test_a_phone_that_others_read_gets_neutral_words_only() -> None:
    world = given()
    world.say("li", "隐藏")
    world.press("wang", "我看完全文了")
    said = in_force()
    assert "2600元" in said.all_heard("li")[-1]
    for name in ("wang", "li"):
        world.say(name, press=f"mediation:DQ000001:-1:seen/{edition(world)}")
    world.pass_time(hours=26)
    world.strike()
    letters = [each for each in world.letters if each.to == "li"]
    assert letters[-1].key == "neutral.notice"


def edition(world: Mediated) -> int:
    agreement = world.mediation().agreement
    assert agreement
    return agreement.edition


def test_nobody_is_written_to_where_nobody_serves() -> None:
    world = in_force("乙方 11月30日前 换好水管接头")
    world.mediations[NUMBER] = replace(world.mediation(), opener="")
    step = world.step("wang", press=f"mediation:{NUMBER}:-1:received/1")
    assert {each.to for each in step.says} == {"wang", "li"}
