"""Letters that show a photo: sent with its words below it, or the words alone if it is gone."""

from dataclasses import dataclass

import structlog

from bot.telegram.parts import Parts
from bot.telegram.wire import Declined, Rows, Wire

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Photos:
    """Shows what lies among the attachments."""

    parts: Parts
    wire: Wire

    async def send(self, chat: int, file_id: str, text: str, rows: Rows) -> int:
        """Show the photo, if there is one, and return the message's id.

        One that was destroyed since, or that Telegram does not take, must not keep back whatever
        waits for the chat.
        """
        if not file_id:
            return await self.wire.send(chat, text, rows)
        content = await self.parts.attachments.read(file_id)
        if content is None:
            return await self._without(chat, text, rows)
        try:
            return await self.wire.show(chat, content, text, rows)
        except Declined as no:
            if not no.is_about_file:
                raise
            log.warning("photo not taken", why=no.words)
        return await self._without(chat, text, rows)

    async def _without(self, chat: int, text: str, rows: Rows) -> int:
        return await self.wire.send(chat, f"{text}\n{self.parts.words('photo_gone')}", rows)
