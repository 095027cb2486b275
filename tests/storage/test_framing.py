from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.framing import (
    FRAME,
    frames_of,
    key_id_at,
    plain_frames,
    seal_frames,
    size_within,
)
from storage.keyring import Key, Keyring, KeysMissing
from storage.sealing import HEAD, Unsealable

NAME = "a" * 64
SIZES = (0, 1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 7)


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    ring = Keyring(tmp_path_factory.mktemp("ring") / "keys")
    assert ring.newest.key_id
    return ring


def sealed(ring: Keyring, content: bytes) -> bytes:
    return b"".join(seal_frames(ring.newest, frames_of(content), NAME))


def plain(ring: Keyring, content: bytes, name: str = NAME) -> bytes:
    return b"".join(plain_frames(ring, BytesIO(content), name))


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back(ring: Keyring, size: int) -> None:
    content = bytes(place % 251 for place in range(size))
    lies = sealed(ring, content)
    assert plain(ring, lies) == content
    assert size_within(lies[:HEAD], len(lies)) == size
    assert key_id_at(lies) == ring.newest.key_id
    assert content == b"" or content[:200] not in lies or size < 20


def test_the_same_file_never_lies_the_same_twice(ring: Keyring) -> None:
    assert sealed(ring, b"photo") != sealed(ring, b"photo")


def test_what_was_kept_plain_is_read_as_it_is(ring: Keyring) -> None:
    content = b"\xff\xd8" + bytes(FRAME)
    assert plain(ring, content) == content
    assert key_id_at(content) == ""
    assert size_within(content[:HEAD], len(content)) == len(content)
    assert plain(ring, b"") == b""


@given(st.data())
def test_a_changed_cut_or_longer_file_is_refused(ring: Keyring, data: st.DataObject) -> None:
    lies = bytearray(sealed(ring, bytes(2 * FRAME + 100)))
    place = data.draw(st.integers(HEAD, len(lies) - 1))
    spoiled = data.draw(
        st.sampled_from(
            [
                bytes([*lies[:place], lies[place] ^ 1, *lies[place + 1 :]]),
                bytes(lies[: max(place, HEAD)]),
                bytes(lies) + b"x",
            ]
        )
    )
    with pytest.raises(Unsealable):
        plain(ring, spoiled)


def test_frames_that_changed_places_are_refused(ring: Keyring) -> None:
    lies = sealed(ring, b"a" * FRAME + b"b" * FRAME + b"c")
    begin, size = HEAD + 16, FRAME + 16
    head, first, second = lies[:begin], lies[begin : begin + size], lies[begin + size :][:size]
    with pytest.raises(Unsealable):
        plain(ring, head + second + first + lies[begin + 2 * size :])
    # Cut at the very edge of a frame: what is left is whole frames, but not the last.
    with pytest.raises(Unsealable):
        plain(ring, head + first + second)


def test_a_file_under_the_name_of_another_is_refused(ring: Keyring) -> None:
    with pytest.raises(Unsealable):
        plain(ring, sealed(ring, b"photo"), "b" * 64)


def test_without_its_key_a_file_is_not_read(ring: Keyring) -> None:
    lies = b"".join(seal_frames(Key(bytes(32)), [b"photo"], NAME))
    with pytest.raises(KeysMissing):
        plain(ring, lies)


def test_a_large_file_is_never_whole_in_memory(ring: Keyring, tmp_path: Path) -> None:
    path = tmp_path / "large"
    frames = (bytes(FRAME) for _ in range(100))
    with path.open("wb") as file:
        file.writelines(seal_frames(ring.newest, frames, NAME))
    with path.open("rb") as file:
        assert {len(each) for each in plain_frames(ring, file, NAME)} == {FRAME}
