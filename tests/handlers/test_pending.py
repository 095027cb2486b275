from domain.mediation_states import Stage
from tests.handlers.test_bidding import bidding
from tests.mediation_table import (
    MEDIATOR,
    OTHER_MEDIATOR,
    PAYS,
    REPAIRS,
    Mediated,
    given,
    in_force,
    led,
    signed_by_both,
    talking,
    together,
)


def mine(world: Mediated, who: str) -> str:
    """What somebody finds who said something else and asks where it stands."""
    world.say(who, "谢谢")
    return "\n".join(world.say(who, "我的调解"))


def test_the_sign_button_is_found_again_after_other_words() -> None:
    world = given()
    assert "[我看完全文了]" in mine(world, "wang")
    assert "[我同意，签字]" not in mine(world, "wang")
    world.press("wang", "我看完全文了")
    world.pass_time(hours=2)
    assert "[我同意，签字]" in mine(world, "wang")
    assert "[我看完全文了]" not in mine(world, "wang")
    assert "已记下您的签字" in world.press("wang", "我同意，签字")[0]
    assert "[我同意，签字]" not in mine(world, "wang")
    assert "[我看完全文了]" in mine(world, "li")


def test_a_side_that_waits_to_sign_is_offered_its_own_acts_only() -> None:
    told = mine(given(), "wang")
    assert "[再谈谈]" in told
    assert "[分别沟通]" not in told
    assert "[我已了解]" not in told


def test_the_whole_words_carry_the_button_that_waits() -> None:
    world = given()
    world.press("wang", "我看完全文了")
    world.pass_time(hours=2)
    mine(world, "wang")
    assert "[我同意，签字]" in world.press("wang", "看协议全文")[0]


def test_what_is_still_being_written_waits_for_nobody() -> None:
    world = led()
    world.on(MEDIATOR, "draft")
    world.say(MEDIATOR, "甲方 王秀英；乙方 李明")
    assert world.stage() is Stage.DRAFT
    assert "[再谈谈]" not in mine(world, "wang")


def test_words_of_an_oral_agreement_are_agreed_to_at_once() -> None:
    assert "[我同意，签字]" in mine(given("乙方 当场付2600元", oral=True), "wang")


def test_the_seal_is_found_again_once_both_signed() -> None:
    assert "[核对无误，盖章]" not in mine(given(), OTHER_MEDIATOR)
    world = signed_by_both()
    assert "[核对无误，盖章]" in mine(world, OTHER_MEDIATOR)
    assert "[核对无误，盖章]" not in mine(world, MEDIATOR)


def test_a_promise_is_called_kept_by_who_owes_and_confirmed_by_who_was_owed() -> None:
    world = in_force(REPAIRS, PAYS)
    owes, owed = mine(world, "li"), mine(world, "wang")
    assert "[第1条我做了]" in owes
    assert "[第2条我做了]" in owes
    assert "收到了]" not in owes
    assert "[第1条收到了]" in owed
    assert "我做了]" not in owed
    assert "没有收到" not in owed
    world.press("li", "第1条我做了")
    assert "[第1条我做了]" not in mine(world, "li")
    assert "[第1条没有收到]" in mine(world, "wang")
    world.press("wang", "第1条收到了")
    assert "第1条" not in mine(world, "wang").partition("[")[2]


def test_the_three_questions_are_found_again_until_they_are_answered() -> None:
    world = in_force(REPAIRS)
    mine(world, "li")
    world.press("li", "第1条我做了")
    world.press("wang", "第1条收到了")
    assert world.stage() is Stage.FOLLOW_UP
    assert "[回答]" not in mine(world, "wang")
    world.wait(days=7)
    assert "[回答]" in mine(world, "wang")
    for label in ("回答", "都做到了", "没有", "公平"):
        world.press("wang", label)
    assert "[回答]" not in mine(world, "wang")
    assert "[回答]" in mine(world, "li")


def test_the_common_room_is_open_from_the_list_to_all_in_it() -> None:
    world = together()
    for who in ("wang", "li", MEDIATOR):
        assert "[当着大家说]" in mine(world, who)
    assert "[当着大家说]" not in mine(talking(), "wang")


def test_a_round_of_bids_waits_until_a_number_was_named() -> None:
    world = bidding()
    assert "[报我的数]" in mine(world, "wang")
    world.press("wang", "报我的数")
    world.say("wang", "2800")
    assert "[报我的数]" not in mine(world, "wang")
    assert "[报我的数]" in mine(world, "li")
