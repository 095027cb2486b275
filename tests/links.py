"""A link to PostgreSQL that can be cut and stalled: TCP here, the server's own socket behind it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url

_PORT = 5432
_CHUNK = 65_536


@dataclass
class Link:
    """``url`` leads through the link; it carries until it is ``cut`` or ``stalled``."""

    socket: Path
    url: str = ""
    _flowing: asyncio.Event = field(default_factory=asyncio.Event)
    _is_cut: bool = False
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def mend(self) -> None:
        """Carry again; what was held back goes on."""
        self._is_cut = False
        self._flowing.set()

    def cut(self) -> None:
        """End every connection and refuse new ones."""
        self._is_cut = True
        for writer in tuple(self._open):
            writer.transport.abort()

    def stall(self) -> None:
        """Keep every connection and carry nothing, as a network does that drops packets."""
        self._flowing.clear()

    def forget(self) -> None:
        """Carry nothing more on the connections that are open, and forget to end them."""
        self._flowing.clear()
        self._flowing = asyncio.Event()
        self._flowing.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until one end closes."""
        if self._is_cut:
            writer.transport.abort()
            return
        there, here = await asyncio.open_unix_connection(str(self.socket))
        self._open |= {writer, here}
        try:
            with suppress(ConnectionError):
                await asyncio.gather(self._pump(reader, here), self._pump(there, writer))
        finally:
            for each in (writer, here):
                self._open.discard(each)
                each.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        flowing = self._flowing
        while data := await reader.read(_CHUNK):
            await flowing.wait()
            writer.write(data)
            await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def linked(url: str) -> AsyncIterator[Link]:
    """Open a link to the server of the address."""
    place = make_url(url)
    link = Link(Path(str(place.query["host"])) / f".s.PGSQL.{_PORT}")
    server = await asyncio.start_server(link.carry, "127.0.0.1")
    port = server.sockets[0].getsockname()[1]
    here = place.set(host="127.0.0.1", port=port, query={}, drivername="postgresql")
    link.url = here.render_as_string(hide_password=False)
    link.mend()
    try:
        yield link
    finally:
        link.mend()
        link.cut()
        server.close()
