"""What a client of the Bot API must be able to do, whichever library speaks underneath."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from domain.refusals import Unreachable

CHANNEL = "telegram"
# What the station listens to; everything else stays away.
KINDS = ("message", "edited_message", "callback_query")

Update: TypeAlias = Mapping[str, Any]
# Rows of buttons, each with its label and what comes back.
Rows: TypeAlias = Sequence[Sequence[tuple[str, str]]]

_GONE = 403
_NEVER = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")


class Declined(Exception):
    """The Bot API said no; ``retry_after`` is in seconds, ``moved_to`` a chat's new id."""

    def __init__(self, code: int, words: str, *, retry_after: int = 0, moved_to: int = 0) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.words = words
        self.retry_after = retry_after
        self.moved_to = moved_to

    @property
    def is_unchanged(self) -> bool:
        """Say whether the message looked like that already."""
        return "message is not modified" in self.words

    def as_unreachable(self) -> Unreachable:
        """Return what it means for a letter: never again, or later."""
        gone = self.code == _GONE or any(words in self.words.lower() for words in _NEVER)
        return Unreachable(self.words, for_good=gone, retry_after=self.retry_after)


class Silent(Exception):
    """Nothing was heard, or nothing that makes sense: whether it was done is unknown.

    It carries no more than the kind of fault: addresses of the Bot API hold the token.
    """


class Wire(Protocol):
    """The calls that the station makes; each raises ``Declined`` or ``Silent``."""

    async def me(self) -> tuple[int, str]:
        """Return the bot's id and user name."""

    async def updates(self, offset: int, patience: int) -> Sequence[Update]:
        """Confirm all before the offset and return what comes within ``patience`` seconds."""

    async def send(self, chat: int, text: str, rows: Rows, reply_to: int = 0) -> int:
        """Send a text and return the message's id."""

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows) -> None:
        """Change a text and its buttons."""

    async def strip(self, chat: int, message_id: int) -> None:
        """Take the buttons away."""

    async def answer(self, query_id: str, text: str) -> None:
        """Answer a pressed button, with a short note or none."""

    async def type_to(self, chat: int) -> None:
        """Show that an answer is on its way."""

    async def fetch(self, file_id: str) -> bytes:
        """Return a file's content."""

    async def show_menu(
        self, menu: Sequence[tuple[str, str]], scope: str, language: str = ""
    ) -> None:
        """Keep the commands (name, description) of one kind of chat, "" for other languages."""

    async def listen_at(self, url: str, secret: str) -> None:
        """Have updates sent to the address; "" goes back to asking for them."""
