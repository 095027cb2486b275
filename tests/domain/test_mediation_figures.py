"""P16: a no, no answer and leaving are neutral in every figure."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from domain.mediation_figures import (
    Counts,
    Dispute,
    Origin,
    dispute_of,
    figures_of,
    origin_of,
    total,
)
from tests.domain.builders import MONDAY, demo_rules
from tests.mediation_table import (
    MEDIATOR,
    NUMBER,
    PAYS,
    REPAIRS,
    Mediated,
    given,
    in_force,
    invited,
    led,
)

UNTIL = MONDAY + timedelta(days=60)


def counts(world: Mediated) -> Counts:
    lived = [(world.mediation(), tuple(world.events))]
    found = figures_of(lived, MONDAY, UNTIL)
    assert set(found) == set(Dispute)
    return found[Dispute.DAMAGES]


def test_there_are_fifteen_types_and_every_leaf_has_one() -> None:
    assert tuple(Dispute) == (
        Dispute.FAMILY,
        Dispute.NEIGHBOURS,
        Dispute.HOUSE,
        Dispute.CONTRACT,
        Dispute.PRODUCTION,
        Dispute.DAMAGES,
        Dispute.LAND,
        Dispute.EXPROPRIATION,
        Dispute.ENVIRONMENT,
        Dispute.LABOUR,
        Dispute.CONSUMER,
        Dispute.MEDICAL,
        Dispute.TRAFFIC,
        Dispute.PROPERTY,
        Dispute.OTHER,
    )
    types = {dispute_of(code) for code in demo_rules().categories.leaves}
    assert {Dispute.FAMILY, Dispute.PROPERTY, Dispute.LABOUR, Dispute.OTHER} <= types
    assert dispute_of("M1") is Dispute.OTHER
    assert dispute_of("A7") is Dispute.HOUSE


@pytest.mark.parametrize(
    ("words", "origin"),
    [
        ("居民申请调解", Origin.APPLIED),
        ("派出所转来", Origin.HANDED),
        ("法院委托，当事人申请", Origin.HANDED),
        ("想谈赔偿", Origin.OWN),
        ("", Origin.OWN),
    ],
)
def test_origin_stands_in_what_staff_wrote(words: str, origin: Origin) -> None:
    assert origin_of(words) is origin


def test_a_written_agreement_counts_with_its_money_and_then_as_performed() -> None:
    world = in_force(REPAIRS, PAYS)
    assert counts(world) == Counts(accepted=1, own=1, written=1, fen=260000)
    for act in ("received/1", "received/2"):
        world.say("wang", press=f"mediation:{NUMBER}:-1:{act}")
    assert counts(world) == Counts(accepted=1, own=1, written=1, fen=260000, performed=1)


def test_an_oral_one_has_a_column_of_its_own() -> None:
    world = given("乙方 当场付2600元", oral=True)
    world.press("wang", "我同意，签字")
    world.press("li", "我同意，签字")
    assert counts(world) == Counts(accepted=1, own=1, oral=1, fen=260000)


def test_what_was_not_done_and_what_failed() -> None:
    world = in_force(REPAIRS)
    for _ in range(40):
        world.wait(days=1)
    assert counts(world).unperformed == 1
    failed = led()
    failed.say(MEDIATOR, press=f"mediation:{NUMBER}:-1:fail")
    assert counts(failed) == Counts(accepted=1, own=1, failed=1)


def test_a_no_no_answer_and_leaving_change_no_rate() -> None:
    refused, silent, left = invited(), invited(), led()
    refused.press("li", "不愿意")
    for _ in range(8):
        silent.wait(days=1)
    left.press("li", "退出调解")
    for world in (refused, silent, left):
        assert counts(world).apart == 1
        assert counts(world).rate is None
    settled = counts(in_force(REPAIRS))
    whole = total([settled, *(counts(world) for world in (refused, silent, left))])
    assert settled.rate == whole.rate == Fraction(1)
    assert total([settled, Counts(failed=1)]).rate == Fraction(1, 2)


def test_what_was_handed_over_is_told_apart() -> None:
    world = led()
    handed = replace(world.mediation(), origin=Origin.HANDED.value)
    found = figures_of([(handed, tuple(world.events))], MONDAY, UNTIL)[Dispute.DAMAGES]
    assert (found.own, found.handed, found.applied) == (0, 1, 0)


def test_only_what_happened_in_the_time_counts() -> None:
    world = in_force(REPAIRS)
    lived = [(world.mediation(), tuple(world.events))]
    after = figures_of(lived, UNTIL, UNTIL + timedelta(days=1))
    assert total(after.values()) == Counts()


def test_an_agreement_that_is_gone_counts_without_its_money() -> None:
    world = in_force(PAYS)
    bare = replace(world.mediation(), agreement=None)
    found = figures_of([(bare, tuple(world.events))], MONDAY, UNTIL)
    assert found[Dispute.DAMAGES] == Counts(accepted=1, own=1, written=1)
