import os
import stat
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from storage.attachments import Attachments
from storage.keyring import Keyring
from storage.sealing import Unsealable

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def shelf(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path, Keyring(tmp_path / "keys"))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def plain(shelf: Attachments, content: bytes) -> str:
    """Keep a file as releases did before files were sealed."""
    file_id = sha256(content).hexdigest()
    path = shelf.folder / file_id[:2] / file_id
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return file_id


async def test_bytes_come_back_by_their_id(shelf: Attachments) -> None:
    file_id = await shelf.keep(b"photo")
    assert await shelf.read(file_id) == b"photo"
    kept = shelf.open(file_id)
    assert kept is not None
    assert kept.size == 5
    assert list(shelf.ids()) == [file_id]
    assert len(file_id) == 64


async def test_neither_the_file_nor_its_name_tells_what_is_in_it(shelf: Attachments) -> None:
    content = b"\xff\xd8 a photo that somebody has too"
    file_id = await shelf.keep(content)
    assert file_id != sha256(content).hexdigest()
    [path] = files_below(shelf.folder)
    assert content not in path.read_bytes()


async def test_the_same_bytes_are_kept_once(shelf: Attachments) -> None:
    assert await shelf.keep(b"photo") == await shelf.keep(b"photo")
    assert len(files_below(shelf.folder)) == 1


async def test_only_the_station_itself_may_read_them(shelf: Attachments) -> None:
    await shelf.keep(b"photo")
    [path] = files_below(shelf.folder)
    assert [mode_of(each) for each in (path, path.parent, shelf.folder)] == [0o600, 0o700, 0o700]


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "a" * 63, "A" * 64, "a" * 64, "/" * 64, "a" * 64 + "\n"]
)
async def test_no_other_name_leads_to_a_file(shelf: Attachments, name: str) -> None:
    await shelf.keep(b"photo")
    assert shelf.open(name) is None
    assert await shelf.read(name) is None


async def test_a_file_that_was_changed_is_not_shown(shelf: Attachments) -> None:
    file_id = await shelf.keep(b"photo")
    [path] = files_below(shelf.folder)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(Unsealable):
        await shelf.read(file_id)


async def test_a_new_key_seals_every_file_anew_once(shelf: Attachments, tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys")
    assert shelf.count_older() == shelf.reseal() == 0
    kept, old = await shelf.keep(b"photo"), plain(shelf, b"OggS")
    assert shelf.count_older() == 1
    ring.add()
    shelf = Attachments(tmp_path, ring)
    assert shelf.count_older() == shelf.reseal() == 2
    assert shelf.count_older() == shelf.reseal() == 0
    ring.keep_newest()
    assert (await shelf.read(kept), await shelf.read(old)) == (b"photo", b"OggS")
    assert b"OggS" not in b"".join(path.read_bytes() for path in files_below(shelf.folder))


async def test_who_reads_while_a_file_is_sealed_anew_reads_it_to_its_end(
    shelf: Attachments, tmp_path: Path
) -> None:
    content = os.urandom(300_000)
    kept = shelf.open(await shelf.keep(content))
    assert kept is not None
    begun = next(kept.frames)
    ring = Keyring(tmp_path / "keys")
    ring.add()
    assert Attachments(tmp_path, ring).reseal() == 1
    assert begun + b"".join(kept.frames) == content


async def test_what_lies_plain_is_sealed_and_nothing_else(shelf: Attachments) -> None:
    kept = await shelf.keep(b"photo")
    before = [path.read_bytes() for path in files_below(shelf.folder)]
    old = plain(shelf, b"OggS")
    assert (shelf.seal_plain(), shelf.seal_plain()) == (1, 0)
    assert [await shelf.read(kept), await shelf.read(old)] == [b"photo", b"OggS"]
    assert before[0] in [path.read_bytes() for path in files_below(shelf.folder)]


async def test_what_nothing_names_goes_when_it_is_old(shelf: Attachments) -> None:
    named, gone, young = [await shelf.keep(each) for each in (b"a", b"b", b"c")]
    (shelf.folder / gone[:2] / ".0123.part").write_bytes(b"half")
    for path in files_below(shelf.folder):
        age = NOW - timedelta(days=0 if path.name == young else 2)
        os.utime(path, (age.timestamp(), age.timestamp()))
    assert shelf.sweep({named}, NOW - timedelta(days=1)) == 2
    assert set(shelf.ids()) == {named, young}
    assert len(files_below(shelf.folder)) == 2


async def test_what_is_sent_again_is_young_again(shelf: Attachments) -> None:
    file_id = await shelf.keep(b"photo")
    [path] = files_below(shelf.folder)
    os.utime(path, (0, 0))
    assert await shelf.keep(b"photo") == file_id
    assert shelf.sweep((), NOW - timedelta(days=1)) == 0


async def test_a_file_that_goes_while_it_is_sealed_anew_is_passed_over(
    shelf: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = plain(shelf, b"OggS")
    path = shelf.folder / old[:2] / old
    monkeypatch.setattr(Attachments, "_paths", lambda _self: iter([path, path.with_name("0" * 64)]))
    assert shelf.seal_plain() == 1
    path.unlink()
    assert shelf.count_older() == shelf.seal_plain() == 0
