"""The station that is killed: the real program, in a process of its own."""

import asyncio
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from domain.people import Address, Person
from storage.accounts import bind_address
from storage.database import Connection, open_database
from tests.botapi.server import TOKEN
from tests.torture.ledger import HERE, Clock

ROOT = Path(__file__).resolve().parents[2]
_START = [sys.executable, "-c", "from bot.main import main; main()", "run"]
PATIENCE = 90


@dataclass
class Victim:
    """Where the station lies and by which way it hears; started and killed over and over."""

    folder: Path
    url: str
    api: str
    port: int
    mode: str
    _process: asyncio.subprocess.Process | None = field(default=None)

    async def start(self) -> None:
        """Start the station."""
        with (self.folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_START,
                cwd=self.folder,
                env=self._settings(),
                stdout=asyncio.subprocess.DEVNULL,
                stderr=log,
            )

    async def kill(self) -> None:
        """Kill it as a power cut would."""
        assert self._process
        self._process.kill()
        await self._process.wait()

    async def end(self) -> int:
        """Ask it to end; return its exit code, that of a kill if it does not."""
        assert self._process
        self._process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), PATIENCE)
        if self._process.returncode is None:
            self._process.kill()
        return await self._process.wait()

    def _settings(self) -> dict[str, str]:
        chosen = {
            "state_dir": str(self.folder / "state"),
            "database_url": self.url,
            "port": str(self.port),
            "public_url": f"http://127.0.0.1:{self.port}",
            "demo": "no",
            "log_format": "json",
            "telegram_token": TOKEN,
            "telegram_api_base": self.api,
            "telegram_client": "http",
            "telegram_mode": self.mode,
            # Letters of the night would wait for the morning.
            "quiet_from": "03:00",
            "quiet_to": "03:01",
        }
        named = {f"YIZHAN_{name.upper()}": value for name, value in chosen.items()}
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
        return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **named}


async def settle(url: str, folder: Path, first: int, count: int, clock: Clock) -> None:
    """Let so many phones belong to the community, so that they are not asked which it is."""
    database = open_database(url, state_dir=folder / "state")
    await database.upgrade()

    def work(conn: Connection) -> None:
        for place in range(first, first + count):
            person = Person(HERE, f"torture-{place}")
            bind_address(conn, HERE, Address("telegram", str(place)), person, clock())

    await database.write(work)
    await database.close()
