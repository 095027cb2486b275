import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot import carrier
from bot.carrier import BEHIND, LEASE, Carrier, Returned
from bot.clock import FixedClock
from bot.points import pass_by
from bot.slips import Slips
from domain.people import Address
from domain.refusals import Unreachable
from domain.turns import Arrived, Letter, Sealed
from storage.outbox import Claimed
from tests.bot.street import sealed
from tests.bot.workshop import COMMUNITY, START

FIRST = Claimed(7, COMMUNITY, "wang", Address("test", "wang"), Letter("wang", "one"), 0, 7, START)
SECOND = replace(FIRST, letter_id=8, letter=Letter("wang", "two"), order=8)


@dataclass
class Untidy:
    """A door through which every letter comes, and which fails when it cleans up behind it."""

    fault: Exception | None = None
    came: list[str] = field(default_factory=list)
    channel: str = "test"

    async def send(self, letter: Sealed, arrived: Arrived) -> None:
        self.came.append(letter.text)
        arrived()
        if self.fault:
            raise self.fault
        await asyncio.sleep(60)


async def carried(door: Untidy, *letters: Claimed, late_by: float = 0) -> list[Returned]:
    returned: list[Returned] = []
    clock = FixedClock(START)
    found = Carrier({"test": door}, sealed, returned.append, clock, Slips(), pass_by)
    await found.carry(letters, asyncio.get_running_loop().time() - late_by)
    return returned


@pytest.mark.parametrize("fault", [Unreachable("shut"), ZeroDivisionError(), None])
async def test_what_fails_after_the_arrival_sends_no_letter_again(
    monkeypatch: pytest.MonkeyPatch, fault: Exception | None
) -> None:
    monkeypatch.setattr(carrier, "PATIENCE", timedelta(milliseconds=20))
    door = Untidy(fault)
    returned = await carried(door, FIRST, SECOND)
    assert returned == [Returned(FIRST, words="one"), Returned(SECOND, words="two")]
    assert door.came == ["one", "two"]


async def test_who_stood_still_sends_nothing_that_another_may_have_claimed_since() -> None:
    door = Untidy(ZeroDivisionError())
    returned = await carried(door, FIRST, SECOND, late_by=LEASE.total_seconds())
    assert [(each.why, each.pause) for each in returned] == [(BEHIND, timedelta(0))] * 2
    assert door.came == []


def test_a_letter_is_never_on_its_way_longer_than_it_is_leased() -> None:
    assert timedelta(0) < carrier.PATIENCE < LEASE


@pytest.mark.parametrize(
    ("returned", "kind"),
    [
        (Returned(FIRST, words="one"), "sent"),
        (Returned(FIRST, why="shut", pause=timedelta(seconds=1)), "again"),
        (Returned(FIRST, why="shut"), "dead"),
        (Returned(FIRST, why="blocked", pause=timedelta(seconds=1), for_good=True), "dead"),
    ],
)
def test_each_fate_has_its_name_among_the_figures(returned: Returned, kind: str) -> None:
    assert returned.kind == kind
