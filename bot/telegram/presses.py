"""Pressed buttons: each is answered, and only the one whom a letter reached can press it."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial

from bot.telegram.buttons import Buttons, community_of, named_in
from bot.telegram.cards import Card, Cards
from bot.telegram.desk import Desk
from bot.telegram.updates import Pressed, Told
from bot.telegram.wire import CHANNEL, Declined, Silent
from domain.accounts import AttemptNoted
from domain.refusals import NotSaved
from domain.turns import Turn
from storage.homes import speaks_in
from storage.shown import Offer, offered_anywhere, offers_of
from storage.staff_accounts import keep_attempt


@dataclass
class Presses:
    """Takes presses; the desk commits what they mean."""

    desk: Desk
    cards: Cards
    _buttons: Buttons = field(init=False)

    def __post_init__(self) -> None:
        """Read buttons that this bot made."""
        self._buttons = Buttons.of(self.desk.parts.account.token)

    async def take(self, told: Told, pressed: Pressed) -> bool:
        """Take a press; say whether it told where the person lives.

        Raises:
            NotSaved: it was not written; the person was told so.
        """
        parts = self.desk.parts
        community = community_of(pressed.content)
        known = [each for each in parts.directory().communities if each.community_id == community]
        if known:
            turn = self._turn(told, community, text=parts.words("said.start"))
            await self._commit(told, pressed, turn)
            await self._settle(told, pressed, known[0].name)
            return True
        found = await self._offered(told, pressed)
        if found is None:
            await self._note_stolen(told, pressed)
            await self._reply(pressed, "stale")
            return False
        offer, press = found
        card = Card(pressed.message_id, pressed.text, asyncio.get_running_loop().time())
        self.cards.forget(told.address)
        self.cards.expect(told.address, offer.case_number, card)
        community = await parts.database.read(
            lambda conn: speaks_in(conn, told.address, offer.community_id)
        )
        await self._commit(told, pressed, self._turn(told, community, press=press))
        return False

    async def _commit(self, told: Told, pressed: Pressed, turn: Turn) -> None:
        try:
            await self.desk.commit(turn, told.user_id)
        except NotSaved:
            await self._reply(pressed, "not_saved")
            raise
        await self._reply(pressed)

    def _turn(self, told: Told, community_id: str, *, text: str = "", press: str = "") -> Turn:
        at = self.desk.parts.now()
        turn = Turn(told.key, community_id, told.address, at)
        return replace(turn, text=text, press=press)

    async def _note_stolen(self, told: Told, pressed: Pressed) -> None:
        """Note it if the button is a real one that was made for somebody else's chat."""
        found = named_in(pressed.content)
        if found is None:
            return
        parts, (letter_id, place) = self.desk.parts, found
        communities = parts.communities()
        offers = await parts.database.read(
            lambda conn: offered_anywhere(conn, communities, CHANNEL, letter_id)
        )
        for owner, offer in offers:
            is_real = self._buttons.read(owner, pressed.content) is not None
            if is_real and owner != told.address and place < len(offer.presses):
                tried = AttemptNoted(told.key, "", told.address, offer.presses[place])
                noted = partial(keep_attempt, community_id=offer.community_id, tried=tried)
                await parts.database.write(partial(noted, at=parts.now()))

    async def _offered(self, told: Told, pressed: Pressed) -> tuple[Offer, str] | None:
        found = self._buttons.read(told.address, pressed.content)
        if found is None:
            return None
        letter_id, place = found
        parts = self.desk.parts
        communities = parts.communities()
        offers = await parts.database.read(
            lambda conn: offers_of(conn, communities, told.address, letter_id)
        )
        fitting = [offer for offer in offers if place < len(offer.presses)]
        return (fitting[0], fitting[0].presses[place]) if len(fitting) == 1 else None

    async def _reply(self, pressed: Pressed, key: str = "") -> None:
        # A press that is reported twice was answered the first time.
        words = self.desk.parts.words(key) if key else ""
        with suppress(Declined, Silent):
            await self.desk.wire.answer(pressed.query_id, words)

    async def _settle(self, told: Told, pressed: Pressed, name: str) -> None:
        words = self.desk.parts.words("community_chosen", community=name)
        with suppress(Declined, Silent):
            await self.desk.wire.edit(told.user_id, pressed.message_id, words, ())
