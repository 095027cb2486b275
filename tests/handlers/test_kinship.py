import pytest

from domain.mediation_states import Do, Stage
from domain.turns import Letter
from tests.handlers.test_visiting import visit
from tests.mediation_table import NUMBER, SECRETARY, Mediated, accepted, invited, leaking

WORDS = "天成花园3幢2单元602室，对方是她前夫"


def related(*, at_the_door: bool = False) -> Mediated:
    """Return the world after the secretary named the tie and the applicant is not afraid."""
    world = leaking(words=WORDS, other=not at_the_door)
    world.press("wang", "同意调解")
    world.press("wang", "没有")
    world.press("wang", "不写")
    world.strike()
    return world


def everything(world: Mediated, who: str) -> str:
    return "".join(world.all_heard(who))


def test_who_says_it_is_family_is_asked_alone_before_anybody_hears_of_it() -> None:
    world = leaking()
    world.press("wang", "同意调解")
    said = world.press("wang", "是家人或伴侣")[0]
    assert "让您害怕" in said
    assert said.endswith("[没有]\n[有]\n[不想说]")
    assert world.stage() is Stage.OFFER_A
    world.press("wang", "没有")
    world.say("wang", "修好水管就行")
    assert world.stage() is Stage.INVITE_B
    assert world.mediation().related
    assert world.mediation().statement == "修好水管就行"


def test_the_other_side_is_asked_alone_too_before_its_yes_counts() -> None:
    world = related()
    assert "让您害怕" in world.press("li", "同意调解")[0]
    assert world.stage() is Stage.INVITE_B
    world.press("li", "没有")
    assert world.stage() is Stage.ACCEPTED
    assert "害怕" not in everything(world, SECRETARY)


@pytest.mark.parametrize("answer", ["有", "不想说"])
@pytest.mark.parametrize("who", ["wang", "li"])
def test_who_is_afraid_or_does_not_say_is_heard_and_the_other_learns_nothing(
    who: str, answer: str
) -> None:
    world = related() if who == "li" else leaking(words=WORDS)
    other = "wang" if who == "li" else "li"
    before = world.all_heard(other)
    world.press(who, "同意调解")
    assert "110" in world.press(who, answer)[0]
    assert world.stage() is Stage.SAFETY_HOLD
    assert world.all_heard(other) == before
    told = world.all_heard(SECRETARY)[-1]
    assert "30分钟内" in told
    assert "[恢复]" not in told
    # Neither the letter nor the chain tells whose answer it was.
    assert not any(word in told for word in ("申请人", "被申请人", "502", "602"))
    event = world.events[-1]
    assert (event.act, event.actor, event.reason, event.digest) == (Do.HOLD, "station", "", "")


def notice_of(who: str, answer: str) -> Letter:
    """Return what the secretary reads after that side answered, late in the evening."""
    world = related() if who == "li" else leaking(words=WORDS)
    world.press(who, "同意调解")
    world.at = world.at.replace(hour=14, minute=30)
    world.press(who, answer)
    return world.letters[-1]


def test_the_notice_says_the_same_whoever_answered_whatever_and_waits_for_no_morning() -> None:
    notices = [notice_of(who, answer) for who in ("wang", "li") for answer in ("有", "不想说")]
    for notice in notices:
        assert (notice.to, notice.key) == (SECRETARY, "kinship.staff_held")
        assert notice.values == notices[0].values
        assert (notice.urgent, notice.not_before) == (True, None)


def test_who_names_the_tie_himself_and_is_afraid_leaves_it_known_as_family() -> None:
    world = leaking()
    for label in ("同意调解", "是家人或伴侣", "有"):
        world.press("wang", label)
    assert world.stage() is Stage.SAFETY_HOLD
    assert (world.mediation().related, world.mediation().barred) == (True, True)


def test_it_then_only_goes_out_and_is_never_begun_again() -> None:
    world = leaking(words=WORDS)
    world.press("wang", "同意调解")
    world.press("wang", "有")
    assert "只能转出" in world.say(SECRETARY, press=f"mediation:{NUMBER}:-1:resume")[0]
    assert "[恢复]" not in world.say(SECRETARY, "我的调解")[0]
    world.press(SECRETARY, "不调解，转公安等")
    assert world.stage() is Stage.REFERRED_OUT
    world.strike()
    world.pass_time(days=30)
    assert "只能转出" in world.act(SECRETARY, "mediate", NUMBER, WORDS)[0]


def test_the_question_cannot_be_passed_by_a_button_of_another_letter() -> None:
    world = leaking(words=WORDS)
    for act in ("silent", "said", "consent"):
        assert "让您害怕" in world.say("wang", press=f"mediation:{NUMBER}:-1:{act}")[0]
        assert world.stage() is Stage.OFFER_A


def test_only_who_is_asked_for_his_yes_answers_it() -> None:
    world = accepted()
    for who in ("wang", "li", SECRETARY):
        before = world.mediation()
        for act in ("harm/yes", "harm/no", "kin"):
            world.say(who, press=f"mediation:{NUMBER}:-1:{act}")
        assert world.mediation() == before


def test_who_calls_back_about_a_yes_at_the_door_asks_alone() -> None:
    world = related(at_the_door=True)
    for days in (2, 2, 1):
        world.wait(days=days)
    visit(world, world.mediation().captain, "yes", "赵阿姨")
    assert "单独接听" in world.all_heard(SECRETARY)[-1]
    plain = invited(other=False)
    for days in (2, 2, 1):
        plain.wait(days=days)
    visit(plain, plain.mediation().captain, "yes", "赵阿姨")
    assert "单独接听" not in plain.all_heard(SECRETARY)[-1]
