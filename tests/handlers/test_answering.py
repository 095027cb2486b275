import pytest

from domain.accord_kinds import Kind
from domain.accords import Accord, AccordState
from domain.mediation_stages import Do
from tests.handlers.test_asking import WORDS, issued
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    SECRETARY,
    Mediated,
    choosing,
    talking,
)


def asked(world: Mediated, kind: Kind = Kind.RELAY) -> Accord:
    return [each for each in world.hall.accords.values() if each.kind is kind][-1]


def relayed() -> Mediated:
    world = talking()
    world.on(MEDIATOR, "relay_b", WORDS)
    return world


def test_what_its_source_approves_is_passed_on_word_for_word() -> None:
    world = relayed()
    world.press("li", "同意")
    assert not any(WORDS in each for each in world.all_heard("wang"))
    world.strike()
    assert f"对方同意转给您的话：“{WORDS}”" in world.all_heard("wang")[-1]
    assert asked(world).state is AccordState.DONE
    assert asked(world).approved == asked(world).digest


def test_the_sources_own_wording_is_its_yes() -> None:
    world = relayed()
    world.press("li", "我改一改")
    world.say("li", "我愿意谈赔偿")
    assert "我愿意谈赔偿" in world.all_heard(MEDIATOR)[-1]
    world.strike()
    assert "“我愿意谈赔偿”" in world.all_heard("wang")[-1]
    assert not any(WORDS in each for each in world.all_heard("wang"))


@pytest.mark.parametrize("way", ["不同意", "silence", "收回"])
def test_without_a_yes_that_stands_nothing_is_passed_on(way: str) -> None:
    world = relayed()
    if way == "收回":
        world.press("li", "同意")
    if way != "silence":
        world.press("li", way)
    world.strike()
    world.wait(hours=25)
    assert not any(WORDS in each for each in world.all_heard("wang"))
    assert not asked(world).is_live


def test_taking_it_back_recalls_what_is_queued() -> None:
    world = relayed()
    world.press("li", "同意")
    world.strike()
    queued = [each for each in world.letters if each.key == "accords.passed_on"]
    assert len(queued) == 1
    assert queued[0] not in world.hall.recalled
    world.press("li", "收回")
    assert queued[0] in world.hall.recalled
    assert "收回" in world.all_heard(MEDIATOR)[-1]


def test_the_mediator_takes_back_what_he_asked_and_nothing_else() -> None:
    world = relayed()
    world.on(MEDIATOR, f"revoke/{asked(world).accord}")
    assert asked(world).state is AccordState.WITHDRAWN
    assert "已经结束" in world.press("li", "同意")[0]
    assert "已经结束" in world.on(MEDIATOR, f"revoke/{asked(world).accord}")[0]
    assert "已经结束" in world.on(MEDIATOR, "revoke/999")[0]
    assert "已经结束" in world.on(MEDIATOR, "revoke/x")[0]


def test_no_side_withdraws_a_question_to_both() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好")
    number = asked(world, Kind.OPTION).accord
    assert "已经结束" in world.on("li", f"revoke/{number}")[0]
    world.on(MEDIATOR, f"revoke/{number}")
    assert asked(world, Kind.OPTION).state is AccordState.WITHDRAWN


def test_an_answer_stays_sealed_from_everybody_until_both_have_answered() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好")
    world.press("li", "不同意")
    assert "封存" in world.all_heard("li")[-1]
    for who in ("wang", MEDIATOR, SECRETARY):
        lain = world.desk(who, "dongqiao").proceedings.get(NUMBER)
        for accord in lain.accords if lain else ():
            assert "no" not in accord.answers.values()
    assert "no" not in repr(world.events[-1].reason)
    assert world.events[-1].act is Do.ANSWER


@pytest.mark.parametrize("who", [MEDIATOR, SECRETARY, "stranger"])
@pytest.mark.parametrize("kind", ["relay", "option"])
def test_nobody_answers_for_a_side_that_can_answer_itself(who: str, kind: str) -> None:
    world = issued()
    if kind == "relay":
        world.on(MEDIATOR, "relay_b", WORDS)
    else:
        world.on(MEDIATOR, "option/1", "三天内修好")
    accord = asked(world, Kind(kind))
    for end in ("", "/respondent", "/applicant", "/mediator"):
        world.on(who, f"answer/{accord.accord}/1/yes{end}")
        world.on(who, f"edit/{accord.accord}/1/{end}", "别的话")
    assert dict(asked(world, Kind(kind)).answers) == {}


def test_a_side_never_answers_for_the_other() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好")
    accord = asked(world, Kind.OPTION).accord
    world.on("li", f"answer/{accord}/1/yes/applicant")
    assert set(asked(world, Kind.OPTION).answers) == {"respondent"}


@pytest.mark.parametrize("press", ["answer/x/1/yes", "answer/999/1/yes", "answer/{}/x/yes"])
def test_a_press_that_names_nothing_is_refused(press: str) -> None:
    world = relayed()
    assert "已经结束" in world.on("li", press.format(asked(world).accord))[0]


def test_an_answer_must_say_something_and_only_a_relay_is_reworded() -> None:
    world = issued()
    world.on(MEDIATOR, "option/1", "三天内修好")
    accord = asked(world, Kind.OPTION).accord
    assert world.on("li", f"answer/{accord}/1/")
    assert world.on("li", f"edit/{accord}/1/", "两天")
    assert dict(asked(world, Kind.OPTION).answers) == {}
    assert asked(world, Kind.OPTION).words == "三天内修好"


def test_ranks_are_given_step_by_step() -> None:
    world = choosing()
    world.press("li", "选金**（人民调解员）")
    assert "[选叶**（人民调解员）]" in world.all_heard("li")[-1]
    assert "[就这些]" in world.all_heard("li")[-1]
    world.press("li", "选叶**（人民调解员）")
    world.press("wang", "选叶**（人民调解员）")
    world.press("wang", "就这些")
    world.strike()
    assert world.mediation().mediator == MEDIATOR


def test_times_are_asked_one_after_another() -> None:
    world = talking()
    world.on(MEDIATOR, "times")
    count = len(asked(world, Kind.TIMES).names)
    for _ in range(count - 1):
        world.press("li", "可以")
        assert "呢？" in world.all_heard("li")[-1]
    world.press("li", "不行")
    assert asked(world, Kind.TIMES).answers == {"respondent": "2" * (count - 1) + "0"}


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ("option/1", "maybe"),
        ("option/1", "10"),
        ("bidding/1/respondent", "11"),
        ("bidding/1/respondent", "yes"),
        ("times", "22"),
        ("times", "999999"),
    ],
)
def test_what_is_no_answer_never_reaches_the_clock(act: str, said: str) -> None:
    world = issued()
    world.on(MEDIATOR, act, "三天内修好" if act == "option/1" else "")
    accord = [*world.hall.accords.values()][-1]
    world.on("li", f"answer/{accord.accord}/1/{said}")
    assert dict(world.hall.accords[accord.accord].answers) == {}


@pytest.mark.parametrize("said", ["9", "1.1", "1.", "x"])
def test_ranks_name_each_of_the_list_once_at_most(said: str) -> None:
    world = choosing()
    accord = asked(world, Kind.MEDIATORS)
    world.on("li", f"answer/{accord.accord}/1/{said}")
    assert dict(asked(world, Kind.MEDIATORS).answers) == {}
