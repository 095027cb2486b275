from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.web.house import House, open_house


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Open the pages of the demo on a fresh database."""
    async with open_house(tmp_path) as opened:
        yield opened
