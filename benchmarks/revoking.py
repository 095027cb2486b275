"""Who loses his post: from the import until the pages are shut and the open stream is cut."""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from benchmarks.figures import Figure
from benchmarks.living import living
from storage.directories import demo_source

_WHO = "wang-secretary-dq1"
_LIMITS = {"pages shut": 1.0, "stream cut": 5.0}
_YIZHAN = [sys.executable, "-c", "from bot.main import main; main()"]


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the medians of some revocations beside what was promised, in seconds."""
    rounds = [_revoked() for _ in range(2 if quick else 10)]
    for name, limit in _LIMITS.items():
        median = statistics.median(each[name] for each in rounds)
        worst = max(each[name] for each in rounds)
        share = f"{median / limit:.2f} of {limit:.0f} s, at worst {worst / limit:.2f}"
        yield Figure(name, f"{median:.2f} s", share)


def _revoked() -> Mapping[str, float]:
    with TemporaryDirectory() as name, living(Path(name)) as station:
        folder = Path(name)
        home = station.url.partition("/c/")[0]
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        browser.open(home + _link(folder), b"").close()
        stream = browser.open(f"{home}/console/stream")
        stream.readline()
        _yizhan(folder, "import", str(_without(folder)))
        began = time.perf_counter()
        while _status(browser, f"{home}/console") != HTTPStatus.UNAUTHORIZED:
            time.sleep(0.02)
        shut = time.perf_counter() - began
        while stream.readline():
            pass
        return {"pages shut": shut, "stream cut": time.perf_counter() - began}


def _yizhan(folder: Path, *words: str) -> str:
    environment = {**os.environ, "YIZHAN_STATE_DIR": str(folder)}
    return subprocess.run(
        [*_YIZHAN, *words], env=environment, check=True, capture_output=True, text=True
    ).stdout


def _link(folder: Path) -> str:
    [link] = re.findall(r"/console/sign-in/\S+", _yizhan(folder, "link", _WHO))
    return str(link)


def _without(folder: Path) -> Path:
    words = demo_source().read_text(encoding="utf-8")
    end = words.index("}", words.index(f'id = "{_WHO}"'))
    file = folder / "without.toml"
    file.write_text(f"{words[:end].rstrip()}, until = 2026-01-01 {words[end:]}", encoding="utf-8")
    return file


def _status(browser: OpenerDirector, url: str) -> int:
    try:
        with browser.open(url) as page:
            return int(page.status)
    except HTTPError as refused:
        return refused.code
