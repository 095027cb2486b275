"""The menu of commands of each member of staff in his own chat, for as long as he serves."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.telegram.parts import Parts
from bot.telegram.wire import CHANNEL, Declined, Menu, Silent, Wire
from domain.calendar import shanghai_day
from storage.staff_accounts import chats_of_staff

RESIDENTS = ("start", "cases", "grid", "human", "help", "cancel")
STAFF = ("desk", "todo", "find", "duty", "away", "human", "help", "cancel", "leave")
# A group sees the commands that say nothing of anybody's own matters.
SCOPES = {"all_private_chats": RESIDENTS, "all_group_chats": ("help", "grid")}
# Whose telephone speaks English reads the menu so; everybody else, and every answer, is Chinese.
LANGUAGES = {"": "menu", "en": "menu_en"}
# Who was let in or put out gets his menu or loses it within so many seconds.
EVERY = 2.0

log = structlog.get_logger()


@dataclass
class Menus:
    """Keeps the menus as they must be; what was shown before a restart is shown or taken again."""

    parts: Parts
    wire: Wire
    # Of each chat, whether the menu of staff is there.
    _there: dict[str, bool] = field(default_factory=dict)

    async def introduce(self) -> None:
        """Show the menus that everybody sees.

        Raises:
            Declined: Telegram says no.
            Silent: Telegram says nothing.
        """
        for scope, names in SCOPES.items():
            for language in LANGUAGES:
                await self.wire.show_menu(self._menu(names, language), scope, language)

    async def run(self) -> None:
        """Look again and again who of staff is in, until cancelled."""
        while True:
            try:
                await self.look()
            except (Declined, Silent) as fault:
                log.warning("menu not shown", why=str(fault))
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Show the menu of staff where it is missing, take it where it must not be.

        Raises:
            Declined: Telegram wants to be asked later.
            Silent: Telegram says nothing.
        """
        chats = await self.parts.database.read(lambda conn: chats_of_staff(conn, CHANNEL))
        for handle, person_id in chats.items():
            serves = self._serves(person_id)
            if self._there.get(handle) is not serves:
                await self._show(int(handle), STAFF if serves else ())
                self._there[handle] = serves
        # An account that is bound anew after it was forgotten begins without a menu.
        self._there = {each: there for each, there in self._there.items() if each in chats}

    async def _show(self, chat: int, names: tuple[str, ...]) -> None:
        for language in LANGUAGES:
            await self._show_in(language, chat, self._menu(names, language))

    async def _show_in(self, language: str, chat: int, menu: Menu) -> None:
        try:
            await self.wire.show_menu(menu, "chat", language, chat)
        except Declined as no:
            # Who blocked the bot sees no menu; anything else is tried again.
            if not no.as_unreachable().for_good:
                raise

    def _menu(self, names: tuple[str, ...], language: str) -> list[tuple[str, str]]:
        return [(name, self.parts.words(f"{LANGUAGES[language]}.{name}")) for name in names]

    def _serves(self, person_id: str) -> bool:
        person = self.parts.directory().person(person_id)
        return person is not None and person.is_staff(shanghai_day(self.parts.now()))
