"""200 Telegram chats at once through each door, beside a bare echo bot of python-telegram-bot."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession
from telegram import Bot
from telegram.request import HTTPXRequest

from benchmarks.figures import Figure, rate, span
from benchmarks.messages import short_messages
from bot.channels.telegram_http import open_http
from bot.channels.telegram_ptb import open_ptb
from bot.clock import SystemClock
from bot.commands.serving import sealed
from bot.engine import Craft, Engine
from bot.outbox import Post, PostRoom
from bot.telegram.door import TelegramDoor
from bot.telegram.line import Line
from bot.telegram.pace import Pace
from bot.telegram.parts import Account, Parts
from domain.people import Address, Person
from domain.turns import Turn
from handlers.table import answer
from storage.accounts import bind_address
from storage.attachments import Attachments
from storage.database import Connection, Database, open_database
from storage.records import Receipt
from tests.botapi.phone import Phone
from tests.botapi.server import TOKEN, Server, serving
from tests.botapi.world import Event
from tests.talks.stage import demo_rules, shared_reader
from texts.catalog import open_catalog

CHATS = 200
HOME = "dongqiao"
BARE = "a bare echo bot"
OpenDoor = Callable[[Parts, Pace | None], TelegramDoor]
DOORS: dict[str, OpenDoor] = {"python-telegram-bot": open_ptb, "plain HTTP": open_http}


@dataclass
class Watch:
    """When each chat spoke, and how long it took until its words were committed or answered."""

    spoke: dict[int, float] = field(default_factory=dict)
    committed: list[float] = field(default_factory=list)
    answered: dict[int, float] = field(default_factory=dict)
    all_answered: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_open(self, server: Server) -> None:
        """Return once the first long poll is under way."""
        while not server.count("getUpdates"):  # noqa: ASYNC110 - the server is another program
            await asyncio.sleep(0.01)

    async def until_answered(self) -> None:
        """Return once every chat got its first letter."""
        await self.all_answered.wait()

    def saw(self, event: Event) -> None:
        """Note the first message that a chat gets."""
        if event.kind == "sent" and event.chat_id not in self.answered:
            self.answered[event.chat_id] = time.perf_counter() - self.spoke[event.chat_id]
            if len(self.answered) == CHATS:
                self.all_answered.set()

    def took(self, turn: Turn) -> None:
        """Note a committed turn."""
        chat = int(turn.address.handle)
        self.committed.append(time.perf_counter() - self.spoke[chat])


@dataclass(frozen=True, slots=True)
class Bench:
    """What one round is measured with."""

    server: Server
    watch: Watch
    database: Database
    folder: Path


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures; the strict Bot API runs in the same process for all of them."""
    rounds = 1 if quick else 5
    bare = [asyncio.run(_bare()) for _ in range(rounds)]
    base = _speed([list(each.answered.values()) for each in bare])
    yield Figure("bare echo bot: updates answered", f"{base:,.0f} /s")
    yield span("  p99 from update to answer", _p99([list(each.answered.values()) for each in bare]))
    for name, open_door in DOORS.items():
        seen = [asyncio.run(_station(open_door)) for _ in range(rounds)]
        committed = [each.committed for each in seen]
        answered = [list(each.answered.values()) for each in seen]
        yield rate(f"{name}: updates committed", _speed(committed), base, BARE)
        yield span("  p99 from update to committed answer", _p99(committed))
        yield rate("  first letters delivered", _speed(answered), base, BARE)
        yield span("  p99 from update to first letter", _p99(answered))


def _speed(rounds: list[list[float]]) -> float:
    return statistics.median(CHATS / max(times) for times in rounds)


def _p99(rounds: list[list[float]]) -> float:
    return statistics.quantiles([each for times in rounds for each in times], n=100)[98]


async def _bare() -> Watch:
    async with _api() as (server, watch), Bot(TOKEN, f"{server.url}/bot", request=_pool()) as bot:
        _all_speak(server, watch)
        offset = 0
        while len(watch.answered) < CHATS:
            updates = await bot.get_updates(offset, timeout=5)
            offset = updates[-1].update_id + 1 if updates else offset
            said = [each.message for each in updates if each.message]
            await asyncio.gather(
                *(bot.send_message(each.chat.id, each.text or "") for each in said)
            )
    return watch


def _pool() -> HTTPXRequest:
    return HTTPXRequest(connection_pool_size=64, pool_timeout=30)


async def _station(open_door: OpenDoor) -> Watch:
    with TemporaryDirectory() as name:
        folder = Path(name)
        database = open_database(f"sqlite:///{folder}/bench.db", state_dir=folder)
        await database.upgrade()
        await database.write(_bind_all)
        async with _api() as (server, watch):
            await _answer_all(Bench(server, watch, database, folder), open_door)
        await database.close()
    return watch


async def _answer_all(bench: Bench, open_door: OpenDoor) -> None:
    clock, post_room = SystemClock(), asyncio.Event()
    craft = Craft(
        bench.database,
        shared_reader().read,
        answer,
        lambda _conn, _at: demo_rules(),
        clock,
        post_room.set,
    )
    engine = Engine(craft)
    async with ClientSession() as session, asyncio.TaskGroup() as group:
        door = open_door(_parts(bench, engine, session), Pace(is_kept=False))
        catalog = open_catalog()
        post = Post(bench.database, lambda each: sealed(each, catalog), _tell_nobody, clock)
        room, line = PostRoom(post, [door]), Line(door, patience=1)
        tasks = [engine.run(), room.run(), line.run()]
        running = [group.create_task(each) for each in tasks]
        waking = group.create_task(_wake(post_room, room))
        await bench.watch.until_open(bench.server)
        _all_speak(bench.server, bench.watch)
        await bench.watch.until_answered()
        line.stop()
        engine.stop()
        room.stop()
        waking.cancel()
        await asyncio.gather(*running)


async def _wake(news: asyncio.Event, room: PostRoom) -> None:
    while True:
        await news.wait()
        news.clear()
        room.wake()


def _parts(bench: Bench, engine: Engine, session: ClientSession) -> Parts:
    async def take_turn(turn: Turn) -> Receipt:
        receipt = await engine.take_turn(turn)
        bench.watch.took(turn)
        return receipt

    return Parts(
        account=Account(TOKEN, bench.server.url),
        session=session,
        database=bench.database,
        take_turn=take_turn,
        directory=lambda: demo_rules().directory,
        catalog=open_catalog(),
        attachments=Attachments(bench.folder, bench.database.ring),
        now=SystemClock().now,
    )


def _tell_nobody(_conn: Connection, _community: str, _at: datetime) -> None:
    """Nothing dies here."""


@asynccontextmanager
async def _api() -> AsyncIterator[tuple[Server, Watch]]:
    watch, server = Watch(), Server()
    bot = server.world.add_bot(TOKEN)
    server.world.on_event = watch.saw
    for number in range(CHATS):
        phone = Phone(server.world, bot, 1_000 + number, "x")
        server.world.started.add(phone.user_id)
    async with serving(server):
        yield server, watch


def _all_speak(server: Server, watch: Watch) -> None:
    [bot] = server.world.bots.values()
    for number, text in enumerate(short_messages(CHATS)):
        phone = Phone(server.world, bot, 1_000 + number, "x")
        watch.spoke[phone.user_id] = time.perf_counter()
        phone.says(text)


def _bind_all(conn: Connection) -> None:
    at = SystemClock().now()
    for number in range(CHATS):
        handle = str(1_000 + number)
        bind_address(conn, HOME, Address("telegram", handle), Person(HOME, f"p{handle}"), at)
