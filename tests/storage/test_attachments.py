import stat
from pathlib import Path

import pytest

from storage.attachments import Attachments


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_bytes_come_back_by_their_digest(tmp_path: Path) -> None:
    shelf = Attachments(tmp_path)
    file_id = await shelf.keep(b"photo")
    path = shelf.path_of(file_id)
    assert path is not None
    assert path.read_bytes() == b"photo"
    assert len(file_id) == 64


async def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    shelf = Attachments(tmp_path)
    assert await shelf.keep(b"photo") == await shelf.keep(b"photo")
    assert len(files_below(tmp_path)) == 1


async def test_only_the_station_itself_may_read_them(tmp_path: Path) -> None:
    shelf = Attachments(tmp_path)
    path = shelf.path_of(await shelf.keep(b"photo"))
    assert path is not None
    assert [mode_of(each) for each in (path, path.parent, shelf.folder)] == [0o600, 0o700, 0o700]


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64, "/" * 64, "a" * 64 + "\n"]
)
async def test_no_other_name_leads_to_a_file(tmp_path: Path, name: str) -> None:
    shelf = Attachments(tmp_path)
    await shelf.keep(b"photo")
    assert shelf.path_of(name) is None
