"""What the pages are handed when they are built, and the words for it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from domain.rules import Rulebook
from domain.turns import Turn
from storage.attachments import Attachments
from storage.database import Database
from storage.records import Receipt
from texts.catalog import Catalog
from web.hub import Hub

# By its key the synthetic resident, who lives in this process, is known from a stranger.
PROBE_HEADER = "X-Yizhan-Probe"

TakeTurn = Callable[[Turn], Awaitable[Receipt]]


@dataclass(frozen=True, slots=True)
class WebParts:
    """Everything that the pages need from the running station.

    ``now`` tells the moment (aware UTC); ``rules`` the rulebook in force; ``public_url`` is how
    people reach the station from outside, with or without a path. ``ages`` are gauges of this
    process: how many seconds ago it did what it does again and again. ``is_ready`` says whether
    what is said can be answered by now.
    """

    database: Database
    take_turn: TakeTurn
    catalog: Catalog
    rules: Callable[[], Rulebook]
    now: Callable[[], datetime]
    attachments: Attachments
    hub: Hub
    public_url: str
    ages: Callable[[], Mapping[str, float]]
    # The bot's user name, "" without a bot.
    telegram_name: str = ""
    secure_cookies: bool = True
    max_upload_bytes: int = 20 * 1024 * 1024
    ping_seconds: float = 15
    is_ready: Callable[[], bool] = lambda: True
    # What this process counted, as Prometheus reads it, and who counts a page by its status.
    figures: Callable[[], Iterable[str]] = tuple
    count_page: Callable[[str], None] = lambda _status: None
    # What the synthetic resident shows at the door, "" for nobody.
    probe_key: str = ""


PARTS = web.AppKey("parts", WebParts)
