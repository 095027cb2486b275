"""From an update as the Bot API sends it to what somebody told the station."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.telegram.wire import CHANNEL, Update
from domain.people import Address

_COMMAND = re.compile(r"(?s)/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?")
# Where the id of a file stands that is no photo.
_FILES = ("voice", "audio", "document", "video")


# What reading an update raises that is not as the Bot API says: fields that are missing, of another
# kind, or numbers that are no moment.
_SPOILED = (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError)


class Unreadable(Exception):
    """An update lacks what every update of its kind has."""


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as groups address it."""

    bot_id: int = 0
    username: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A pressed button; ``content`` is what it sent back, ``text`` what stood above it."""

    query_id: str
    content: str
    message_id: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a person said, pressed or sent.

    ``files`` are the channel's file ids; ``location`` is "latitude,longitude"; ``argument``
    follows a command; ``reply_to`` is the message replied to; ``moved_to`` the chat's new id.
    """

    key: str
    user_id: int
    chat_id: int
    at: datetime
    message_id: int = 0
    text: str = ""
    command: str = ""
    argument: str = ""
    files: tuple[str, ...] = ()
    location: str = ""
    reply_to: str = ""
    edits: str = ""
    album: str = ""
    pressed: Pressed | None = None
    moved_to: int = 0

    @property
    def is_hello(self) -> bool:
        """Say whether it is the first press of "start" and nothing more."""
        return self.command == "start" and not self.argument

    @property
    def is_private(self) -> bool:
        """Say whether nobody else reads along."""
        return self.chat_id == self.user_id

    @property
    def address(self) -> Address:
        """Return where the person is answered: always alone."""
        return Address(CHANNEL, str(self.user_id))


def decode(update: Update, me: Me) -> Told | None:
    """Return what was told, None for what is not for the station.

    Raises:
        Unreadable: the update lacks what it must have.
    """
    try:
        if query := update.get("callback_query"):
            return _pressed(query, me)
        if edited := update.get("edited_message"):
            return _edited(edited, me)
        message = update.get("message")
        return _message(message, me) if message else None
    except _SPOILED as fault:
        raise Unreadable(type(fault).__name__) from fault


def _pressed(query: Update, me: Me) -> Told:
    message = query.get("message") or {}
    user_id = int(query["from"]["id"])
    return Told(
        key=f"{CHANNEL}:{me.bot_id}:press:{query['id']}",
        user_id=user_id,
        chat_id=int(message.get("chat", {}).get("id", 0)),
        at=_moment(message.get("date", 0)),
        pressed=Pressed(
            str(query["id"]),
            str(query.get("data", "")),
            int(message.get("message_id", 0)),
            str(message.get("text", "")),
        ),
    )


def _edited(message: Update, me: Me) -> Told | None:
    told = _message(message, me)
    if told is None or not told.text:
        # A live location moves by edits; nothing is corrected by that.
        return None
    key = f"{told.key}:{int(message['edit_date'])}"
    return Told(key, told.user_id, told.chat_id, told.at, text=told.text, edits=told.key)


def _message(message: Update, me: Me) -> Told | None:
    chat, sender = message["chat"], message.get("from")
    if "migrate_to_chat_id" in message:
        moved = int(message["migrate_to_chat_id"])
        return Told("", 0, int(chat["id"]), _moment(message["date"]), moved_to=moved)
    if sender is None or sender["is_bot"] or "sender_chat" in message:
        # Who speaks in the name of a group or channel is nobody that could be answered.
        return None
    text = str(message.get("text", message.get("caption", "")))
    if chat["type"] != "private" and not _is_addressed(text, message, me):
        return None
    command = _COMMAND.fullmatch(text.strip())
    return Told(
        key=f"{CHANNEL}:{me.bot_id}:{int(chat['id'])}:{int(message['message_id'])}",
        user_id=int(sender["id"]),
        chat_id=int(chat["id"]),
        at=_moment(message["date"]),
        message_id=int(message["message_id"]),
        text="" if command else text.replace(f"@{me.username}", "").strip(),
        command=command["name"].lower() if command else "",
        argument=(command["rest"] or "").strip() if command else "",
        files=_files(message),
        location=_location(message),
        reply_to=str(message.get("reply_to_message", {}).get("message_id", "")),
        album=str(message.get("media_group_id", "")),
    )


def _is_addressed(text: str, message: Update, me: Me) -> bool:
    command = _COMMAND.fullmatch(text.strip())
    if command:
        return command["bot"] in {None, me.username}
    answered = message.get("reply_to_message", {}).get("from", {}).get("id")
    return f"@{me.username}" in text or answered == me.bot_id


def _files(message: Update) -> tuple[str, ...]:
    # Of a photo's sizes the last is the largest.
    photos = [str(sizes[-1]["file_id"]) for sizes in [message.get("photo")] if sizes]
    others = [str(message[name]["file_id"]) for name in _FILES if name in message]
    return (*photos, *others)


def _location(message: Mapping[str, Any]) -> str:
    point = message.get("location")
    return f"{float(point['latitude']):.6f},{float(point['longitude']):.6f}" if point else ""


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
