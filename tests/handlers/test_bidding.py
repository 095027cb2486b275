from datetime import timedelta

import pytest

from domain.accord_kinds import Kind
from domain.accords import Accord, AccordState
from domain.issues import IssueStatus
from tests.handlers.test_asking import issued
from tests.handlers.test_signing import Rebound
from tests.mediation_table import MEDIATOR, NUMBER, SECRETARY, Mediated

# The claimant is 502 (wang), the payer 602 (li).


def bidding(tolerance: str = "20") -> Mediated:
    world = issued()
    world.on(MEDIATOR, "bidding/1/respondent")
    world.both(f"最多差{tolerance}%")
    return world


def running(world: Mediated, kind: Kind = Kind.BIDDING) -> Accord:
    return [each for each in world.hall.accords.values() if each.kind is kind][-1]


def bids(world: Mediated, claim: str, offer: str) -> Mediated:
    for who, words in (("wang", claim), ("li", offer)):
        world.press(who, "报我的数")
        assert "封存" in world.say(who, words)[0]
    world.strike()
    return world


def price(world: Mediated) -> int:
    asked = [each for each in world.hall.accords.values() if each.kind is Kind.PRICE]
    return asked[-1].amount // 100 if asked else 0


# The worked table of docs/sources.md#bids, in yuan.
@pytest.mark.parametrize(
    ("claim", "offer", "tolerance", "met"),
    [
        ("8000", "2000", "20", 0),
        ("6000", "4000", "20", 0),
        ("5200", "4400", "20", 4800),
        ("4500", "5000", "20", 4750),
        ("5000", "4000", "20", 4500),
        ("5000", "3999", "20", 0),
        ("3001", "3000", "0", 0),
    ],
)
def test_numbers_meet_as_the_worked_table_says(
    claim: str, offer: str, tolerance: str, met: int
) -> None:
    world = bids(bidding(tolerance), claim, offer)
    assert price(world) == met
    assert "没有谈拢" in world.all_heard("li")[-2] or met


def test_what_each_learns_is_told_before_and_the_smaller_tolerance_holds() -> None:
    world = issued()
    world.on(MEDIATOR, "bidding/1/respondent")
    told = world.all_heard("li")[-1]
    for words in ("谁也看不到", "三轮", "都能算出对方报的数", "删掉"):
        assert words in told
    world.press("wang", "最多差30%")
    world.press("li", "最多差5%")
    world.strike()
    assert running(world).tolerance == 5


def test_a_price_is_settled_only_by_each_sides_own_yes() -> None:
    world = bids(bidding(), "5200", "4400")
    assert world.hall.bids == {}
    assert world.hall.issues[1].status is IssueStatus.OPEN
    world.both()
    issue = world.hall.issues[1]
    assert issue.status is IssueStatus.AGREED
    assert (issue.terms.amount, issue.terms.payer, issue.way) == (480_000, "respondent", "bids")
    assert "谈成了：对方（被申请人）付4800元" in world.all_heard("wang")[-1]


def test_a_price_that_one_does_not_confirm_is_none() -> None:
    world = bids(bidding(), "5200", "4400")
    world.press("wang", "同意")
    world.press("li", "不同意")
    world.strike()
    assert world.all_heard("wang")[-1] == world.all_heard("li")[-1]
    assert world.hall.issues[1].status is IssueStatus.OPEN


def test_a_lone_bid_is_destroyed_unread_and_only_the_end_of_the_round_is_told() -> None:
    world = bidding()
    world.press("wang", "报我的数")
    world.say("wang", "5000")
    assert len(world.hall.bids) == 1
    world.wait(hours=48)
    assert world.hall.bids == {}
    for side in ("wang", "li"):
        assert "作废" in world.all_heard(side)[-2]
        assert "第2轮" in world.all_heard(side)[-1]
        assert "5000" not in "".join(world.all_heard(side))


def test_after_three_rounds_it_is_over_and_nothing_is_left() -> None:
    world = bidding()
    for claim, offer in (("9000", "1000"), ("8000", "2000"), ("7000", "3000")):
        bids(world, claim, offer)
    assert world.hall.bids == {}
    assert running(world).state is AccordState.EXPIRED
    assert "已全部删除" in world.all_heard("wang")[-1]
    assert "已经结束" in world.on("wang", f"bid/{running(world).accord}")[0]


def test_a_number_only_goes_nearer_is_given_once_a_round_and_is_money() -> None:
    world = bids(bidding(), "8000", "2000")
    accord = running(world).accord
    assert "不能加价" in world.on("wang", f"bid/{accord}", "8001")[0]
    assert "不能加价" in world.on("li", f"bid/{accord}", "1999")[0]
    assert "大于零" in world.on("wang", f"bid/{accord}", "不知道")[0]
    world.on("wang", f"bid/{accord}", "7500")
    assert "已经报过" in world.on("wang", f"bid/{accord}", "7000")[0]


@pytest.mark.parametrize("who", [MEDIATOR, SECRETARY, "stranger"])
def test_nobody_else_bids_or_reads_a_bid(who: str) -> None:
    world = bidding()
    accord = running(world).accord
    world.on("wang", f"bid/{accord}", "5000")
    world.on(who, f"bid/{accord}", "4000")
    assert len(world.hall.bids) == 1
    desk = world.desk(who, "dongqiao").proceedings.get(NUMBER)
    assert not desk or desk.bids == ()
    assert world.desk("li", "dongqiao").proceedings[NUMBER].bids == ()


def test_the_words_of_a_bid_are_kept_in_no_record() -> None:
    world = bidding()
    step = world.step("wang", "5000", press=f"mediation:{NUMBER}:-1:bid/{running(world).accord}")
    assert step.sealed
    assert "5000" not in "".join(map(repr, (step.says, step.dialogue, world.events)))


@pytest.mark.parametrize(("numbers", "near"), [(("8000", "5000"), True), (("8000", "4000"), False)])
def test_nearness_is_told_only_if_both_ask(numbers: tuple[str, str], *, near: bool) -> None:
    world = bids(bidding(), *numbers)
    world.press("wang", "想知道差距近不近")
    before = world.all_heard("li")[:]
    world.strike()
    assert world.all_heard("li") == before
    world.press("li", "想知道差距近不近")
    world.strike()
    said = "相差不大" if near else "还差得多"
    for side in ("wang", "li"):
        assert said in world.all_heard(side)[-1]
    assert "已经结束" in world.on("li", f"close/{running(world, Kind.CLOSE).accord}")[0]
    assert "已经结束" in world.on("li", "close/999")[0]


def test_one_that_asks_for_nearness_alone_hears_nothing() -> None:
    world = bids(bidding(), "9000", "1000")
    world.press("wang", "想知道差距近不近")
    world.wait(hours=48)
    world.wait(hours=48)
    world.wait(hours=48)
    assert not any("差距：" in each for each in world.all_heard("wang"))


def test_nearness_before_any_complete_round_is_nothing_to_tell() -> None:
    world = bidding()
    close = running(world, Kind.CLOSE).accord
    for side in ("wang", "li"):
        world.on(side, f"close/{close}")
    world.strike()
    assert not any("差距：" in each for each in world.all_heard("li"))


def test_without_both_tolerances_there_is_no_bidding() -> None:
    world = issued()
    world.on(MEDIATOR, "bidding/1/respondent")
    world.press("wang", "最多差10%")
    world.press("li", "不同意")
    world.strike()
    assert running(world).state is AccordState.REFUSED
    assert "没有都同意" in world.all_heard("wang")[-1]


@pytest.mark.parametrize("hours", [1, 71, 72])
def test_an_account_bound_anew_bids_nothing(hours: int) -> None:
    """P12: three days later, or face to face with who mediates."""
    world = bidding()
    rebound = Rebound(**{name: getattr(world, name) for name in world.__dataclass_fields__})
    rebound.bound_for = timedelta(hours=hours)
    said = rebound.on("wang", f"bid/{running(rebound).accord}", "5000")[0]
    assert ("三天" in said) is (hours != 72)
    assert len(rebound.hall.bids) == (hours == 72)
