"""A topic a case in a group of staff: a card that changes in place, closed with the case.

Who reads along decides what stands there: only what every member of the group may see. The Bot API
lists no members, so the known accounts are counted; where anybody else is in the group, nothing is
shown and what stood there is taken away. Nobody acts in a group: the card says where.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

import structlog

from bot.telegram.pace import Pace
from bot.telegram.parts import Parts, StaffChats
from bot.telegram.splitting import LONGEST, units
from bot.telegram.wire import CHANNEL, Declined, Silent, Wire
from domain.calendar import shanghai_day
from domain.cases import Case
from domain.letters import case_values, place_text
from domain.people import Person
from domain.privacy import CaseView, view_case
from domain.states import FINAL
from domain.turns import Text
from storage.staff_accounts import chats_of_staff
from storage.topics import (
    Topic,
    changed_cases,
    group_of,
    keep_topic,
    look_at_all_again,
    move_group,
    topic_of,
)

EVERY = 3.0
# Who is in the group is asked again after so many seconds.
_KNOWN_FOR = 60.0
_AT_ONCE = 5
_LONGEST_NAME = 128
_CONFIDENTIAL = "confidential"
_INSIDE = frozenset({"creator", "administrator", "member"})

log = structlog.get_logger()


@dataclass
class Topics:
    """Keeps the groups as the cases are; ``may_show`` says whether this process does it."""

    parts: Parts
    wire: Wire
    pace: Pace
    groups: StaffChats
    may_show: Callable[[], Awaitable[bool]]
    _readers: dict[int, tuple[float, tuple[Person, ...] | None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            for community_id, chat in self.groups.chats.items():
                await self._looked(community_id, chat)
            await asyncio.sleep(EVERY)

    async def _looked(self, community_id: str, chat: int) -> None:
        try:
            if await self.may_show():
                await self.look(community_id, chat)
        except Declined as no:
            if no.moved_to:
                await self.follow(chat, no.moved_to)
            log.warning("topic not shown", why=no.words)
        except Silent as silent:
            log.warning("topic not shown", why=str(silent))

    async def follow(self, old: int, new: int) -> None:
        """Follow a group that got another id."""
        await self.parts.database.write(lambda conn: move_group(conn, old, new))

    async def look(self, community_id: str, configured: int) -> None:
        """Show what changed in one community.

        Raises:
            Declined: Telegram says no; it is tried again.
            Silent: Telegram says nothing; it is tried again.
        """
        write = self.parts.database.write
        group = await write(lambda conn: group_of(conn, community_id, configured))
        readers = await self._who_reads(group.chat)
        who = "?" if readers is None else ",".join(sorted(each.person_id for each in readers))
        if group.shown != who:
            told = replace(group, shown=who)
            await write(lambda conn: look_at_all_again(conn, told))
        cases = await self.parts.database.read(
            lambda conn: changed_cases(conn, community_id, _AT_ONCE)
        )
        for case in cases:
            await self._settle(case, group.chat, readers or ())

    async def _settle(self, case: Case, chat: int, readers: tuple[Person, ...]) -> None:
        found = await self.parts.database.read(
            lambda conn: topic_of(conn, case.community_id, case.number)
        )
        topic = found or Topic(case.community_id, case.number, chat)
        view = self._common_view(case, readers)
        if view is None:
            topic = await self._dropped(topic)
        elif topic.thread or case.state not in FINAL:
            topic = await self._shown(topic, case, view)
        await self._keep(replace(topic, seq=case.seq))

    async def _keep(self, topic: Topic) -> None:
        await self.parts.database.write(partial(keep_topic, topic=topic))

    async def _dropped(self, topic: Topic) -> Topic:
        if topic.thread:
            await self._ask("deleteForumTopic", topic)
        return replace(topic, thread=0, message_id=0, shown="", is_open=True)

    async def _shown(self, topic: Topic, case: Case, view: CaseView) -> Topic:
        name, text = self._words(case, view)
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        if not topic.thread:
            made = await self.wire.ask("createForumTopic", {"chat_id": topic.chat, "name": name})
            topic = replace(topic, thread=int(made["message_thread_id"]))
            # Kept at once: should the next call fail, no second topic is made.
            await self._keep(topic)
        if not topic.message_id:
            await self.pace.wait(topic.chat)
            sent = await self.wire.post(topic.chat, topic.thread, text)
            topic = replace(topic, message_id=sent, shown=digest)
            await self._keep(topic)
        elif topic.shown != digest:
            topic = replace(await self._edited(topic, text), shown=digest)
        return await self._opened_or_closed(topic, is_open=case.state not in FINAL)

    async def _edited(self, topic: Topic, text: str) -> Topic:
        await self.pace.wait(topic.chat)
        try:
            await self.wire.edit(topic.chat, topic.message_id, text, ())
        except Declined as no:
            if not no.is_unchanged:
                raise
        return topic

    async def _opened_or_closed(self, topic: Topic, *, is_open: bool) -> Topic:
        if topic.is_open is not is_open:
            await self._ask("reopenForumTopic" if is_open else "closeForumTopic", topic)
        return replace(topic, is_open=is_open)

    async def _ask(self, method: str, topic: Topic) -> None:
        try:
            await self.wire.ask(method, {"chat_id": topic.chat, "message_thread_id": topic.thread})
        except Declined as no:
            # It was done already, and only the answer got lost; or somebody did it by hand.
            if not no.says("not_modified", "not found"):
                raise

    def _common_view(self, case: Case, readers: tuple[Person, ...]) -> CaseView | None:
        """Return the least that any reader sees, None if one of them may see nothing."""
        if not readers or _CONFIDENTIAL in case.tags:
            return None
        rules, day = self.groups.rules(), shanghai_day(self.parts.now())
        views = [view_case(case, each, rules, day) for each in readers]
        seen = [view for view in views if view is not None]
        if len(seen) < len(views):
            return None
        return min(seen, key=lambda view: (not view.is_summary, view.sees_inside))

    def _words(self, case: Case, view: CaseView) -> tuple[str, str]:
        rules = self.groups.rules()
        values = {**case_values(view, rules), "homes": view.households}
        say = self.parts.catalog.render
        # A list of topics is read at a glance, and by who looks over a shoulder.
        house = replace(view.place, unit="", floor="", room="", words="")
        named = {**values, "place": place_text(house, rules)}
        name = say(Text("telegram.topic_name", named))
        while units(name) > _LONGEST_NAME:
            name = name[:-1]
        card = say(Text("desks.card", values))
        text = say(Text("telegram.topic_card", {"card": card, "number": case.number}))
        while units(text) > LONGEST:
            text = text[: len(text) * 7 // 8]
        return name, text

    async def _who_reads(self, chat: int) -> tuple[Person, ...] | None:
        """Return the members of the group, None if somebody is there whom nobody knows."""
        now = asyncio.get_running_loop().time()
        asked_at, readers = self._readers.get(chat, (-_KNOWN_FOR, None))
        if now - asked_at >= _KNOWN_FOR:
            readers = await self._counted(chat)
            self._readers[chat] = now, readers
        return readers

    async def _counted(self, chat: int) -> tuple[Person, ...] | None:
        chats = await self.parts.database.read(lambda conn: chats_of_staff(conn, CHANNEL))
        rules, day = self.groups.rules(), shanghai_day(self.parts.now())
        found: list[Person] = []
        for handle, person_id in chats.items():
            person = rules.directory.person(person_id)
            serves = person is not None and person.is_staff(day)
            if person and serves and await self._is_inside(chat, handle):
                found.append(person)
        count = int(await self.wire.ask("getChatMemberCount", {"chat_id": chat}))
        # The bot is a member, too.
        return tuple(found) if count == len(found) + 1 else None

    async def _is_inside(self, chat: int, handle: str) -> bool:
        try:
            member = await self.wire.ask("getChatMember", {"chat_id": chat, "user_id": int(handle)})
        except Declined as no:
            if no.retry_after or no.moved_to:
                raise
            return False
        is_kept_in = member["status"] == "restricted" and member["is_member"]
        return is_kept_in or member["status"] in _INSIDE
