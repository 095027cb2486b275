"""The world behind the strict Bot API: bots, people, chats, messages, files."""

import hashlib
import itertools
import secrets
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.botapi.params import Upload
from tests.botapi.queue import Queue
from tests.botapi.refusals import Refusal, bad, forbidden

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the bot did to a chat: ``sent``, ``edited``, ``deleted``, ``typing``."""

    kind: str
    chat_id: int
    message: Message


@dataclass(slots=True)
class Bot:
    """One bot: its queue, its files, what it told about itself."""

    token: str
    user: dict[str, Any]
    queue: Queue = field(default_factory=Queue)
    webhook: dict[str, Any] = field(default_factory=lambda: {"url": ""})
    secret: str = ""
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    # Callback queries that still want their answer.
    unanswered: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class World:
    """Everything that there is, for one bot or several."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: TID251 - a server has a clock
    bots: dict[str, Bot] = field(default_factory=dict)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], Message] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    started: set[int] = field(default_factory=set)
    moved: dict[int, int] = field(default_factory=dict)
    # Groups with topics: who is inside, which threads there are (tests/botapi/forums.py).
    forums: dict[int, Any] = field(default_factory=dict)
    on_event: Callable[[Event], None] = lambda _event: None
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def add_bot(self, token: str, username: str = "echo_bot") -> Bot:
        """Let a bot exist."""
        user = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": username,
            "username": username,
        }
        self.bots[token] = Bot(token, user)
        return self.bots[token]

    def bot(self, token: str) -> Bot:
        """Return the bot of that token.

        Raises:
            Refusal: 401, there is none.
        """
        if token not in self.bots:
            raise Refusal(401, "Unauthorized")
        return self.bots[token]

    def seconds(self) -> int:
        """Return the moment as messages carry it: whole seconds since 1970."""
        return int(self.now().timestamp())

    def chat_for(self, chat_id: int) -> dict[str, Any]:
        """Return a chat that the bot may write to.

        Raises:
            Refusal: it is unknown, moved away, or does not want the bot.
        """
        if chat_id in self.moved:
            bad(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.moved[chat_id],
            )
        chat = self.chats.get(chat_id)
        if chat is None:
            bad("chat not found")
        if chat_id in self.blocked:
            forbidden("bot was blocked by the user")
        if chat["type"] == "private" and chat_id not in self.started:
            forbidden("bot can't initiate conversation with a user")
        return chat

    def put(self, chat: dict[str, Any], sender: dict[str, Any], content: Message) -> Message:
        """Put a message into a chat and return it as the API shows it."""
        message = {
            "message_id": next(self._ids),
            "from": sender,
            "chat": chat,
            "date": self.seconds(),
            **content,
        }
        self.messages[chat["id"], message["message_id"]] = message
        return message

    def message(self, chat_id: int, message_id: int, missing: str) -> Message:
        """Return a message of a chat.

        Raises:
            Refusal: there is none, in the words given.
        """
        return self.messages.get((chat_id, message_id)) or bad(missing)

    def tell(self, kind: str, chat_id: int, message: Message) -> None:
        """Write down what the bot did."""
        event = Event(kind, chat_id, deepcopy(message))
        self.events.append(event)
        self.on_event(event)

    def keep(self, upload: Upload) -> dict[str, Any]:
        """Keep a file and return it as the API shows it."""
        unique = hashlib.sha256(upload.content).hexdigest()[:16]
        file_id = f"F{secrets.token_urlsafe(18)}"
        self.files[file_id] = upload
        return {"file_id": file_id, "file_unique_id": unique, "file_size": len(upload.content)}

    def file(self, file_id: str) -> Upload:
        """Return a file.

        Raises:
            Refusal: there is none of that id.
        """
        return self.files.get(file_id) or bad(
            "wrong file_id or the file is temporarily unavailable"
        )


def shown(message: Message) -> Message:
    """Return the message as another message quotes it: one level deep."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
