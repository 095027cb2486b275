"""A small disk that runs full under the station: nothing half written, no restart."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path

import pytest

from domain.alarms import ringing
from domain.refusals import NotSaved
from domain.turns import Turn
from storage.tables import CASES
from tests.bot.workshop import Bench, running, turn_of
from tests.conftest import do_without

_SIZE = 6 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of a few megabytes; do without it where that is not allowed."""
    if os.geteuid():
        do_without("A FULL DISK STAYS UNTRIED: only root may mount one")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = [
        shutil.which("mount") or "mount",
        "-t",
        "tmpfs",
        "-o",
        f"size={_SIZE}",
        "yizhan-test",
        str(folder),
    ]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if "denied" in done.stderr or "not permitted" in done.stderr:
        do_without(f"A FULL DISK STAYS UNTRIED: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    yield folder
    subprocess.run([shutil.which("umount") or "umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Write until there is no room for one more page."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 512):
            _write_all(file, bytes(size))
    return ballast


def _write_all(file: FileIO, words: bytes) -> None:
    with suppress(OSError):
        while file.write(words):
            pass


def alarms_of(folder: Path) -> set[str]:
    """Return what rings of the disk, as the page of the duty desk reckons it."""
    disk = shutil.disk_usage(folder)
    rings = ringing({"disk_used_ratio": 1 - disk.free / disk.total})
    return {each.gauge for each in rings} & {"disk_used_ratio"}


async def test_a_full_disk_refuses_and_an_emptied_one_goes_on(small_disk: Path) -> None:
    waiting = [turn_of("长" * 20_000, f"resident-{number}") for number in range(5)]
    async with running(small_disk) as bench:
        await bench.say("灯坏了")
        assert not alarms_of(small_disk)
        ballast = fill(small_disk)
        assert alarms_of(small_disk)
        assert [await refuses(bench, turn) for turn in waiting] == [True] * 5
        # Who reads still reads what was accepted.
        assert await bench.opened(CASES.c.number) == [("T000001",)]
        ballast.unlink()
        assert [await refuses(bench, turn) for turn in waiting] == [False] * 5
        assert len(await bench.opened(CASES.c.number)) == 6
        assert await bench.rows("pragma integrity_check") == [("ok",)]


async def refuses(bench: Bench, turn: Turn) -> bool:
    try:
        await bench.engine.take_turn(turn)
    except NotSaved:
        return True
    return False
