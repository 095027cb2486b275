import pytest

from domain.extensions import farthest, most
from domain.states import Part


@pytest.mark.parametrize(
    ("parts", "days", "times"),
    [
        ({Part.HOLDER}, 15, 1),
        ({Part.HOLDER, Part.SUPERVISOR}, 60, 2),
        ({Part.SUPERVISOR, Part.CALLER}, 60, 3),
        ({Part.REPORTER}, 15, 0),
    ],
)
def test_who_stands_higher_may_move_a_promise_farther_and_more_often(
    parts: set[Part], days: int, times: int
) -> None:
    assert farthest(parts).amount == days
    assert most(parts) == times
