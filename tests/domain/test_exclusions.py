from dataclasses import replace

from domain.exclusions import Exclusion
from tests.domain.builders import MONDAY


def test_it_waits_until_somebody_else_has_decided() -> None:
    proposed = Exclusion("at_law", "wang", MONDAY)
    assert proposed.awaits_review
    assert not replace(proposed, reviewed_by="chen").awaits_review
