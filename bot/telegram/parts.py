"""What the Telegram doors are handed when they are opened."""

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from aiohttp import ClientSession

from domain.directory import Directory
from domain.rules import Rulebook
from domain.turns import Text, Turn
from storage.attachments import Attachments
from storage.database import Database
from storage.records import Receipt
from texts.catalog import Catalog

WEBHOOK_PATH = "/telegram/updates"


@dataclass(frozen=True, slots=True)
class Account:
    """The bot's token and where its Bot API answers; ``mode`` says how updates come."""

    token: str = field(repr=False)
    api_base: str
    mode: Literal["polling", "webhook"] = "polling"
    public_url: str = ""

    @property
    def secret(self) -> str:
        """Return what Telegram must show at the webhook: made of the token, never the token."""
        return hmac.digest(self.token.encode(), b"webhook", "sha256").hex()

    @property
    def webhook(self) -> str:
        """Return the address to which updates are sent."""
        return f"{self.public_url}{WEBHOOK_PATH}"


@dataclass(frozen=True, slots=True)
class StaffChats:
    """Groups of staff with a topic a case, by community; ``rules`` are those in force."""

    chats: Mapping[str, int]
    rules: Callable[[], Rulebook]


@dataclass(frozen=True, slots=True)
class Parts:
    """The functions and stores that a door may use; ``now`` tells the moment (aware UTC)."""

    account: Account
    session: ClientSession
    database: Database
    take_turn: Callable[[Turn], Awaitable[Receipt]]
    directory: Callable[[], Directory]
    catalog: Catalog
    attachments: Attachments
    now: Callable[[], datetime]
    staff_chats: StaffChats | None = None
    # This process among those that serve the same bot.
    process: str = field(default_factory=lambda: secrets.token_hex(8))

    def words(self, key: str, **values: str) -> str:
        """Return a sentence of the catalogue."""
        return self.catalog.render(Text(f"telegram.{key}", values))

    def communities(self) -> tuple[str, ...]:
        """Return every id under which rows may lie: the communities and the street."""
        directory = self.directory()
        return (*directory.index.communities, directory.street_id)
