import stat
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from storage.keyring import Keyring, KeysMissing, ring_of


def made(tmp_path: Path) -> Keyring:
    ring = Keyring(tmp_path / "state" / "keys")
    assert ring.newest.key_id
    return ring


def test_the_first_key_is_made_for_its_owner_only(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "state" / "keys")
    assert not ring
    assert ring.newest.key_id
    assert ring
    assert stat.S_IMODE(ring.file.stat().st_mode) == 0o600
    assert [file.name for file in ring.file.parent.iterdir()] == ["keys"]


def test_another_process_reads_the_same_keys(tmp_path: Path) -> None:
    ring = made(tmp_path)
    other = Keyring(ring.file)
    assert other.newest == ring.newest
    assert other.mark("a", "1") == ring.mark("a", "1") != ring.mark("b", "1")


def test_who_comes_second_takes_the_keys_that_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(tmp_path)
    second = Keyring(first.file)
    # The file appears between the look and the making.
    seen = iter([False, True])
    monkeypatch.setattr(Path, "exists", lambda _path: next(seen, True))
    assert second.newest == first.newest
    assert [file.name for file in first.file.parent.iterdir()] == ["keys"]


def test_a_new_key_is_taken_up_and_the_old_one_still_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = made(tmp_path)
    old, mark, other = ring.newest, ring.mark("a", "1"), Keyring(ring.file)
    assert other.newest == old
    fresh = ring.add()
    assert ring.newest == fresh != old
    assert ring.key(old.key_id) == old
    # What the other process reads anew at once is a key that it never saw.
    assert other.newest == old
    assert other.key(fresh.key_id) == fresh
    later = time.monotonic() + 5
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert ring.newest == fresh
    # Numbers are looked up by old and new keys until the old ones go.
    assert ring.marks("a", "1") == (mark, ring.mark("a", "1"))
    assert ring.mark("a", "1") != mark
    assert ring.keep_newest() == 1
    assert (ring.newest, ring.marks("a", "1")) == (fresh, (ring.mark("a", "1"),))
    with pytest.raises(KeysMissing, match=old.key_id):
        ring.key(old.key_id)


def test_a_change_of_the_file_is_noticed_after_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = made(tmp_path)
    fresh = Keyring(ring.file).add()
    assert ring.newest != fresh
    later = time.monotonic() + 5
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert ring.newest == fresh


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "needs a line"),
        ("seal " + "0" * 64, "needs a line"),
        (f"index {'0' * 64}\nseal 0123", "no key"),
        (f"index {'0' * 64}\nseal secret-that-was-cut", "no key"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_a_file_that_holds_no_keys_is_told_and_not_repeated(
    tmp_path: Path, words: str | bytes, why: str
) -> None:
    file = tmp_path / "keys"
    file.write_bytes(words if isinstance(words, bytes) else words.encode())
    with pytest.raises(KeysMissing, match=why) as told:
        _ = Keyring(file).newest
    assert "secret" not in str(told.value)


def test_a_key_is_asked_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="no file"):
        Keyring(tmp_path / "keys").key("0" * 8)
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_keys_says_so() -> None:
    engine = create_engine("sqlite://")
    with pytest.raises(KeysMissing, match="without keys"):
        ring_of(engine.dialect)
