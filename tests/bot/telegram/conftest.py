from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram_http import open_http
from tests.bot.telegram.rig import Rig, rigged


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    """Let the door over plain HTTP work."""
    async with rigged(open_http, tmp_path) as found:
        yield found
