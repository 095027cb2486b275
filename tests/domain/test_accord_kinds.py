from datetime import timedelta

from domain.accord_kinds import RULES, Kind
from domain.accords import due_after
from tests.domain.builders import MONDAY


def test_every_kind_has_its_rule_and_waits_at_least_a_day() -> None:
    assert set(RULES) == set(Kind)
    assert all(rule.hours >= 24 for rule in RULES.values())
    assert due_after(Kind.RELAY, MONDAY) == MONDAY + timedelta(hours=24)


def test_numbers_and_words_of_a_caucus_are_never_answered_by_telephone() -> None:
    by_telephone = {kind for kind, rule in RULES.items() if rule.assisted}
    assert by_telephone.isdisjoint({Kind.RELAY, Kind.NUMBER, Kind.BIDDING, Kind.PRICE, Kind.CLOSE})


def test_what_would_tell_on_a_side_stays_unsaid_until_the_other_has_answered() -> None:
    blind = {kind for kind, rule in RULES.items() if rule.blind}
    assert blind >= {Kind.OPTION, Kind.NUMBER, Kind.BIDDING, Kind.PRICE, Kind.MEDIATORS}
