"""A whole station in a process of its own."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_START = [sys.executable, "-c", "from bot.main import main; main()", "run"]


@dataclass
class Living:
    """One running station: where its chat is, when its port was open, what it weighs."""

    process: subprocess.Popen[str]
    url: str
    opened_after: float

    @property
    def megabytes(self) -> float:
        """Return the resident memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        [kilobytes] = re.findall(r"VmRSS:\s+(\d+) kB", status)
        return int(kilobytes) / 1024

    def end(self) -> float:
        """Tell the station to end; return how long it took, in seconds."""
        begin = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        return time.perf_counter() - begin


@contextmanager
def living(folder: Path) -> Iterator[Living]:
    """Run a station over the folder until the end of the block."""
    environment = {**os.environ, "YIZHAN_STATE_DIR": str(folder), "YIZHAN_PORT": "0"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        _START, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with process:
        try:
            yield Living(process, _chat_of(process), time.perf_counter() - begin)
        finally:
            process.kill()


def _chat_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    words = ""
    for line in process.stdout:
        words += line
        if "Ctrl-C" in line:
            break
    return str(re.findall(r"http://\S+/c/\w+", words)[0])
