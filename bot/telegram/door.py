"""The Telegram door: letters go out at Telegram's pace, cards change in place."""

import asyncio
from contextlib import suppress

from bot.telegram.buttons import Buttons
from bot.telegram.cards import LINE, Cards
from bot.telegram.pace import Pace
from bot.telegram.parts import Parts
from bot.telegram.showing import Showing
from bot.telegram.splitting import LONGEST, split, units
from bot.telegram.wire import CHANNEL, Declined, Rows, Silent, Wire
from domain.people import Address
from domain.refusals import Unreachable
from domain.turns import Sealed
from storage.homes import move_address
from storage.shown import Shown


class TelegramDoor:
    """Sends letters to people's private chats."""

    def __init__(self, parts: Parts, wire: Wire, pace: Pace | None = None) -> None:
        """Speak over the wire, whichever client it is."""
        self.parts = parts
        self.wire = wire
        self.cards = Cards()
        self._pace = pace or Pace()
        self._showing = Showing(parts)
        self._buttons = Buttons.of(parts.account.token)
        # How many parts of a long letter have arrived, for when the rest is tried again.
        self._arrived: dict[int, int] = {}

    @property
    def channel(self) -> str:
        """Return the channel's name as it stands in addresses."""
        return CHANNEL

    async def send(self, sealed: Sealed) -> None:
        """Deliver one letter, in parts if it is long; a chat that moved is followed once.

        Raises:
            Unreachable: Telegram does not take it, for now or for good.
        """
        chat = int(sealed.address.handle)
        try:
            await self._deliver(sealed, chat)
        except Declined as no:
            if not no.moved_to:
                raise no.as_unreachable() from None
            await self._follow(sealed, no.moved_to)
        except Silent as silent:
            raise Unreachable(str(silent)) from None

    async def _deliver(self, sealed: Sealed, chat: int) -> None:
        labels = [label for label, _ in sealed.choices]
        rows = self._buttons.rows(sealed.address, sealed.letter_id, labels)
        if not await self._changed_card(sealed, chat, rows):
            await self._sent(sealed, chat, rows)

    async def _changed_card(self, sealed: Sealed, chat: int, rows: Rows) -> bool:
        now = asyncio.get_running_loop().time()
        is_awaited = sealed.case_number or sealed.is_card
        card = self.cards.take(sealed.address, sealed.case_number, now) if is_awaited else None
        if card is None:
            return False
        text = sealed.text if sealed.is_card else f"{card.text}{LINE}{sealed.text}"
        if units(text) > LONGEST:
            return False
        await self._pace.wait(chat)
        try:
            await self.wire.edit(chat, card.message_id, text, rows)
        except Declined as no:
            # Too old, deleted, or changed already: then a new message says it.
            return no.is_unchanged
        await self._keep(sealed, card.message_id)
        return True

    async def _sent(self, sealed: Sealed, chat: int, rows: Rows) -> None:
        parts = split(sealed.text)
        message_id = 0
        for place in range(self._arrived.get(sealed.letter_id, 0), len(parts)):
            await self._pace.wait(chat)
            is_last = place == len(parts) - 1
            message_id = await self.wire.send(chat, parts[place], rows if is_last else ())
            self._arrived[sealed.letter_id] = place + 1
        self._arrived.pop(sealed.letter_id, None)
        older = await self._keep(sealed, message_id)
        for each in older:
            with suppress(Declined, Silent):
                await self.wire.strip(chat, int(each))

    async def _keep(self, sealed: Sealed, message_id: int) -> tuple[str, ...]:
        """Keep which message shows the letter; return older cards whose buttons are over."""
        if not sealed.case_number:
            return ()
        shown = Shown(
            sealed.community_id,
            sealed.address,
            str(message_id),
            sealed.letter_id,
            sealed.case_number,
            bool(sealed.choices),
        )
        return await self._showing.keep(shown)

    async def _follow(self, sealed: Sealed, moved_to: int) -> None:
        communities, handle = self.parts.communities(), str(moved_to)
        await self.parts.database.write(
            lambda conn: move_address(conn, communities, sealed.address, handle)
        )
        try:
            await self._sent(sealed, moved_to, self._rows_at(sealed, handle))
        except Declined as no:
            raise no.as_unreachable() from None

    def _rows_at(self, sealed: Sealed, handle: str) -> Rows:
        labels = [label for label, _ in sealed.choices]
        return self._buttons.rows(Address(CHANNEL, handle), sealed.letter_id, labels)
