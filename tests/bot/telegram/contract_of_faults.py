"""Each method that the station calls meets each fault, whichever client it speaks with.

Nothing is lost and nothing is done twice, but for the one window: Telegram took a message and its
answer did not arrive (docs/telegram.md).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from bot.telegram import desk, menus
from bot.telegram.menus import STAFF, Menus
from bot.telegram.wire import Declined, Silent
from storage.staff_accounts import revoke
from tests.bot.telegram.rig import OpenDoor, Rig, Setting, photo, rigged
from tests.bot.telegram.test_menus import WORKER, bound, names
from tests.botapi.faults import Fault
from tests.botapi.phone import Phone
from tests.botapi.server import DOWNLOAD

# So long the station waits for an answer here, in seconds; a hanging call is silent for longer.
PATIENCE = 2.0
HANGS = 3.0
FAULTS = {
    "no answer in time": Fault("hang", seconds=HANGS),
    "cut before it was taken": Fault("cut"),
    "page of a proxy": Fault("status", 502),
    "out of order": Fault("refuse", 500, "Internal Server Error"),
    "no json": Fault("garbage"),
    "told to wait": Fault("refuse", 429, "Too Many Requests: retry after 1", retry_after=1),
    "taken, then cut": Fault("cut", is_before=False),
    "taken, then no answer in time": Fault("hang", seconds=HANGS, is_before=False),
    "taken, then a page of a proxy": Fault("status", 502, is_before=False),
}
LIVED = (
    "getUpdates",
    "sendMessage",
    "editMessageText",
    "editMessageReplyMarkup",
    "answerCallbackQuery",
    "sendChatAction",
    "getFile",
    DOWNLOAD,
)
STARTED = ("getMe", "setMyCommands", "deleteWebhook", "setWebhook")
WINDOW = "sendMessage"


@asynccontextmanager
async def passing(open_door: OpenDoor, folder: Path) -> AsyncIterator[Rig]:
    """Let a door work while time passes: what waits to be tried again is tried again."""
    async with rigged(open_door, folder) as rig, asyncio.TaskGroup() as group:
        ticking = group.create_task(_tick(rig))
        yield rig
        ticking.cancel()


async def _tick(rig: Rig) -> None:
    while True:
        # Not much faster than it does: what is under way longer than its lease is sent again.
        await asyncio.sleep(0.4)
        rig.clock.move_to(rig.clock.now() + timedelta(seconds=1))


def _count(phone: Phone, *words: str) -> int:
    """Return how many messages in the chat say all these words."""
    texts = [each["text"] for each in phone.seen()]
    return sum(all(each in text for each in words) for text in texts)


class FaultContract:
    """The tests; a door's own file names how it is opened."""

    @pytest.fixture(autouse=True)
    def impatience(self, open_door: OpenDoor, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let nobody wait long for anything."""
        monkeypatch.setattr(import_module(open_door.__module__), "_SECONDS", PATIENCE)
        monkeypatch.setattr(desk, "SLOW", 0.01)
        # The line looks after the menus, too: here the test does.
        monkeypatch.setattr(menus, "EVERY", 3600)

    @pytest.mark.parametrize("method", LIVED)
    async def test_a_fault_of_any_kind_loses_and_repeats_nothing(
        self, method: str, open_door: OpenDoor, tmp_path: Path
    ) -> None:
        async with passing(open_door, tmp_path) as rig:
            for name, fault in FAULTS.items():
                is_window = method == WINDOW and not fault.is_before
                counts = await self.lived(rig, method, name, fault)
                assert counts[1:] == [1, 1], name
                assert counts[0] == (2 if is_window else 1), name

    @pytest.mark.parametrize("name", FAULTS)
    async def test_a_stranger_is_asked_in_the_end_and_his_words_wait(
        self, name: str, open_door: OpenDoor, tmp_path: Path
    ) -> None:
        async with passing(open_door, tmp_path) as rig:
            rig.api.server.faults.script("sendMessage", FAULTS[name])
            phone = await rig.resident()
            # What was asked twice may stand once more below the answer, never oftener.
            assert _count(phone, "哪个社区") <= 1

    async def lived(self, rig: Rig, method: str, name: str, fault: Fault) -> list[int]:
        """Live through words, a press and a photo; return how often each answer is shown."""
        phone = await rig.resident() if not rig.phone().seen() else rig.phone()
        # The buttons of this one are taken away below.
        phone.says(f"offer before {name}")
        await rig.seen(phone, f"offer before {name}")
        rig.turns.clear()
        rig.slow = 0.05 if method == "sendChatAction" else 0
        rig.api.server.faults.script(method, fault)
        phone.says(f"offer {name}")
        if method == WINDOW:
            wanted = 1 if fault.is_before else 2
            await rig.until(lambda: _count(phone, f"offer {name}") == wanted)
        card = await rig.seen(phone, f"offer {name}")
        phone.presses(card, "好")
        await rig.heard(2)
        await rig.until(lambda: _count(phone, "yes:", f"offer {name}") == 1)
        phone.shows(photo(), f"photo {name}")
        await rig.heard(3)
        await rig.seen(phone, f"photo {name}")
        await rig.until(lambda: not rig.api.server.faults.are_left)
        await rig.until(lambda: not rig.api.bot.queue.waiting)
        assert [turn.text or turn.press[:3] for turn in rig.turns] == [
            f"offer {name}",
            "yes",
            f"photo {name}",
        ]
        return [
            _count(phone, f"offer {name}"),
            _count(phone, "yes:", f"offer {name}"),
            _count(phone, f"photo {name}"),
        ]

    @pytest.mark.parametrize("method", STARTED)
    async def test_a_line_opens_in_spite_of_every_fault(
        self, method: str, open_door: OpenDoor, tmp_path: Path
    ) -> None:
        faults = tuple((method, fault) for fault in FAULTS.values())
        setting = Setting("webhook" if method == "setWebhook" else "polling", faults=faults)
        async with rigged(open_door, tmp_path, setting) as rig:
            phone = rig.phone()
            phone.says("hello")
            await rig.until(lambda: bool(phone.seen()))
            assert not rig.api.server.faults.are_left
            assert rig.api.bot.queue.has_webhook is (method == "setWebhook")
            assert len(rig.api.bot.commands) == 4

    @pytest.mark.usefixtures("no_own_look")
    @pytest.mark.parametrize("method", ["setMyCommands", "deleteMyCommands"])
    async def test_menus_of_staff_come_and_go_in_spite_of_every_fault(
        self, method: str, open_door: OpenDoor, tmp_path: Path
    ) -> None:
        async with rigged(open_door, tmp_path) as rig:
            await rig.resident()
            await bound(rig)
            mine = Menus(rig.door.parts, rig.door.wire)
            if method == "deleteMyCommands":
                await mine.look()
                await rig.database.write(lambda conn: revoke(conn, WORKER, "", rig.clock.now()))
            rig.api.server.faults.script(method, *FAULTS.values())
            await self.looked(mine)
            assert names(rig) == names(rig, "en") == (() if method.startswith("delete") else STAFF)

    async def looked(self, mine: Menus) -> None:
        """Look until all is well: one try a fault and one more."""
        for _ in FAULTS:
            with pytest.raises((Declined, Silent)):
                await mine.look()
        await mine.look()
