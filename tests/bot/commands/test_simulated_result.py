from dataclasses import replace

from bot.commands.simulated_result import Result
from storage.figures import Kept

RESULT = Result(
    communities=1,
    days=10,
    matters=5,
    seed=1,
    cases=4,
    turns=20,
    errors=0,
    promises=Kept(3, 1, 2),
    nudges=6,
    climbs=1,
    weekly=(1, 2, 3, 14),
    answers=8,
    keys={"staff.told": 1.234},
    seconds=2.0,
    floor=0.5,
)


def test_shares_are_of_what_has_ended() -> None:
    plain = RESULT.plain()
    assert (plain["share"], plain["nudges"], plain["climbs"]) == ("75.0%", 1.5, 0.25)
    assert (plain["mean"], plain["median"], plain["most"], plain["over"]) == (5, 2.5, 14, "25.0%")
    assert plain["answers"] == 2
    assert plain["keys"] == {"staff.told": 1.23}
    assert (plain["day"], plain["floor"], plain["ratio"]) == (200.0, 50.0, 4.0)


def test_an_empty_run_divides_by_nothing() -> None:
    nothing = replace(RESULT, cases=0, promises=Kept(0, 0, 0), weekly=(), floor=0.0)
    plain = nothing.plain()
    assert (plain["share"], plain["nudges"], plain["mean"], plain["ratio"]) == ("-", 6, 0, 0)
