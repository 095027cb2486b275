"""The running station: doors, engine, post room and schedule, wired together and nothing more."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from socket import gethostname

import structlog
from aiohttp import web

from bot.channels.console import Console
from bot.channels.webchat import WebChat
from bot.commands.ears import Ears
from bot.commands.marking import Marking
from bot.commands.opening import Station
from bot.commands.phoning import Phoning
from bot.commands.probing import Probing
from bot.commands.samples import model_folder
from bot.commands.watching import Watching
from bot.engine import Craft, Engine
from bot.meters import Meters
from bot.outbox import Post, PostRoom
from bot.schedule import Schedule, Strikes
from bot.settings import Settings
from bot.slips import Slips
from bot.undelivered import Undelivered
from domain.letters import photo_of
from domain.turns import Door, Letter, Sealed, Text, Turn
from handlers.table import answer
from jobs.table import JOBS, Job
from storage.attachments import Attachments
from storage.database import Connection
from storage.outbox import Claimed
from storage.recalls import without_barred
from storage.records import Receipt
from storage.strikes import last_slot
from texts.catalog import Catalog
from web.app import build_app
from web.hub import Hub
from web.parts import WebParts

# Requests in hand when the station stops get so long to end, in seconds.
GRACE = 0.5
# Conversations at the desk of staff, whose pages and cards take the place of one another.
_CARDS = frozenset({"desks", "choosing", "duty", "leave"})

log = structlog.get_logger()


class Serving:
    """One station at work, from ``open_port`` until ``stop``."""

    def __init__(self, station: Station, catalog: Catalog) -> None:
        self._station = station
        self._catalog = catalog
        self._marking = Marking(catalog, lambda: station.shelf.current)
        self._ears = Ears(model_folder(station.settings.state_dir))
        self._meters = Meters()
        self._attachments = Attachments(station.settings.state_dir, station.database.ring)
        self._stopping = asyncio.Event()
        hub = Hub()
        self._probing = Probing(station, catalog, self._address)
        self._phoning = Phoning(station, catalog, self._take_turn)
        doors: list[Door] = [WebChat(hub), Console(hub), *self._phoning.doors]
        self._post = PostRoom(self._post_of(), doors)
        self._engine = Engine(self._craft())
        self._watching = Watching(station, self._ears, self._attachments, self._engine.strike)
        self._schedule = Schedule(JOBS, Strikes(self._strike, self._last_slot), station.clock)
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

    def _address(self) -> str:
        host, port = self._runner.addresses[0][:2]
        # What listens everywhere is reached from here.
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def stop(self) -> None:
        """Let ``run`` end: nothing new is taken, what is in hand is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Answer, deliver and strike until ``stop``."""
        async with asyncio.TaskGroup() as group:
            listening = group.create_task(self._listen())
            watching = [
                group.create_task(each) for each in (*self._watching.run(), self._probing.run())
            ]
            group.create_task(self._post.run())
            group.create_task(self._phoning.run())
            await self._probing.clear()
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

    async def _take_turn(self, turn: Turn) -> Receipt:
        return await self._meters.timed(self._engine.take_turn, turn)

    async def _strike(self, job: Job, slot: str, at: datetime) -> bool:
        struck = await self._engine.strike(job, slot, at)
        if struck:
            self._meters.count("strikes", job.name)
        return struck

    async def _listen(self) -> None:
        # The port is open by now; what is said before the words are loaded waits its turn.
        await asyncio.to_thread(self._ears.fit, self._station.shelf.current.directory)
        log.info("ready")
        await self._engine.run()

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
            keep_sent=self._marking.keep_sent,
            count=partial(self._meters.count, "letters"),
            slips=Slips(self._slips_of(self._station.settings)),
        )

    @staticmethod
    def _slips_of(settings: Settings) -> Path:
        # Of its own for each process: several may share the folder over a network.
        return settings.state_dir / f"sent-{gethostname()}-{settings.port}.slips"

    def _may_go(self, conn: Connection, claimed: Sequence[Claimed], at: datetime) -> list[Claimed]:
        return without_barred(conn, claimed, self._station.shelf(conn, at), at)

    def _parts(self, hub: Hub) -> WebParts:
        settings = self._station.settings
        return WebParts(
            database=self._station.database,
            take_turn=self._take_turn,
            catalog=self._catalog,
            rules=lambda: self._station.shelf.current,
            now=self._station.clock.now,
            attachments=self._attachments,
            hub=hub,
            public_url=settings.public_url,
            telegram_name=settings.telegram_name,
            secure_cookies=settings.public_url.startswith("https:"),
            max_upload_bytes=settings.max_upload_bytes,
            is_ready=lambda: self._ears.fitted,
            ages=self._watching.ages,
            figures=self._meters.lines,
            count_page=partial(self._meters.count, "pages"),
            probe_key=self._probing.key,
        )

    def _seal(self, claimed: Claimed) -> Sealed:
        letter = sealed(claimed, self._catalog)
        return replace(letter, text=self._marking.marked(claimed, letter.text))


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
        photo=photo_of(letter),
    )
