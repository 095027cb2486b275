import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram_http import open_http
from bot.telegram.menus import Menus
from tests.bot.telegram.rig import Rig, rigged


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Let the door over plain HTTP work."""
    async with rigged(open_http, tmp_path) as found:
        yield found


@pytest.fixture
def no_own_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the station from looking by itself, so that menus change by the test alone."""

    async def wait(_menus: Menus) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Menus, "run", wait)
