"""The synthetic resident: says something every minute and times it into a secretary's view."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from functools import partial

import structlog
from aiohttp import ClientSession, ClientTimeout

from bot.commands.opening import Station
from domain.probe import PLACE_CODE, PROBE
from domain.turns import Text
from storage.probes import claim_probe, clear_probe, finish_probe, let_secretary_in
from texts.catalog import Catalog
from web.cookies import cookie_name, fresh_id, fresh_secret, hash_of
from web.guards import form_token
from web.parts import PROBE_HEADER

TICK_SECONDS = 60.0
# Less than the lease: who gives up has let go before another begins.
PATIENCE = 40.0
_LOOK_SECONDS = 0.2

log = structlog.get_logger()


class Probing:
    """One process's share in probing; ``url`` tells where it listens."""

    def __init__(self, station: Station, catalog: Catalog, url: Callable[[], str]) -> None:
        self.key = fresh_secret()
        self._station = station
        self._words = partial(_words, catalog)
        self._url = url
        self._owner = secrets.token_hex(8)

    async def run(self) -> None:
        """Probe every minute, the first time a minute after the start."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                await self.probe()
            except Exception:
                # The rows say for how long nothing was seen; that rings.
                log.exception("probe not seen")

    async def clear(self) -> None:
        """Delete what a process left that was killed with a probe in hand."""
        now = self._station.clock.now()
        await self._station.database.write(lambda conn: clear_probe(conn, now))

    async def probe(self) -> bool:
        """Probe, if it falls to this process in this minute; leave nothing behind.

        Raises:
            TimeoutError: it was not seen in time.
        """
        database, clock = self._station.database, self._station.clock
        now = clock.now()
        slot = await database.write(lambda conn: claim_probe(conn, self._owner, now))
        if not slot:
            return False
        try:
            await self.clear()
            async with asyncio.timeout(PATIENCE):
                await self._go_through()
            seen = clock.now()
            await database.write(lambda conn: finish_probe(conn, slot, seen))
        finally:
            await self.clear()
        return True

    async def _go_through(self) -> None:
        device, staff = fresh_secret(), fresh_secret()
        now = self._station.clock.now()
        await self._station.database.write(lambda conn: let_secretary_in(conn, hash_of(staff), now))
        secure = self._station.settings.public_url.startswith("https:")
        cookies = {cookie_name("device", secure=secure): device}
        cookies |= {cookie_name("staff", secure=secure): staff}
        headers = {
            PROBE_HEADER: self.key,
            # By hand: a jar keeps a cookie for TLS from this plain way within the machine.
            "Cookie": "; ".join(f"{name}={secret}" for name, secret in cookies.items()),
        }
        timeout = ClientTimeout(total=PATIENCE)
        async with ClientSession(self._url(), headers=headers, timeout=timeout) as browser:
            number = await self._say(browser, device)
            # The secretary has it in his list, and the resident has the post room's answer.
            await _seen(browser, "/console?list=all", number)
            await _seen(browser, f"/c/{PROBE}", number)

    async def _say(self, browser: ClientSession, device: str) -> str:
        form = {
            "token": form_token(device),
            "client_id": fresh_id(),
            "place_code": PLACE_CODE,
            "text": self._words(),
        }
        path, answered = f"/c/{PROBE}/say", {"Accept": "application/json"}
        async with browser.post(path, data=form, headers=answered) as answer:
            answer.raise_for_status()
            [number] = (await answer.json())["numbers"]
            return str(number)


def _words(catalog: Catalog) -> str:
    return catalog.render(Text("probe.words"))


async def _seen(browser: ClientSession, path: str, number: str) -> None:
    async for page in _looks(browser, path):
        if number in page:
            return


async def _looks(browser: ClientSession, path: str) -> AsyncIterator[str]:
    while True:
        yield await _page(browser, path)
        await asyncio.sleep(_LOOK_SECONDS)


async def _page(browser: ClientSession, path: str) -> str:
    async with browser.get(path, allow_redirects=False) as page:
        page.raise_for_status()
        return await page.text()
