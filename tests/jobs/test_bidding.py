from domain.accord_kinds import Kind
from domain.accords import AccordState
from tests.handlers.test_answering import asked
from tests.handlers.test_bidding import bidding, bids, price
from tests.mediation_table import MEDIATOR


def test_while_one_number_is_missing_nothing_is_looked_at() -> None:
    world = bidding()
    world.on("wang", f"bid/{asked(world, Kind.BIDDING).accord}", "5000")
    before = len(world.letters)
    world.strike()
    assert len(world.letters) == before + 0
    assert price(world) == 0


def test_the_order_of_arrival_makes_no_difference() -> None:
    first, second = bidding(), bidding()
    bids(first, "5200", "4400")
    accord = asked(second, Kind.BIDDING).accord
    second.on("li", f"bid/{accord}", "4400")
    second.on("wang", f"bid/{accord}", "5200")
    second.strike()
    assert price(first) == price(second) == 4800


def test_the_mediator_hears_that_they_met_and_no_number() -> None:
    world = bids(bidding(), "5200", "4400")
    told = "".join(world.all_heard(MEDIATOR))
    assert "报价谈拢" in world.all_heard(MEDIATOR)[-1]
    assert not any(number in told for number in ("5200", "4400", "4800"))


def test_a_bidding_that_ended_asks_nothing_more() -> None:
    world = bids(bidding(), "5200", "4400")
    assert asked(world, Kind.BIDDING).state is AccordState.DONE
    assert not asked(world, Kind.CLOSE).is_live


def test_once_both_were_told_how_near_they_are_it_may_still_end_in_a_price() -> None:
    world = bids(bidding(), "8000", "2000")
    close = asked(world, Kind.CLOSE).accord
    for side in ("wang", "li"):
        world.on(side, f"close/{close}")
    world.strike()
    assert not asked(world, Kind.CLOSE).is_live
    assert price(bids(world, "5200", "4400")) == 4800
