"""A Telegram door at work in a test: strict Bot API, engine, post room, a small answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port
from PIL import Image

from bot.clock import MovableClock
from bot.engine import Craft, Engine
from bot.outbox import Post, PostRoom
from bot.telegram.door import TelegramDoor
from bot.telegram.line import Line
from bot.telegram.pace import Pace
from bot.telegram.parts import Account, Parts
from domain.people import Address
from domain.reading import Reading
from domain.refusals import NotSaved
from domain.turns import Choice, Desk, Letter, Sealed, Step, Text, Turn
from storage.attachments import Attachments
from storage.database import Database
from storage.outbox import Claimed
from storage.records import Receipt
from tests.bot.workshop import START, opened, rulebook
from tests.botapi.faults import Fault
from tests.botapi.harness import Exchange, exchange
from tests.botapi.phone import Phone
from tests.botapi.rates import Rates
from tests.botapi.world import Message
from texts.catalog import open_catalog

OpenDoor: TypeAlias = Callable[[Parts, Pace | None], TelegramDoor]
CASE = "DQ000001"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a rig is set up; with ``rates`` the server counts, and the door keeps its pace.

    ``faults`` are met by the first calls of a method.
    """

    mode: Literal["polling", "webhook"] = "polling"
    rates: Rates | None = None
    faults: tuple[tuple[str, Fault], ...] = ()


# So often a test looks for what must come about, and so long between looks, in seconds.
LOOKS = 4_000
LOOK = 0.005


def photo(colour: str = "red") -> bytes:
    """Return a real photo."""
    made = BytesIO()
    Image.new("RGB", (8, 8), colour).save(made, "JPEG")
    return made.getvalue()


def answer(desk: Desk, turn: Turn, reading: Reading) -> Step:
    """Say back what was heard; "offer" gets two buttons, "long" a long letter."""
    del reading
    to = desk.person.person_id
    if turn.text == "poison":
        raise ZeroDivisionError
    words = turn.text * 500 if turn.text.startswith("long") else turn.text or turn.press or "…"
    letter = Letter(to, "echo", {"words": words}, case_number=CASE)
    if turn.text.startswith("offer"):
        choices = (Choice(Text("好"), f"yes:{CASE}"), Choice(Text("不好"), f"no:{CASE}"))
        letter = replace(letter, choices=choices)
    return Step(says=(letter,))


@dataclass
class Rig:
    """What a test of a door looks at and turns."""

    api: Exchange
    door: TelegramDoor
    line: Line
    database: Database
    clock: MovableClock
    turns: list[Turn] = field(default_factory=list)
    # The next so many turns are not saved; each turn takes so many seconds longer.
    not_saved: int = 0
    slow: float = 0

    async def taken(self, engine: Engine, turn: Turn) -> Receipt:
        """Let the engine take a turn and write it down, or fail as the test wants."""
        if self.not_saved:
            self.not_saved -= 1
            raise NotSaved("as the test wants")
        await asyncio.sleep(self.slow)
        receipt = await engine.take_turn(turn)
        self.turns.append(turn)
        return receipt

    def phone(self, user_id: int = 1001) -> Phone:
        """Return somebody's phone."""
        return self.api.phone(user_id)

    async def resident(self, user_id: int = 1001) -> Phone:
        """Return the phone of somebody whose community is known, with an empty chat."""
        phone = self.phone(user_id)
        phone.says("hello")
        await self.until(lambda: bool(phone.seen()))
        phone.presses(phone.seen()[-1], "洞桥社区")
        await self.until(lambda: len(phone.seen()) >= 3)
        self.turns.clear()
        self.api.server.calls.clear()
        return phone

    async def heard(self, count: int = 1) -> list[Turn]:
        """Return the turns once there are so many."""
        await self.until(lambda: len(self.turns) >= count)
        return self.turns

    async def seen(self, phone: Phone, words: str) -> Message:
        """Return the newest message in the chat once it says that."""
        await self.until(lambda: bool(phone.seen()) and words in phone.seen()[-1].get("text", ""))
        return phone.seen()[-1]

    async def until(self, is_so: Callable[[], bool]) -> None:
        """Return as soon as it is so; fail if it never is."""
        for _ in range(LOOKS):
            if is_so():
                return
            await asyncio.sleep(LOOK)
        pytest.fail("it never came about")

    async def send(self, phone: Phone, text: str, letter_id: int = 900, case: str = "") -> None:
        """Let the door deliver a letter that no turn asked for."""
        address = Address("telegram", str(phone.chat_id or phone.user_id))
        await self.door.send(Sealed(letter_id, address, text, (), case, "dongqiao"))


def seal(claimed: Claimed) -> Sealed:
    """Return the letter with its words as they are."""
    return Sealed(
        claimed.letter_id,
        claimed.address,
        str(claimed.letter.values["words"]),
        tuple((choice.label.key, choice.press) for choice in claimed.letter.choices),
        claimed.letter.case_number,
        claimed.community_id,
    )


@asynccontextmanager
async def rigged(
    open_door: OpenDoor, folder: Path, setting: Setting | None = None
) -> AsyncIterator[Rig]:
    """Let a door work against a strict Bot API that listens."""
    wanted = setting or Setting()
    async with (
        exchange(wanted.rates) as api,
        opened(folder) as database,
        ClientSession() as session,
    ):
        for method, fault in wanted.faults:
            api.server.faults.script(method, fault)
        url = f"http://127.0.0.1:{unused_port()}"
        account = Account(api.bot.token, api.server.url, wanted.mode, url)
        clock = MovableClock(START)
        craft = Craft(database, _read, answer, lambda _conn, _at: rulebook(), clock)
        post = Post(database, seal, lambda _conn, _community, _at: None, clock)
        engine = Engine(craft)

        async def take_turn(turn: Turn) -> Receipt:
            return await rig.taken(engine, turn)

        parts = Parts(
            account=account,
            session=session,
            database=database,
            take_turn=take_turn,
            directory=lambda: rulebook().directory,
            catalog=open_catalog(),
            attachments=Attachments(folder, database.ring),
            now=clock.now,
        )
        door = open_door(parts, Pace(is_kept=wanted.rates is not None))
        line = Line(door, patience=1)
        line._pause = 0.05
        rig = Rig(api, door, line, database, clock)
        async with _working(rig, engine, PostRoom(post, [door])):
            yield rig


@asynccontextmanager
async def _working(rig: Rig, engine: Engine, post: PostRoom) -> AsyncIterator[None]:
    app = web.Application()
    rig.line.add_route(app)
    runner = web.AppRunner(app)
    await runner.setup()
    port = int(rig.door.parts.account.public_url.rpartition(":")[2])
    await web.TCPSite(runner, "127.0.0.1", port).start()
    async with asyncio.TaskGroup() as group:
        group.create_task(engine.run())
        group.create_task(post.run())
        waking = group.create_task(_wake(post))
        group.create_task(rig.line.run())
        yield
        rig.line.stop()
        engine.stop()
        waking.cancel()
        post.stop()
        await runner.cleanup()


async def _wake(post: PostRoom) -> None:
    while True:
        await asyncio.sleep(0.01)
        post.wake()


def _read(text: str, _community: str) -> Reading:
    return Reading(text=text)
