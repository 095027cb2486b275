from collections.abc import AsyncIterator

import pytest

from tests.botapi.harness import Exchange, exchange


@pytest.fixture
async def api() -> AsyncIterator[Exchange]:
    """Run a strict Bot API for one test."""
    async with exchange() as found:
        yield found
