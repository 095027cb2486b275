"""The running station: doors, engine, post room and schedule, wired together and nothing more."""

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta

import structlog
from aiohttp import web

from bot.channels.console import Console
from bot.channels.webchat import WebChat
from bot.commands.ears import Ears
from bot.commands.opening import Station
from bot.commands.phoning import Phoning
from bot.commands.samples import model_folder
from bot.engine import Craft, Engine
from bot.outbox import Post, PostRoom
from bot.schedule import Schedule, Strikes
from bot.undelivered import Undelivered
from domain.calendar import SHANGHAI
from domain.turns import Door, Letter, Sealed, Text, Turn
from handlers.table import answer
from jobs.table import JOBS, Job
from storage.attachments import Attachments
from storage.database import Connection
from storage.outbox import Claimed, without_accused
from storage.records import Receipt
from storage.strikes import last_slot
from texts.catalog import Catalog
from web.app import build_app
from web.hub import Hub
from web.parts import WebParts

# Requests in hand when the station stops get so long to end, in seconds.
GRACE = 0.5
LOOK_EVERY = timedelta(seconds=0.5)
FOLLOW_EVERY = timedelta(seconds=5)
REGRID = next(job for job in JOBS if job.name == "regrid")
# Conversations at the desk of staff, whose pages and cards take the place of one another.
_CARDS = frozenset({"desks", "choosing", "duty", "leave"})

log = structlog.get_logger()


class Serving:
    """One station at work, from ``open_port`` until ``stop``."""

    def __init__(self, station: Station, catalog: Catalog) -> None:
        self._station = station
        self._catalog = catalog
        self._ears = Ears(model_folder(station.settings.state_dir))
        self._stopping = asyncio.Event()
        hub = Hub()
        self._phoning = Phoning(station, catalog, self._take_turn)
        doors: list[Door] = [WebChat(hub), Console(hub), *self._phoning.doors]
        self._post = PostRoom(self._post_of(), doors)
        self._engine = Engine(self._craft())
        self._schedule = Schedule(
            JOBS, Strikes(self._engine.strike, self._last_slot), station.clock
        )
        app = build_app(self._parts(hub))
        self._phoning.add_routes(app)
        # No access log: the address of a page may hold a secret.
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE)

    async def open_port(self) -> int:
        """Listen, and return the port.

        Raises:
            OSError: the port is taken or may not be used.
        """
        settings = self._station.settings
        await self._runner.setup()
        await web.TCPSite(self._runner, settings.host, settings.port).start()
        port: int = self._runner.addresses[0][1]
        return port

    def stop(self) -> None:
        """Let ``run`` end: nothing new is taken, what is in hand is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Answer, deliver and strike until ``stop``."""
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(self._listen())
            watching = [group.create_task(each) for each in self._watching()]
            group.create_task(self._post.run())
            group.create_task(self._phoning.run())
            self._schedule.start()
            await self._stopping.wait()
            self._schedule.stop()
            self._phoning.stop()
            self._engine.stop()
            await self._runner.cleanup()
            self._post.stop()
            for each in watching:
                each.cancel()
            if not self._ears.fitted:
                listening.cancel()
        await self._phoning.close()

    def _watching(self) -> Sequence[Coroutine[None, None, None]]:
        return self._watch_rules(), self._follow_rules()

    async def _take_turn(self, turn: Turn) -> Receipt:
        return await self._engine.take_turn(turn)

    async def _listen(self) -> None:
        # The port is open by now; what is said before the words are loaded waits its turn.
        await asyncio.to_thread(self._ears.fit, self._station.shelf.current.directory)
        log.info("ready")
        await self._engine.run()

    async def _watch_rules(self) -> None:
        # Apart from what follows, which takes longer: who lost his post is out at once.
        while True:
            await asyncio.sleep(LOOK_EVERY.total_seconds())
            try:
                await self._station.look()
            except Exception:
                log.exception("rules not read again")

    async def _follow_rules(self) -> None:
        before = self._station.shelf.current.directory.version
        while True:
            await asyncio.sleep(FOLLOW_EVERY.total_seconds())
            try:
                await asyncio.to_thread(self._ears.fit, self._station.shelf.current.directory)
                before = await self._carry_over(before)
            except Exception:
                log.exception("rules not followed")

    async def _carry_over(self, before: str) -> str:
        # Open cases of a grid that an import closed move to its heirs at once, not at midnight.
        version = self._station.shelf.current.directory.version
        if version != before:
            now = self._station.clock.now()
            await self._engine.strike(REGRID, now.astimezone(SHANGHAI).isoformat(), now)
        return version

    async def _last_slot(self, job: Job) -> str:
        return await self._station.database.read(lambda conn: last_slot(conn, job.name)) or ""

    def _craft(self) -> Craft:
        return Craft(
            database=self._station.database,
            read=self._ears.read,
            answer=answer,
            rules=self._station.shelf,
            clock=self._station.clock,
            on_commit=self._post.wake,
        )

    def _post_of(self) -> Post:
        return Post(
            database=self._station.database,
            seal=self._seal,
            tell_undelivered=Undelivered(self._station.shelf).tell,
            clock=self._station.clock,
            may_go=self._may_go,
        )

    def _may_go(self, conn: Connection, claimed: Sequence[Claimed], at: datetime) -> list[Claimed]:
        return without_accused(conn, claimed, self._station.shelf(conn, at), at)

    def _parts(self, hub: Hub) -> WebParts:
        settings = self._station.settings
        return WebParts(
            database=self._station.database,
            take_turn=self._engine.take_turn,
            catalog=self._catalog,
            rules=lambda: self._station.shelf.current,
            now=self._station.clock.now,
            attachments=Attachments(settings.state_dir),
            hub=hub,
            public_url=settings.public_url,
            secure_cookies=settings.public_url.startswith("https:"),
            max_upload_bytes=settings.max_upload_bytes,
            is_ready=lambda: self._ears.fitted,
        )

    def _seal(self, claimed: Claimed) -> Sealed:
        return sealed(claimed, self._catalog)


def sealed(claimed: Claimed, catalog: Catalog) -> Sealed:
    """Return the letter in words, as a door takes it."""
    letter: Letter = claimed.letter
    return Sealed(
        letter_id=claimed.letter_id,
        address=claimed.address,
        text=catalog.render(Text(letter.key, letter.values)),
        choices=tuple((catalog.render(each.label), each.press) for each in letter.choices),
        case_number=letter.case_number,
        community_id=claimed.community_id,
        is_card=letter.key.partition(".")[0] in _CARDS,
    )
