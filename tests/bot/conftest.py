import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import set_up_logs


@pytest.fixture(autouse=True)
def logged() -> Iterator[io.StringIO]:
    """Log as the station does, into a buffer."""
    out = io.StringIO()
    handlers, level = logging.root.handlers, logging.root.level
    set_up_logs("INFO", "json", out)
    yield out
    logging.root.handlers, logging.root.level = handlers, level
    structlog.reset_defaults()
