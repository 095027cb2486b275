"""Where a person's words become a turn: whose community, which files, which case is meant."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.telegram.buttons import community_button, in_rows
from bot.telegram.codes import place_code_of
from bot.telegram.files import Files
from bot.telegram.menus import RESIDENTS, STAFF
from bot.telegram.parts import Parts
from bot.telegram.updates import Told
from bot.telegram.wire import CHANNEL, Declined, Silent, Wire
from domain.accounts import digest_of
from domain.people import Address
from domain.turns import Attachment, Turn
from storage.homes import Home, home_of
from storage.invitations import invitation_of
from storage.records import Receipt
from storage.shown import case_shown_in

# Who waits so long for an answer sees that it is on its way, in seconds.
SLOW = 1.0
# The question where somebody lives is tried again after so many seconds, then less and less often.
_PAUSE = 1.0
_LONGEST_PAUSE = 300.0
_COMMANDS = frozenset((*RESIDENTS, *STAFF))

log = structlog.get_logger()


class Homeless(Exception):
    """Nobody knows yet to which community the person belongs."""


@dataclass
class Desk:
    """Turns what was told into turns and hands them to the engine."""

    parts: Parts
    wire: Wire
    group: asyncio.TaskGroup
    _asked: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Set up what fetches files."""
        self._files = Files(self.parts, self.wire)

    @staticmethod
    def address_of(chat: int) -> Address:
        """Return the address of a chat."""
        return Address(CHANNEL, str(chat))

    async def take(self, told: Sequence[Told]) -> None:
        """Take what was told, several parts of an album as one turn; return once it is committed.

        Raises:
            Homeless: it must wait until the person said where he lives.
            NotSaved: the engine could not write it.
            Silent: a file could not be fetched now.
        """
        first = told[0]
        home = await self._home(first)
        if not first.is_private and self._serves(home):
            # Nobody acts for the station where others read along.
            return await self.tell(first.chat_id, "private_only", first.message_id)
        payload = first.argument if first.command == "start" else ""
        place_code, invitation = place_code_of(payload), digest_of(payload)
        community = await self._invited_to(invitation) or self._community(home, place_code)
        attachments, lost = await self._attachments(told)
        if lost:
            await self.tell(first.user_id, "file_not_kept")
        turn = Turn(
            key=first.key,
            community_id=community,
            address=first.address,
            at=first.at,
            text=self._words(told, place_code or invitation),
            attachments=attachments,
            reply_to=await self._case_meant(first),
            edits=first.edits,
            place_code=place_code,
            invitation=invitation,
        )
        if not first.is_private:
            await self.tell(first.chat_id, "answered_in_private", first.message_id)
        is_lost = lost and not (turn.text or turn.attachments)
        if not is_lost:
            await self.commit(turn, first.user_id)
        return None

    async def commit(self, turn: Turn, user_id: int) -> Receipt:
        """Hand the turn to the engine; who waits long sees that somebody is writing.

        Raises:
            NotSaved: nothing was written.
        """
        typing = self.group.create_task(self._type_when_slow(user_id))
        try:
            return await self.parts.take_turn(turn)
        finally:
            typing.cancel()

    async def ask_home(self, told: Told) -> None:
        """Ask once in which community the person lives, again only if it did not get through."""
        if told.user_id not in self._asked:
            self._asked.add(told.user_id)
            await self._ask_home(told.user_id, _PAUSE)

    async def _ask_home(self, user_id: int, pause: float) -> None:
        names = [
            community_button(each.name, each.community_id)
            for each in self.parts.directory().communities
        ]
        text = self.parts.words("which_community")
        try:
            await self.wire.send(user_id, text, in_rows(names))
        except Declined as no:
            if not no.as_unreachable().for_good:
                self.group.create_task(self._ask_later(user_id, max(pause, no.retry_after)))
        except Silent:
            self.group.create_task(self._ask_later(user_id, pause))

    async def _ask_later(self, user_id: int, pause: float) -> None:
        await asyncio.sleep(pause)
        await self._ask_home(user_id, min(pause * 2, _LONGEST_PAUSE))

    async def tell(self, chat: int, key: str, reply_to: int = 0) -> None:
        """Say a sentence that belongs to no case, if it gets through."""
        with suppress(Declined, Silent):
            await self.wire.send(chat, self.parts.words(key), (), reply_to)

    async def _home(self, told: Told) -> Home | None:
        return await self.parts.database.read(lambda conn: home_of(conn, told.address))

    def _serves(self, home: Home | None) -> bool:
        return home is not None and self.parts.directory().person(home.person_id) is not None

    async def _invited_to(self, code_hash: str) -> str:
        if not code_hash:
            return ""
        found = await self.parts.database.read(
            lambda conn: invitation_of(conn, code_hash, Address(CHANNEL, ""))
        )
        communities = self.parts.directory().index.communities
        # Who serves the street is at home in the first of its communities.
        is_here = found and found.community_id in communities
        return (found.community_id if is_here else next(iter(communities))) if found else ""

    def _community(self, home: Home | None, place_code: str) -> str:
        directory = self.parts.directory()
        compound = directory.compound(place_code.partition(".")[0])
        if compound:
            return compound.community_id
        if home:
            return home.community_id
        if len(directory.communities) == 1:
            return directory.communities[0].community_id
        raise Homeless

    def _words(self, told: Sequence[Told], code: str) -> str:
        if told[0].command in _COMMANDS:
            return "" if code else self.parts.words(f"said.{told[0].command}")
        if told[0].command:
            return f"/{told[0].command} {told[0].argument}".strip()
        return "\n".join(each.text for each in told if each.text)

    async def _attachments(self, told: Sequence[Told]) -> tuple[tuple[Attachment, ...], int]:
        kept, lost = await self._files.keep(file for each in told for file in each.files)
        points = tuple(Attachment("", "location", each.location) for each in told if each.location)
        return kept + points, lost

    async def _case_meant(self, told: Told) -> str:
        if not told.reply_to:
            return ""
        communities = self.parts.communities()
        return await self.parts.database.read(
            lambda conn: case_shown_in(conn, communities, told.address, told.reply_to)
        )

    async def _type_when_slow(self, user_id: int) -> None:
        await asyncio.sleep(SLOW)
        with suppress(Declined, Silent):
            await self.wire.type_to(user_id)
