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
# What is asked in few words.
Params: TypeAlias = Mapping[str, int | str]
# Commands, each with what it means.
Menu: TypeAlias = Sequence[tuple[str, str]]

_GONE = 403
_OF_SENT = (400, 413)
# What is said of a photo that is none, too large or too long and thin.
_OF_FILES = ("photo_", "image_process_failed", "file is too big", "too large", "wrong file")
_NEVER = ("chat not found", "user is deactivated", "peer_id_invalid", "user not found")


class Declined(Exception):
    """The Bot API said no; ``retry_after`` is in seconds, ``moved_to`` a chat's new id."""

    def __init__(self, code: int, words: str, *, retry_after: int = 0, moved_to: int = 0) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.words = words
        self.retry_after = retry_after
        self.moved_to = moved_to

    def says(self, *parts: str) -> bool:
        """Say whether one of the parts is in the refusal; libraries change its capitals."""
        words = self.words.lower()
        return any(part in words for part in parts)

    @property
    def is_unchanged(self) -> bool:
        """Say whether the message looked like that already."""
        return self.says("message is not modified")

    @property
    def is_about_file(self) -> bool:
        """Say whether what was sent is at fault, however often it is tried."""
        return self.code in _OF_SENT and self.says(*_OF_FILES)

    def as_unreachable(self) -> Unreachable:
        """Return what it means for a letter: never again, or later."""
        gone = self.code == _GONE or self.says(*_NEVER)
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

    async def show(self, chat: int, photo: bytes, text: str, rows: Rows) -> int:
        """Send a photo with words below it, not to be handed on; return the message's id."""

    async def edit(self, chat: int, message_id: int, text: str, rows: Rows) -> None:
        """Change a text and its buttons."""

    async def strip(self, chat: int, message_id: int) -> None:
        """Take the buttons away."""

    async def answer(self, query_id: str, text: str) -> None:
        """Answer a pressed button, with a short note or none."""

    async def post(self, chat: int, thread: int, text: str) -> int:
        """Send a text into a topic of a group and return the message's id."""

    async def ask(self, method: str, params: Params) -> Any:  # noqa: ANN401 - what it returns
        """Call a method that takes nothing but numbers and short words."""

    async def type_to(self, chat: int) -> None:
        """Show that an answer is on its way."""

    async def fetch(self, file_id: str) -> bytes:
        """Return a file's content."""

    async def show_menu(self, menu: Menu, scope: str, language: str = "", chat: int = 0) -> None:
        """Keep the commands of one kind of chat or of one chat, "" for other languages.

        Without any the menu is taken away.
        """

    async def listen_at(self, url: str, secret: str) -> None:
        """Have updates sent to the address; "" goes back to asking for them."""
