import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot import outbox
from bot.carrier import LEASE
from domain.refusals import Unreachable
from domain.turns import Letter
from tests.bot.street import Opening, street
from tests.bot.workshop import START

pytestmark = pytest.mark.usefixtures("each_store")


async def test_letters_of_a_clock_that_was_set_back_go_within_a_lease(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "SWEEP", timedelta(milliseconds=10))
    door = Opening()
    morning = START + timedelta(days=1)
    async with street(tmp_path, door) as place:
        door.faults["wang"] = [Unreachable("shut")]
        place.clock.move(timedelta(days=2))
        held = Letter("li", "in the morning", not_before=place.clock.now() + timedelta(hours=9))
        await place.write(Letter("wang", "hello"), held)
        await place.until_tried(1, 0)
        place.clock._at = morning
        await place.pass_time(LEASE - timedelta(seconds=1))
        await asyncio.sleep(0.1)
        assert door.arrived == []
        await place.pass_time(timedelta(seconds=1) + LEASE)
        await place.until(("hello", "sent"), ("in the morning", "waiting"))
