"""A station in a process of its own, and a resident who talks to it over HTTP."""

import os
import re
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

START = [sys.executable, "-c", "from bot.main import main; main()", "run"]
ROOT = Path(__file__).parents[3]
PATIENCE = 60


@dataclass
class Living:
    """One running process; ``lines`` is what it printed up to the last address."""

    process: subprocess.Popen[str]
    lines: list[str]

    @property
    def url(self) -> str:
        """Return where the chat of the first community is."""
        [found] = re.findall(r"：(http://\S+/c/dongqiao)$", "\n".join(self.lines), re.MULTILINE)
        return str(found)

    def kill(self) -> None:
        """Kill the process as a power cut would."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def end(self) -> int:
        """Ask the process to end and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def living(state_dir: Path, **settings: str) -> Iterator[Living]:
    """Run a station over the folder; whatever is left of it is killed at the end."""
    environment = {
        **os.environ,
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "YIZHAN_STATE_DIR": str(state_dir),
        "YIZHAN_PORT": "0",
        **{f"YIZHAN_{name.upper()}": value for name, value in settings.items()},
    }
    process = subprocess.Popen(
        START,
        cwd=state_dir.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        bufsize=1,
    )
    with process:
        try:
            yield Living(process, list(_greeting(process)))
        finally:
            process.kill()


def _greeting(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout
    for line in process.stdout:
        yield line.rstrip("\n")
        if "Ctrl-C" in line:
            return


@dataclass
class Resident:
    """Somebody with one browser, who keeps it when the station is gone for a while."""

    browser: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    def say(self, url: str, text: str, client_id: str = "") -> bool:
        """Say something; tell whether the station has kept it."""
        [token] = set(re.findall(r'name="token" value="([^"]+)"', self._page(url)))
        form = {"token": token, "client_id": client_id or secrets.token_hex(16), "text": text}
        request = Request(  # noqa: S310 - our own station
            f"{url}/say", urlencode(form).encode(), {"Accept": "application/json"}
        )
        try:
            with self.browser.open(request, timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except HTTPError:
            return False

    def read(self, url: str) -> str:
        """Return the words on the page."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self._page(url))).split())

    def _page(self, url: str) -> str:
        with self.browser.open(url, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
