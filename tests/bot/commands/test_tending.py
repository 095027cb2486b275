import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.commands import tending
from bot.commands.tending import tend
from domain.turns import Attachment
from storage.attachments import Attachments
from storage.database import open_database
from tests.domain.builders import MONDAY
from tests.storage.station import Station, file_case
from tests.storage.test_attachments import files_below, plain


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[tuple[Station, Attachments]]:
    database = open_database(f"sqlite:///{tmp_path / 'station.db'}", state_dir=tmp_path)
    await database.upgrade()
    yield Station(database), Attachments(tmp_path, database.ring)
    await database.close()


def aged(files: Attachments) -> None:
    for path in files_below(files.folder):
        os.utime(path, (0, 0))


async def test_what_nothing_names_is_swept_and_what_lies_plain_is_sealed(tmp_path: Path) -> None:
    async with opened(tmp_path) as (station, files):
        named, old = await files.keep(b"named"), plain(files, b"OggS plain")
        await files.keep(b"nobody's")
        aged(files)
        photos = (Attachment(named, "photo"), Attachment(old, "voice"))
        await station.take(station.turn("wang", "灯坏了", attachments=photos), decide=file_case)
        with capture_logs() as logs:
            await tend(station.database, files, MONDAY)
        # What was just sealed is young, so only one thing was old enough to go.
        assert logs == [{"event": "files tended", "log_level": "info", "sealed": 1, "swept": 1}]
        assert set(files.ids()) == {named, old}
        assert all(path.read_bytes()[:1] == b"~" for path in files_below(files.folder))


async def test_a_database_that_is_not_theirs_lets_all_files_be(tmp_path: Path) -> None:
    async with opened(tmp_path) as (station, files):
        await files.keep(b"another's")
        aged(files)
        await station.file()
        await tend(station.database, files, MONDAY)
        assert len(list(files.ids())) == 1


async def test_a_turn_under_way_keeps_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(tmp_path) as (station, files):
        named, young = await files.keep(b"named"), await files.keep(b"under way")
        photo = (Attachment(named, "photo"),)
        await station.take(station.turn("wang", "灯坏了", attachments=photo), decide=file_case)
        hour = MONDAY.timestamp() - 3600
        for path in files_below(files.folder):
            os.utime(path, (hour, hour))
        await tend(station.database, files, MONDAY)
        assert young in set(files.ids())
        monkeypatch.setattr(tending, "SPARED", tending.SPARED / 48)
        await tend(station.database, files, MONDAY)
        assert set(files.ids()) == {named}
