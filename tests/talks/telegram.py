"""Ways through Telegram: phones, the strict Bot API, a door, the engine, and all the way back."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from aiohttp import ClientSession
from PIL import Image

from bot.channels.telegram_http import open_http
from bot.channels.telegram_ptb import open_ptb
from bot.clock import MovableClock
from bot.commands.serving import sealed
from bot.engine import Craft, Engine
from bot.telegram.cards import LINE
from bot.telegram.codes import payload_of
from bot.telegram.door import TelegramDoor
from bot.telegram.line import Line
from bot.telegram.pace import Pace
from bot.telegram.parts import Account, Parts
from domain.people import Address, Person
from handlers.table import answer
from storage.accounts import bind_address
from storage.attachments import Attachments
from storage.database import Connection
from storage.outbox import Claimed, claim_letters, mark_sent
from tests.botapi.harness import Exchange, exchange
from tests.botapi.phone import Phone
from tests.botapi.world import Event, Message
from tests.stores import open_store
from tests.talks.stage import (
    LEASE,
    MOST,
    Actor,
    Heard,
    Memory,
    demo_rules,
    living_rules,
    shared_reader,
)
from texts.catalog import open_catalog

OpenDoor = Callable[[Parts, Pace | None], TelegramDoor]
FIRST_ID = 7001
# So often the stage looks whether a phone's words were taken, and so long between looks.
LOOKS = 4_000
LOOK = 0.005


@dataclass
class OnTelegram(Memory):
    """Everybody has a phone; staff act on cases in the console, as no button does it all."""

    api: Exchange = field(kw_only=True)
    door: TelegramDoor = field(kw_only=True)
    phones: dict[str, Phone] = field(default_factory=dict)
    shown: int = 0

    async def say(self, actor: Actor, words: str, *, photo: bool = False) -> None:
        """Let the actor type something, or send a photo."""
        phone = await self._phone(actor)
        if photo:
            phone.shows(_photo(), words)
        else:
            phone.says(words)
        await self._taken()

    async def press(self, actor: Actor, label: str, words: str = "") -> None:
        """Let the actor press the latest button of that label."""
        phone = await self._phone(actor)
        offering = [each for each in phone.seen() if _offers(each, label)]
        assert offering, f"nothing offers {label}"
        phone.presses(offering[-1], label)
        await self._taken()
        if words:
            await self.say(actor, words)

    async def act(self, actor: Actor, act: str, words: str, *, photo: bool = False) -> None:
        """Let an actor of staff act on a case as the console does."""
        await self._phone(actor)
        await super().act(actor, act, words, photo=photo)

    async def scan(self, actor: Actor, place_code: str) -> None:
        """Let the actor scan the code of a stairwell."""
        (await self._phone(actor)).says(f"/start {payload_of(place_code)}")
        await self._taken()

    async def open_link(self, actor: Actor, payload: str) -> None:
        """Let the actor open the link of an invitation."""
        (await self._phone(actor)).says(f"/start {payload}")
        await self._taken()

    async def letters(self) -> list[Heard]:
        """Deliver what waits and return what the phones show of it, and the console."""
        for actor in self.cast.values():
            await self._phone(actor)
        heard: list[Heard] = []
        while claimed := await self.database.write(self._claim):
            for each in claimed:
                heard += await self._sent(each)
        self.heard += heard
        return heard

    def _claim(self, conn: Connection) -> list[Claimed]:
        return claim_letters(conn, ("telegram", "console"), self.clock.now(), MOST, LEASE)

    async def _sent(self, claimed: Claimed) -> list[Heard]:
        letter = sealed(claimed, open_catalog())
        if claimed.address.channel == "telegram":
            await self.door.send(letter)
            heard = [self._heard(event) for event in self._events()]
        else:
            heard = [Heard(self._name_of(claimed.address), letter.text)]
        at = self.clock.now()
        await self.database.write(lambda conn: mark_sent(conn, [(claimed, letter.text)], at))
        return heard

    def _events(self) -> list[Event]:
        fresh = self.api.server.world.events[self.shown :]
        self.shown += len(fresh)
        words = [each for each in fresh if each.kind in {"sent", "edited"}]
        # A card that only lost its buttons says nothing new.
        return [each for each in words if _words(each.message)][:1]

    def _heard(self, event: Event) -> Heard:
        names = {phone.user_id: name for name, phone in self.phones.items()}
        return Heard(names[event.chat_id], _words(event.message).rpartition(LINE)[2])

    async def _phone(self, actor: Actor) -> Phone:
        if actor.name not in self.phones:
            phone = self.api.phone(FIRST_ID + len(self.phones))
            phone.world.started.add(phone.user_id)
            assert phone.chat
            self.phones[actor.name] = phone
            await self._bind(actor, phone)
        return self.phones[actor.name]

    async def _bind(self, actor: Actor, phone: Phone) -> None:
        address, at = Address("telegram", str(phone.user_id)), self.clock.now()
        person = demo_rules().directory.person(actor.person_id) or Person(
            actor.community_id, actor.person_id
        )
        await self.database.write(
            lambda conn: bind_address(conn, actor.community_id, address, person, at)
        )

    async def _taken(self) -> None:
        for _ in range(LOOKS):
            if not self.api.bot.queue.waiting:
                return
            await asyncio.sleep(LOOK)
        raise TimeoutError("what was said was never confirmed")


def _words(message: Message) -> str:
    return str(message.get("text") or message.get("caption", ""))


def _offers(message: Message, label: str) -> bool:
    return label in dict(Phone.buttons(message))


def _photo() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "JPEG")
    return made.getvalue()


@asynccontextmanager
async def _on_telegram(
    folder: Path, clock: MovableClock, open_door: OpenDoor
) -> AsyncIterator[OnTelegram]:
    database = await open_store(folder)
    engine = Engine(Craft(database, shared_reader().read, answer, living_rules, clock))
    async with exchange() as api, ClientSession() as session, asyncio.TaskGroup() as group:
        api.server.world.now = clock.now
        parts = Parts(
            account=Account(api.bot.token, api.server.url),
            session=session,
            database=database,
            take_turn=engine.take_turn,
            directory=lambda: demo_rules().directory,
            catalog=open_catalog(),
            attachments=Attachments(folder, database.ring),
            now=clock.now,
        )
        door = open_door(parts, Pace(is_kept=False))
        line = Line(door, patience=1)
        group.create_task(engine.run())
        group.create_task(line.run())
        yield OnTelegram(database, engine, clock, api=api, door=door)
        line.stop()
        engine.stop()
    await database.close()


@asynccontextmanager
async def over_ptb(folder: Path, clock: MovableClock) -> AsyncIterator[OnTelegram]:
    """Play over python-telegram-bot."""
    async with _on_telegram(folder, clock, open_ptb) as stage:
        yield stage


@asynccontextmanager
async def over_http(folder: Path, clock: MovableClock) -> AsyncIterator[OnTelegram]:
    """Play over plain HTTP."""
    async with _on_telegram(folder, clock, open_http) as stage:
        yield stage
