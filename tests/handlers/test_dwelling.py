"""A household is proved by who serves its stairwell and went to the door, and by nobody else."""

from dataclasses import replace

import pytest

from domain.dwellings import HomeProved, check_number, home_key, is_proved
from domain.places import Place, PlaceSource
from domain.rights import Trespass, check_step
from domain.turns import Step
from tests.handlers.tabletop import World
from tests.mediation_table import NUMBER, SECRETARY, Mediated, given, invited

CAPTAIN, OTHER_CAPTAIN = "xie-captain-dq1-w003", "song-captain-dq1-w001"
HOME = Place("tiancheng", "3", "2", "6", "602")
SAID = "我住天成花园3幢2单元602室"


def claimed() -> World:
    world = World()
    world.resident("li")
    world.say("li", SAID)
    return world


def press(world: World, who: str, said: str, person: str = "li") -> str:
    return "\n".join(world.say(who, press=f"home::-1:{person}/{home_key(HOME)}/{said}"))


def test_saying_where_one_lives_binds_nothing_and_asks_the_captain() -> None:
    world = claimed()
    person = world.people["li"]
    assert home_key(person.home) == home_key(HOME)
    assert not is_proved(person.home)
    number = check_number("li", person.home)
    assert number in world.all_heard("li")[-1]
    asked = world.all_heard(CAPTAIN)[-1]
    assert number in asked
    assert "[是，住这一户]" in asked
    assert world.all_heard(OTHER_CAPTAIN) == []


def test_the_captain_confirms_and_the_person_hears_of_it() -> None:
    world = claimed()
    assert "您核实过住这一户" in world.press(CAPTAIN, "是，住这一户")[0]
    assert is_proved(world.people["li"].home)
    assert world.people["li"].proved.startswith(CAPTAIN)
    assert "已经核实" in world.all_heard("li")[-1]
    assert "已经核实过了" in world.say("li", SAID)[0]


def test_who_does_not_live_there_loses_the_door() -> None:
    world = claimed()
    world.press(CAPTAIN, "不是")
    assert world.people["li"].home.room == ""
    assert "没有核实到" in world.all_heard("li")[-1]


@pytest.mark.parametrize(
    "who", ["li", "stranger", OTHER_CAPTAIN, "gao-manager-luting", "ye-mediator-dq"]
)
def test_nobody_else_confirms(who: str) -> None:
    world = claimed()
    press(world, who, "y")
    assert not is_proved(world.people["li"].home)


def test_a_captain_does_not_confirm_himself_nor_nonsense() -> None:
    world = claimed()
    assert "不能由您核实" in press(world, CAPTAIN, "y", CAPTAIN)
    assert "已经失效" in press(world, CAPTAIN, "maybe")
    assert "已经失效" in "\n".join(world.say(CAPTAIN, press="home::-1:li/tiancheng/y"))
    assert not is_proved(world.people["li"].home)


def test_a_forged_step_is_stopped_by_the_second_wall() -> None:
    world = claimed()
    desk = world.desk(OTHER_CAPTAIN, "dongqiao")
    proof = HomeProved("dongqiao", "li", home_key(HOME), OTHER_CAPTAIN, world.at, lives_there=True)
    for speaker, forged in (
        (OTHER_CAPTAIN, proof),
        (CAPTAIN, proof),
        (CAPTAIN, replace(proof, by=CAPTAIN, person_id=CAPTAIN)),
    ):
        desk = world.desk(speaker, "dongqiao")
        with pytest.raises(Trespass):
            check_step(desk, Step(changes=(forged,)))
    check_step(world.desk(CAPTAIN, "dongqiao"), Step(changes=(replace(proof, by=CAPTAIN),)))


def test_the_room_alone_is_enough_where_the_stairwell_was_scanned() -> None:
    world = World()
    world.resident("li", home=Place("tiancheng", "3", "2", source=PlaceSource.CODE))
    world.say("li", "你好")
    world.say("li", "我住602室")
    home = world.people["li"].home
    assert (home_key(home), home.source) == (home_key(HOME), PlaceSource.CODE)
    assert "602室" in world.all_heard(CAPTAIN)[-1]


def test_a_door_that_does_not_exist_is_asked_for_again() -> None:
    world = World()
    world.resident("li")
    assert "没有找到这一户" in world.say("li", "我住602室")[0]
    assert world.all_heard(CAPTAIN) == []


def test_where_a_thing_happened_is_no_home() -> None:
    world = World()
    world.resident("li")
    world.say("li", "天成花园3幢2单元602室")
    assert world.all_heard(CAPTAIN) == []


def test_where_one_is_confirmed_nobody_else_of_the_door_is_asked() -> None:
    world = Mediated()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    world.resident("li", home=replace(HOME, source=PlaceSource.CONFIRMED))
    world.resident("guest", home=replace(HOME, source=PlaceSource.CODE))
    world.resident("sayer", home=replace(HOME, source=PlaceSource.ASKED))
    world.say("wang", "天成花园3幢2单元502室，楼上漏水，吊顶塌了一块")
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室，想谈赔偿")
    world.press("wang", "同意调解")
    world.press("wang", "不写")
    world.strike()
    assert world.mediation().invited == ("li",)


def test_words_alone_are_no_invitation() -> None:
    world = invited(home=replace(HOME, source=PlaceSource.ASKED))
    assert world.mediation().invited == ()
    assert world.all_heard("li") == []


def signing(source: PlaceSource) -> Mediated:
    world = given()
    world.people["li"] = replace(world.people["li"], home=replace(HOME, source=source))
    world.press("li", "我看完全文了")
    world.pass_time(hours=2)
    world.press("li", "我同意，签字")
    return world


@pytest.mark.parametrize("source", sorted({*PlaceSource} - {PlaceSource.CONFIRMED}))
def test_who_only_says_that_he_lives_there_signs_with_a_second_look(source: PlaceSource) -> None:
    agreement = signing(source).mediation().agreement
    assert agreement
    assert [each.holds for each in agreement.signatures] == [False]


def test_who_was_confirmed_at_the_door_signs_for_it() -> None:
    agreement = signing(PlaceSource.CONFIRMED).mediation().agreement
    assert agreement
    assert [each.holds for each in agreement.signatures] == [True]
