"""The Telegram door: letters go out at Telegram's pace, cards change in place."""

import asyncio
from contextlib import suppress
from dataclasses import replace

from bot.telegram.buttons import Buttons
from bot.telegram.cards import LINE, Cards
from bot.telegram.pace import Pace
from bot.telegram.parts import Parts
from bot.telegram.photos import Photos
from bot.telegram.showing import Showing
from bot.telegram.splitting import CAPTION, LONGEST, split, units
from bot.telegram.wire import CHANNEL, Declined, Rows, Silent, Wire
from domain.people import Address
from domain.refusals import Unreachable
from domain.turns import Arrived, Sealed
from storage.homes import move_address
from storage.shown import Shown


def _nobody_waits() -> None:
    pass


class TelegramDoor:
    """Sends letters to people's private chats."""

    def __init__(self, parts: Parts, wire: Wire, pace: Pace | None = None) -> None:
        """Speak over the wire, whichever client it is."""
        self.parts = parts
        self.wire = wire
        self.cards = Cards()
        self.pace = pace or Pace()
        self._showing = Showing(parts)
        self._photos = Photos(parts, wire)
        self._buttons = Buttons.of(parts.account.token)
        # How many parts of a long letter have arrived, for when the rest is tried again.
        self._arrived: dict[tuple[str, int], int] = {}

    @property
    def channel(self) -> str:
        """Return the channel's name as it stands in addresses."""
        return CHANNEL

    async def send(self, sealed: Sealed, arrived: Arrived = _nobody_waits) -> None:
        """Deliver one letter, in parts if it is long; a chat that moved is followed once.

        Raises:
            Unreachable: Telegram does not take it, for now or for good.
        """
        chat = int(sealed.address.handle)
        try:
            message_id = await self._deliver(sealed, chat)
        except Declined as no:
            if not no.moved_to:
                raise no.as_unreachable() from None
            chat = no.moved_to
            message_id = await self._follow(sealed, chat)
        except Silent as silent:
            raise Unreachable(str(silent)) from None
        arrived()
        await self._keep(sealed, chat, message_id)

    async def _deliver(self, sealed: Sealed, chat: int) -> int:
        labels = [label for label, _ in sealed.choices]
        rows = self._buttons.rows(sealed.address, sealed.letter_id, labels)
        changed = await self._changed_card(sealed, chat, rows)
        return changed or await self._sent(sealed, chat, rows)

    async def _changed_card(self, sealed: Sealed, chat: int, rows: Rows) -> int:
        """Return the message that was changed to say the letter, 0 for none."""
        now = asyncio.get_running_loop().time()
        is_awaited = sealed.case_number or sealed.is_card
        card = self.cards.take(sealed.address, sealed.case_number, now) if is_awaited else None
        if card is None or sealed.photo:
            return 0
        text = sealed.text if sealed.is_card else f"{card.text}{LINE}{sealed.text}"
        if units(text) > LONGEST:
            return 0
        try:
            await self.pace.wait(chat)
            is_changed = await self._edited(chat, card.message_id, text, rows)
        except BaseException:
            # It may have changed: a second try changes it again, and no second message says it.
            held = replace(card, pressed_at=asyncio.get_running_loop().time(), is_held=True)
            self.cards.expect(sealed.address, sealed.case_number, held)
            raise
        return card.message_id if is_changed else 0

    async def _edited(self, chat: int, message_id: int, text: str, rows: Rows) -> bool:
        try:
            await self.wire.edit(chat, message_id, text, rows)
        except Declined as no:
            if no.retry_after:
                raise
            # Too old or deleted: then a new message says it. Changed already: all is well.
            return no.is_unchanged
        return True

    async def _sent(self, sealed: Sealed, chat: int, rows: Rows) -> int:
        parts = split(sealed.text, CAPTION if sealed.photo else LONGEST)
        key = sealed.community_id, sealed.letter_id
        message_id = 0
        for place in range(self._arrived.get(key, 0), len(parts)):
            below = rows if place == len(parts) - 1 else ()
            photo = "" if place else sealed.photo
            async with self.pace.alone(chat):
                message_id = await self._photos.send(chat, photo, parts[place], below)
            self._arrived[key] = place + 1
        self._arrived.pop(key, None)
        return message_id

    async def _keep(self, sealed: Sealed, chat: int, message_id: int) -> None:
        """Keep which message shows the letter; older cards of its case lose their buttons."""
        if not sealed.case_number:
            return
        shown = Shown(
            sealed.community_id,
            sealed.address,
            str(message_id),
            sealed.letter_id,
            sealed.case_number,
            bool(sealed.choices),
        )
        for each in await self._showing.keep(shown):
            with suppress(Declined, Silent):
                await self.wire.strip(chat, int(each))

    async def _follow(self, sealed: Sealed, moved_to: int) -> int:
        communities, handle = self.parts.communities(), str(moved_to)
        await self.parts.database.write(
            lambda conn: move_address(conn, communities, sealed.address, handle)
        )
        try:
            return await self._sent(sealed, moved_to, self._rows_at(sealed, handle))
        except Declined as no:
            raise no.as_unreachable() from None

    def _rows_at(self, sealed: Sealed, handle: str) -> Rows:
        labels = [label for label, _ in sealed.choices]
        return self._buttons.rows(Address(CHANNEL, handle), sealed.letter_id, labels)
