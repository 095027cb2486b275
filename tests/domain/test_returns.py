from domain.returns import DECIDED, DECIDED_FROM, REASONS
from tests.handlers.tabletop import catalog


def test_every_reason_has_words_for_a_button() -> None:
    assert {f"passing.return_{code}" for code in REASONS} <= set(catalog().sentences)


def test_the_second_return_is_the_one_that_is_decided() -> None:
    assert (DECIDED_FROM, DECIDED) == (2, "decided")
