"""People with phones: what they type, press and send, and what they see."""

import secrets
from dataclasses import dataclass
from typing import Any

from tests.botapi.params import Upload
from tests.botapi.wording import commands_in
from tests.botapi.world import Bot, Message, World, shown

GROUP = -4_000


@dataclass(frozen=True, slots=True)
class Phone:
    """One person who writes to one bot; ``chat_id`` is a group's, or 0 for the private chat."""

    world: World
    bot: Bot
    user_id: int
    name: str
    chat_id: int = 0

    @property
    def user(self) -> dict[str, Any]:
        """Return the person as the API shows him."""
        return {
            "id": self.user_id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": "zh-hans",
        }

    @property
    def chat(self) -> dict[str, Any]:
        """Return the chat in which the person writes, made where there was none."""
        chat_id = self.chat_id or self.user_id
        made = (
            {"id": chat_id, "type": "group", "title": "group"}
            if self.chat_id
            else {"id": chat_id, "type": "private", "first_name": self.name}
        )
        return self.world.chats.setdefault(chat_id, made)

    def in_group(self, chat_id: int = GROUP) -> "Phone":
        """Return the same person in a group."""
        return Phone(self.world, self.bot, self.user_id, self.name, chat_id)

    def says(self, words: str, reply_to: Message | None = None) -> Message:
        """Type something."""
        content: Message = {"text": words}
        if entities := commands_in(words):
            content["entities"] = entities
        if reply_to:
            content["reply_to_message"] = shown(reply_to)
        return self._put(content)

    def shows(self, content: bytes, caption: str = "", group: str = "") -> Message:
        """Send a photo; ``group`` makes it a part of an album."""
        file = self.world.keep(Upload("photo.jpg", content))
        sizes = [{**file, "width": 90, "height": 60}, {**file, "width": 900, "height": 600}]
        message: Message = {"photo": sizes}
        message |= {"caption": caption} if caption else {}
        return self._put({**message, "media_group_id": group} if group else message)

    def speaks(self, content: bytes) -> Message:
        """Send a voice message."""
        file = self.world.keep(Upload("voice.ogg", content))
        return self._put({"voice": {**file, "duration": 3, "mime_type": "audio/ogg"}})

    def points(self, latitude: float, longitude: float) -> Message:
        """Send where he is."""
        return self._put({"location": {"latitude": latitude, "longitude": longitude}})

    def edits(self, message: Message, words: str) -> Message:
        """Change what he wrote before."""
        name = "caption" if "photo" in message else "text"
        message |= {name: words, "edit_date": self.world.seconds()}
        self.bot.queue.add("edited_message", message)
        return message

    def presses(self, message: Message, label: str) -> str:
        """Press a button that is under the message now; return the query's id.

        Raises:
            LookupError: there is no such button.
        """
        for text, callback in self.buttons(message):
            if text == label:
                return self.forges(message, callback)
        raise LookupError(label)

    @staticmethod
    def buttons(message: Message) -> list[tuple[str, str]]:
        """Return label and callback of each button under the message now."""
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        return [(each["text"], each["callback_data"]) for row in rows for each in row]

    def forges(self, message: Message, callback: str) -> str:
        """Press a button that is perhaps not there."""
        query = {
            "id": str(secrets.randbits(62)),
            "from": self.user,
            "message": message,
            "chat_instance": str(self.chat["id"] * 31),
            "data": callback,
        }
        query_id = str(query["id"])
        self.bot.unanswered[query_id] = query
        self.bot.queue.add("callback_query", query)
        return query_id

    def blocks(self) -> None:
        """Want nothing more of the bot."""
        self.world.blocked.add(self.user_id)
        self._member("member", "kicked")

    def unblocks(self) -> None:
        """Want the bot again."""
        self.world.blocked.discard(self.user_id)
        self._member("kicked", "member")

    def upgrades_group(self, to: int) -> None:
        """Make the group a supergroup of another id."""
        old = self.chat
        self.world.chats[to] = {"id": to, "type": "supergroup", "title": str(old["title"])}
        self._put({"migrate_to_chat_id": to})
        self.world.moved[old["id"]] = to

    def seen(self) -> list[Message]:
        """Return the bot's messages in the chat as they look now, oldest first."""
        found = [
            message
            for (chat_id, _), message in sorted(self.world.messages.items())
            if chat_id == self.chat["id"] and message["from"]["id"] == self.bot.user["id"]
        ]
        return sorted(found, key=lambda each: int(each["message_id"]))

    def _put(self, content: Message) -> Message:
        if not self.chat_id:
            self.world.started.add(self.user_id)
        message = self.world.put(self.chat, self.user, content)
        self.bot.queue.add("message", message)
        return message

    def _member(self, old: str, new: str) -> None:
        def status(word: str) -> dict[str, Any]:
            plain = {"status": word, "user": self.bot.user}
            return {**plain, "until_date": 0} if word == "kicked" else plain

        self.bot.queue.add(
            "my_chat_member",
            {
                "chat": self.chat,
                "from": self.user,
                "date": self.world.seconds(),
                "old_chat_member": status(old),
                "new_chat_member": status(new),
            },
        )
