from domain.dissuasions import Dissuasion, Way, times
from tests.domain.builders import MONDAY


def test_mediation_on_the_spot_is_counted_apart() -> None:
    ways = (Way.VISIT, Way.NOTICE, Way.MEDIATION, Way.TOGETHER, Way.PHONE)
    known = tuple(Dissuasion(MONDAY, "gao", way, "已劝") for way in ways)
    assert times(known) == (4, 1)
    assert times(()) == (0, 0)
