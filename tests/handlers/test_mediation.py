from dataclasses import replace

import pytest

from domain.events import GENESIS
from domain.mediation_states import BEFORE_SIGNED, FINAL, TABLE, Do, Role, Stage
from domain.states import State
from handlers.mediation import ACTS
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    OTHER_MEDIATOR,
    SECRETARY,
    Mediated,
    accepted,
    invited,
    leaking,
    led,
)


def test_story_of_a_leak_up_to_the_talks() -> None:
    world = led()
    assert world.stage() is Stage.PREPARE
    assert world.mediation().mediator == MEDIATOR
    world.press(MEDIATOR, "分别沟通")
    assert world.stage() is Stage.SHUTTLE
    assert "调解员分别沟通" in world.all_heard("li")[-1]
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]


def test_a_button_that_is_unknown_or_stale_does_nothing() -> None:
    world = invited()
    assert world.say("li", press=f"mediation:{NUMBER}:-1:nonsense")
    assert "刚有变化" in world.say("li", press=f"mediation:{NUMBER}:0:consent")[0]
    assert "没有找到" in world.say("li", press="mediation:DQ000009:-1:consent")[0]
    assert world.stage() is Stage.INVITE_B


def test_an_answer_may_be_called_off() -> None:
    world = leaking()
    world.press("wang", "同意调解")
    world.say("wang", "取消")
    assert world.stage() is Stage.OFFER_A


def test_a_stranger_can_do_nothing_in_it() -> None:
    world = led()
    for act in (*ACTS, "shuttle", "fail"):
        world.say("stranger", press=f"mediation:{NUMBER}:-1:{act}")
    assert world.stage() is Stage.PREPARE
    assert world.mediation().seq == led().mediation().seq


@pytest.mark.parametrize("who", ["wang", "li"])
@pytest.mark.parametrize("stage", sorted(BEFORE_SIGNED))
def test_either_side_stops_from_every_stage_in_one_step(who: str, stage: Stage) -> None:
    world = at_stage(stage)
    world.say(who, press=f"mediation:{NUMBER}:-1:stop")
    assert world.stage() is Stage.TERMINATED_BY_PARTY


def at_stage(stage: Stage) -> Mediated:
    world = led()
    world.mediations[NUMBER] = replace(world.mediation(), stage=stage)
    return world


def test_the_other_side_reads_the_same_words_whatever_the_reason() -> None:
    heard = set()
    for words in ("", "他骗人", "不想谈了"):
        world = led()
        world.say("wang", words, press=f"mediation:{NUMBER}:-1:stop")
        heard.add(world.all_heard("li")[-1])
    assert len(heard) == 1
    assert "调解已结束" in heard.pop()


@pytest.mark.parametrize("actor", [SECRETARY, MEDIATOR, OTHER_MEDIATOR, "stranger"])
def test_nobody_who_serves_agrees_reads_or_stops_for_a_side(actor: str) -> None:
    agreeing = ("consent", "said", "silent", "harm/no", "harm/yes", "stop")
    for world, acts in ((invited(), agreeing), (accepted(), ("read", "stop"))):
        before = world.mediation()
        for act in acts:
            world.say(actor, press=f"mediation:{NUMBER}:-1:{act}")
        assert world.mediation() == before


def test_agreement_needs_both_and_silence_or_a_word_is_none() -> None:
    world = invited()
    world.say("li", "好的")
    world.say("li", "知道了")
    world.wait(days=8)
    assert world.stage() is Stage.CLOSED_NO_RESPONSE
    into = {(stage, act, role) for (stage, act, role), to in TABLE.items() if to is Stage.ACCEPTED}
    gained = {key for key in into if key[0] is not Stage.ACCEPTED}
    assert gained == {
        (Stage.INVITE_B, Do.CONSENT, Role.RESPONDENT),
        (Stage.INVITE_B, Do.VERIFY, Role.STAFF),
    }


@pytest.mark.parametrize("words", ["他威胁我，说要弄死我", "他刚才打我，还拿着刀", "他敲诈我"])
@pytest.mark.parametrize("who", ["wang", "li"])
def test_words_of_harm_hold_it_and_the_other_side_hears_nothing(who: str, words: str) -> None:
    world = led()
    other = "li" if who == "wang" else "wang"
    heard = len(world.all_heard(other))
    world.say(who, words)
    assert world.stage() is Stage.SAFETY_HOLD
    assert len(world.all_heard(other)) == heard
    alarm = next(each for each in reversed(world.letters) if each.key == "mediation.staff_held")
    assert (alarm.to, alarm.urgent, alarm.not_before) == (SECRETARY, True, None)
    assert words not in world.rendered(alarm)


def test_words_of_harm_are_no_answer_to_a_question() -> None:
    world = leaking()
    world.press("wang", "同意调解")
    assert "110" in world.say("wang", "他敲诈我")[0]
    assert world.stage() is Stage.SAFETY_HOLD
    world.wait(minutes=31)
    assert "超过时限" in world.all_heard(SECRETARY)[-1]


def test_what_is_final_holds_nothing_more() -> None:
    world = led()
    world.press("wang", "退出调解")
    world.say("wang", "他敲诈我")
    assert world.stage() is Stage.TERMINATED_BY_PARTY


def test_after_a_hold_staff_refer_it_out_or_ask_both_anew() -> None:
    world = led()
    world.say("wang", "他敲诈我")
    world.press(SECRETARY, "恢复")
    assert world.stage() is Stage.SCREEN
    heard = len(world.all_heard("li"))
    world.press(SECRETARY, "可以调解")
    mediation = world.mediation()
    assert mediation.stage is Stage.OFFER_A
    assert (mediation.applicant.consented, mediation.respondent.consented) == ("", "")
    assert (mediation.mediator, mediation.invited) == ("", ())
    assert len(world.all_heard("li")) == heard
    other = led()
    other.say("li", "他敲诈我")
    other.press(SECRETARY, "不调解，转公安等")
    assert other.stage() is Stage.REFERRED_OUT


def test_no_event_names_a_party_and_the_chain_holds() -> None:
    world = led()
    previous, actors = GENESIS, set()
    for event in world.events:
        assert event.previous == previous
        previous = event.hash
        actors.add(event.actor)
    assert world.mediation().head == previous
    assert actors == {SECRETARY, "station", "applicant", "respondent"}


def test_the_case_goes_on_when_it_has_ended() -> None:
    world = led()
    assert world.case().state is State.IN_MEDIATION
    world.press("li", "退出调解")
    world.strike()
    assert world.case().state is State.ACCEPTED
    assert world.mediation().wake_at is None
    assert world.stage() in FINAL


def test_what_is_on_hold_is_not_held_twice() -> None:
    world = led()
    world.say("wang", "他敲诈我")
    held = len(world.events)
    world.say("wang", "他敲诈我")
    assert len(world.events) == held
    assert world.stage() is Stage.SAFETY_HOLD
