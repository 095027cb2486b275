import hashlib

import pytest

from domain.mediation_stages import Do, Stage
from domain.proceedings import Room
from handlers.speaking import VOICES
from tests.mediation_table import MEDIATOR, NUMBER, SECRETARY, Mediated, led, talking, together

SECRET = "其实我最多可以赔三千块钱，但是他得先道歉"


def told() -> Mediated:
    world = talking()
    world.on("li", "say", SECRET)
    return world


def test_what_a_side_says_alone_goes_to_the_mediator_and_to_nobody_else() -> None:
    world = told()
    assert SECRET in world.all_heard(MEDIATOR)[-1]
    for other in ("wang", SECRETARY):
        assert not any("三千" in each for each in world.all_heard(other))
    (word,) = world.hall.words
    assert (word.room, word.role, word.person_id) == (Room.RESPONDENT, "respondent", "li")


def test_the_chain_holds_the_hash_of_the_words_and_never_the_words() -> None:
    event = told().events[-1]
    assert event.act is Do.SAY
    assert event.digest == hashlib.sha256(SECRET.encode()).hexdigest()
    assert event.actor == "respondent"
    assert "三千" not in repr(event)


def test_without_words_it_is_asked_for_them_and_a_number_is_no_button() -> None:
    world = talking()
    assert "只有调解员看得到" in world.press("wang", "对调解员说")[0]
    world.say("wang", "2")
    assert "单独对您说：“2”" in world.all_heard(MEDIATOR)[-1]
    world.press(MEDIATOR, "对申请人说")
    world.say(MEDIATOR, "好的，我先听听")
    assert "调解员对您说：“好的，我先听听”" in world.all_heard("wang")[-1]
    assert "[对调解员说]" in world.all_heard("wang")[-1]


@pytest.mark.parametrize("act", ["say_a", "tell"])
@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("他私下说最多可以赔三千块钱，你看行不行", "单独说的话"),
        ("他最多赔3000元", "金额"),
    ],
)
def test_a_slip_of_the_mediator_goes_nowhere_and_is_recorded(
    act: str, words: str, why: str
) -> None:
    world = told()
    before = len(world.all_heard("wang"))
    assert why in world.on(MEDIATOR, act, words)[0]
    assert len(world.all_heard("wang")) == before
    assert world.events[-1].act is Do.BLOCK
    assert world.events[-1].reason.startswith("slip:")
    assert len(world.hall.words) == 1


def test_to_its_own_source_the_mediator_may_say_it() -> None:
    world = told()
    world.on(MEDIATOR, "say_b", "您说最多可以赔三千块钱，我没有转给对方")
    assert "三千块钱" in world.all_heard("li")[-1]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("你不签就起诉你", "threat"),
        ("再不谈要扣分的", "score"),
        ("我要上报单位", "report"),
        ("这会影响孩子", "family"),
        ("大家都同意了，就差你", "others"),
        ("请今天之内答复", "hurry"),
    ],
)
@pytest.mark.parametrize("act", ["say_a", "say_b", "tell"])
def test_nobody_who_serves_presses_a_side(act: str, words: str, reason: str) -> None:
    world = talking()
    before = [len(world.all_heard(side)) for side in ("wang", "li")]
    assert "没有发出" in world.on(MEDIATOR, act, words)[0]
    assert [len(world.all_heard(side)) for side in ("wang", "li")] == before
    assert (world.events[-1].act, world.events[-1].reason) == (Do.BLOCK, f"pressure:{reason}")


def test_a_side_may_say_what_it_likes_about_pressing() -> None:
    world = talking()
    world.on("wang", "say", "他不签就算了，大家都同意了")
    assert "大家都同意了" in world.all_heard(MEDIATOR)[-1]


def test_words_of_harm_hold_it_at_once_and_nobody_else_hears_why() -> None:
    for words in ("昨天他拿刀威胁我", "他打我"):
        world = talking()
        before = len(world.all_heard("li")), len(world.all_heard(MEDIATOR))
        assert "110" in world.on("wang", "say", words)[0]
        assert world.stage() is Stage.SAFETY_HOLD
        assert (len(world.all_heard("li")), len(world.all_heard(MEDIATOR))) == before
        assert "30分钟" in world.all_heard(SECRETARY)[-1]
        assert world.hall.words == []


def test_together_everybody_hears_and_the_mediators_filters_stay() -> None:
    world = together()
    world.on("wang", "joint", "我只想把水管修好")
    for who in ("li", MEDIATOR):
        assert "申请人说：“我只想把水管修好”" in world.all_heard(who)[-1]
    assert "我只想" not in world.all_heard("wang")[-1]
    assert "没有发出" in world.on(MEDIATOR, "joint", "现在就签吧")[0]
    world.on(MEDIATOR, "joint", "那先说水管")
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]


@pytest.mark.parametrize("act", VOICES)
def test_nobody_speaks_where_he_has_no_voice(act: str) -> None:
    world = led()
    for who in ("wang", "li", SECRETARY, "stranger"):
        assert world.on(who, act, "大家好")
    assert world.hall.words == []


def test_the_latest_words_are_shown_to_who_may_read_them() -> None:
    world = told()
    assert "还没有人说话" in world.on("wang", "words")[0]
    assert "三千" in world.on("li", "words")[0]
    assert "被申请人：" in world.on(MEDIATOR, "words")[0]
    assert "不由您" in world.on(SECRETARY, "words")[0]


def test_a_phone_that_others_read_shows_neutral_words_alone() -> None:
    world = talking()
    world.say("wang", "隐藏")
    world.on(MEDIATOR, "say_a", "明天再说")
    assert "明天再说" not in world.all_heard("wang")[-1]
    assert "明天再说" in world.on("wang", "words")[0]


def test_numbers_of_people_are_masked_on_their_way() -> None:
    world = talking()
    world.on("wang", "say", "打我电话13812345678")
    assert "138****5678" in world.all_heard(MEDIATOR)[-1]
    assert f"mediation:{NUMBER}" in world.letters[-1].choices[0].press
