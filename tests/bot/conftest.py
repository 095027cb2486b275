import asyncio
import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up_logs
from bot.telegram.menus import Menus


@pytest.fixture(autouse=True)
def logged() -> Iterator[io.StringIO]:
    """Log as the station does, into a buffer."""
    out = io.StringIO()
    handlers, level = logging.root.handlers, logging.root.level
    set_up_logs("INFO", "json", out)
    yield out
    logging.root.handlers, logging.root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def no_own_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the station from looking by itself, so that menus change by the test alone."""

    async def wait(_menus: Menus) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Menus, "run", wait)
