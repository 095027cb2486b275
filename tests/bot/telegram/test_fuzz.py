"""Updates that no honest messenger sends: each is taken or kept, and none holds up the next.

``make fuzz`` sends ten thousand; so many as fit go along with every run of the tests.
"""

import os
import random
import sys
import time
from typing import Any

from sqlalchemy import select

from storage.tables import TURNS
from tests.bot.telegram.rig import Rig

COUNT = int(os.environ.get("FUZZ", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
AT_ONCE = 50
ODD: tuple[object, ...] = (
    None, True, -1, 0, 2**63, 1e308, "", "0", "\x00", "楼" * 5_000, "\u202eא", "{}", [], {},
    [[]], {"id": None}, {"id": "x"}, [{"file_id": 7}], "<b>", "'; drop table cases; --",
)  # fmt: skip
CHARACTERS = "楼道灯不亮119 救命\u200b\u202e\n\t😀𠮷0Ⅷ①'\"<&;%\\"


def spoiled(value: Any, chance: random.Random) -> Any:
    """Return the value with something in it gone, odd or strange."""
    if chance.random() < 0.04:
        return chance.choice(ODD)
    if isinstance(value, dict):
        kept = {key: spoiled(each, chance) for key, each in value.items() if chance.random() > 0.03}
        if chance.random() < 0.05:
            kept[chance.choice(["photo", "voice", "location", "edit_date", "caption", "x"])] = (
                chance.choice(ODD)
            )
        return kept
    if isinstance(value, list):
        return [spoiled(each, chance) for each in value]
    if isinstance(value, str) and chance.random() < 0.3:
        return "".join(chance.choices(CHARACTERS, k=chance.randint(0, 60)))
    return value


def honest(user_id: int, place: int) -> tuple[str, dict[str, Any]]:
    """Return one of the updates that the station knows: its kind and what is in it."""
    user = {"id": user_id, "is_bot": False, "first_name": "王"}
    chat = {"id": user_id, "type": "private", "first_name": "王"}
    message = {"message_id": place, "date": 1_772_589_600, "chat": chat, "from": user}
    pressed = {"id": str(place), "from": user, "message": message, "chat_instance": "1"}
    kinds: tuple[tuple[str, dict[str, Any]], ...] = (
        ("message", {**message, "text": "楼道灯不亮"}),
        ("edited_message", {**message, "text": "楼道灯亮了", "edit_date": 1_772_589_700}),
        ("message", {**message, "location": {"latitude": 30.0, "longitude": 120.5}}),
        ("message", {**message, "photo": [{"file_id": "f", "file_unique_id": "u"}]}),
        ("callback_query", {**pressed, "data": "solved:DQ000001:1"}),
    )
    return kinds[place % len(kinds)]


async def test_whatever_comes_is_taken_and_holds_up_nobody(rig: Rig) -> None:
    chance, began, longest = random.Random(SEED), time.monotonic(), 0.0
    neighbour = await rig.resident(1001)
    # What follows does not fit the description on purpose.
    rig.api.server.spec = None
    queue = rig.api.bot.queue
    for first in range(0, COUNT, AT_ONCE):
        for place in range(first, first + AT_ONCE):
            kind, content = honest(5_000 + place % 40, place)
            queue.add(kind, spoiled(content, chance))
        asked = time.monotonic()
        neighbour.says(f"路灯不亮{first}")
        await rig.until(lambda: not queue.waiting)
        longest = max(longest, time.monotonic() - asked)
    texts = await rig.database.read(lambda conn: conn.scalars(select(TURNS.c.text)).all())
    said = sum(text.startswith("路灯不亮") for text in texts)
    assert said == len(range(0, COUNT, AT_ONCE))
    sys.stdout.write(
        f"{COUNT} spoiled updates in {time.monotonic() - began:.0f} s (seed {SEED}): every one "
        f"taken or kept; {AT_ONCE} and an honest one were confirmed within {longest:.2f} s\n"
    )
