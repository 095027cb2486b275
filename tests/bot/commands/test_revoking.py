"""Who loses his post while the station runs: pages, acts, words and open streams."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from threading import Event
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest
from click.testing import Result

from bot.commands.watching import LOOK_EVERY
from storage.directories import demo_source
from tests.bot.commands.living import PATIENCE, Living, Resident, living


@pytest.fixture
def station(state_dir: Path) -> Iterator[Living]:
    state_dir.mkdir()
    with living(state_dir) as running:
        yield running


def signed_in(station: Living, run: Callable[..., Result]) -> Resident:
    [link] = re.findall(r"/console/sign-in/\S+", run("link", "wang-secretary-dq1").output)
    browser = Resident()
    url = station.url.partition("/c/")[0] + link
    with browser.browser.open(url, urlencode({}).encode(), timeout=PATIENCE) as page:
        assert page.status == 200
    return browser


def dismissed(tmp_path: Path) -> Path:
    words = demo_source().read_text(encoding="utf-8")
    start = words.index('id = "wang-secretary-dq1"')
    end = words.index("}", start)
    file = tmp_path / "without.toml"
    gone = f"{words[start:end].rstrip()}, until = 2026-01-01 "
    file.write_text(words[:start] + gone + words[end:], encoding="utf-8")
    return file


def is_soon_out(browser: Resident, url: str) -> bool:
    """Say whether the page is refused before a loaded machine's patience ends."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        if status_of(browser, url) == HTTPStatus.UNAUTHORIZED:
            return True
        Event().wait(0.02)
    return False


def status_of(browser: Resident, url: str) -> int:
    try:
        with browser.browser.open(url, timeout=PATIENCE) as page:
            return int(page.status)
    except HTTPError as refused:
        return refused.code


def test_who_lost_his_post_is_out_and_his_stream_ends(
    station: Living, run: Callable[..., Result], tmp_path: Path
) -> None:
    browser = signed_in(station, run)
    console = station.url.partition("/c/")[0] + "/console"
    stream = browser.browser.open(f"{console}/stream", timeout=PATIENCE)
    assert stream.readline() == b"retry: 2000\n"
    result = run("import", str(dismissed(tmp_path)))
    assert result.exit_code == 0, result.output
    assert is_soon_out(browser, console)
    while stream.readline():
        pass


def test_the_station_looks_more_often_than_once_a_second() -> None:
    assert timedelta(seconds=1) > LOOK_EVERY
