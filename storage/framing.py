"""Files lie sealed in frames, so that a large one is never whole in memory.

A file is ``~KEY_ID~``, a salt of 16 bytes, and frames of 64 KiB in AES-256-GCM with a key made of
the station's key and the salt. A frame knows its place and whether it is the last, and all are
bound to the file's name: what is cut, moved or swapped is refused.
"""

import hmac
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.keyring import Key, Keyring
from storage.sealing import HEAD, SIGN, Unsealable

FRAME = 65_536
_SALT = 16
_TAG = 16
_SIGN = SIGN.encode()


def key_id_at(head: bytes) -> str:
    """Return the id of the key that sealed a file beginning so, "" for one that lies plain."""
    whole = head[:HEAD]
    is_sealed = len(whole) == HEAD and whole[:1] == whole[-1:] == _SIGN
    return whole[1:-1].decode("ascii", "replace") if is_sealed else ""


def size_within(head: bytes, size: int) -> int:
    """Return how many bytes are sealed in a file of that beginning and size."""
    if not key_id_at(head):
        return size
    inside = size - HEAD - _SALT
    return inside - _TAG * -(-inside // (FRAME + _TAG))


def seal_frames(key: Key, frames: Iterable[bytes], name: str) -> Iterator[bytes]:
    """Yield the file of that name, whose plain frames are given, sealed; () is an empty file."""
    salt = os.urandom(_SALT)
    cipher = _cipher(key, salt)
    yield f"{SIGN}{key.key_id}{SIGN}".encode() + salt
    for place, (frame, is_last) in enumerate(_told_last(frames)):
        yield cipher.encrypt(_nonce(place, is_last=is_last), frame, name.encode())


def plain_frames(ring: Keyring, file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield what was sealed in the file of that name, or what lies plain there, in frames.

    Raises:
        KeysMissing: its key is not there.
        Unsealable: it was changed or cut, or is another file.
    """
    head = file.read(HEAD)
    key_id = key_id_at(head)
    if not key_id:
        file.seek(0)
        yield from _blocks(file, FRAME)
        return
    cipher = _cipher(ring.key(key_id), file.read(_SALT))
    for place, (block, is_last) in enumerate(_told_last(_blocks(file, FRAME + _TAG))):
        try:
            yield cipher.decrypt(_nonce(place, is_last=is_last), block, name.encode())
        except InvalidTag as error:
            raise Unsealable("a file was changed") from error


def frames_of(content: bytes) -> Iterator[bytes]:
    """Yield the content frame by frame."""
    yield from (content[at : at + FRAME] for at in range(0, len(content), FRAME))


def _cipher(key: Key, salt: bytes) -> AESGCM:
    # A key of its own for each file: places can be counted then, and no nonce comes twice.
    return AESGCM(hmac.digest(key.secret, b"yizhan file" + salt, "sha256"))


def _nonce(place: int, *, is_last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([is_last])


def _blocks(file: BinaryIO, size: int) -> Iterator[bytes]:
    while block := file.read(size):
        yield block


def _told_last(frames: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = b""
    for place, frame in enumerate(frames):
        if place:
            yield held, False
        held = frame
    yield held, True
