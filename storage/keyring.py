"""The keys of the station: one file beside the database, never in it and never in a backup.

Each line is a purpose and a key of 256 bits in hexadecimal digits: ``seal`` for the personal
fields and files, ``index`` for looking up numbers; the last of either is for what is written from
now on.
"""

import hmac
import os
import time
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes, token_hex
from weakref import WeakKeyDictionary

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect

from domain.refusals import NotSaved

# A key that another process put down is taken up after so many seconds.
LOOK_AGAIN = 1.0
_BYTES = 32
_HEAD = (
    "# Keys of the personal fields. Keep a copy away from this machine: without them a backup\n"
    "# cannot be read. `yizhan rotate` puts a new one at the end.\n"
)


class KeysMissing(NotSaved):
    """What is written cannot be read: the file with the key is not there, or is another one."""


@dataclass(frozen=True)
class Key:
    """One key; its id is a digest of it, so that a wrong key is never taken for the right one."""

    secret: bytes

    @cached_property
    def key_id(self) -> str:
        """Return the first eight digits of a digest."""
        return sha256(b"yizhan key id" + self.secret).hexdigest()[:8]

    @cached_property
    def cipher(self) -> AESGCM:
        """Return what encrypts and decrypts with it."""
        return AESGCM(self.secret)


@dataclass(frozen=True, slots=True)
class _Held:
    keys: dict[str, Key]
    newest: Key
    indexes: tuple[bytes, ...]
    stamp: tuple[int, int, int]


class Keyring:
    """The keys of one file, which is made when the first one is needed.

    A change of the file is noticed after a second; an unknown key makes it look at once.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._held: _Held | None = None
        self._look_at = 0.0

    def __bool__(self) -> bool:
        """Say whether the file is there."""
        return self._held is not None or self.file.exists()

    @property
    def newest(self) -> Key:
        """Return the key for what is written now; a new file gets its first.

        Raises:
            KeysMissing: the file cannot be read.
        """
        return self._now().newest

    def key(self, key_id: str) -> Key:
        """Return the key of that id.

        Raises:
            KeysMissing: it is not in the file.
        """
        held = self._held
        if held is None or key_id not in held.keys:
            if not self.file.exists():
                raise KeysMissing(f"the key {key_id} is missing: there is no file {self.file}")
            held = self._read()
        if key_id not in held.keys:
            raise KeysMissing(f"the key {key_id} is not in {self.file}; bring the right file back")
        return held.keys[key_id]

    def mark(self, community_id: str, words: str) -> str:
        """Return by what the words are looked up in that community, 64 bits; no way leads back."""
        return self.marks(community_id, words)[-1]

    def marks(self, community_id: str, words: str) -> tuple[str, ...]:
        """Return the mark by every key that looks up, that of the newest last."""
        said = f"{community_id}|{words}".encode()
        indexes = self._now().indexes
        return tuple(hmac.digest(each, said, "sha256")[:8].hex() for each in indexes)

    def name(self, content: bytes) -> str:
        """Return the name of a file, 64 hex digits, by which nobody without the key knows it."""
        return hmac.digest(self._now().indexes[-1], b"file|" + content, "sha256").hex()

    def add(self) -> Key:
        """Put fresh keys at the end of the file and return the one that seals.

        Raises:
            OSError: the file cannot be written.
        """
        fresh, index = Key(token_bytes(_BYTES)), token_bytes(_BYTES)
        lines = f"index {index.hex()}\nseal {fresh.secret.hex()}\n"
        self._replace(f"{self.file.read_text('utf-8').rstrip()}\n{lines}")
        return fresh

    def keep_newest(self) -> int:
        """Take every key but the newest out of the file; return how many that sealed went."""
        held = self._read()
        self._replace(_lines(held.indexes[-1], held.newest))
        return len(held.keys) - 1

    def _now(self) -> _Held:
        held = self._held
        if held is not None and time.monotonic() < self._look_at:
            return held
        if held is None and not self.file.exists():
            self._make()
        elif held is not None and held.stamp == _stamp(self.file):
            self._look_at = time.monotonic() + LOOK_AGAIN
            return held
        return self._read()

    def _read(self) -> _Held:
        try:
            stamp, lines = _stamp(self.file), self.file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise KeysMissing(f"the keys in {self.file} cannot be read: {error}") from error
        secrets = _secrets(lines, self.file)
        keys = list(map(Key, secrets["seal"]))
        held = _Held({key.key_id: key for key in keys}, keys[-1], tuple(secrets["index"]), stamp)
        self._held, self._look_at = held, time.monotonic() + LOOK_AGAIN
        return held

    def _make(self) -> None:
        words = _lines(token_bytes(_BYTES), Key(token_bytes(_BYTES)))
        beside = self._written(words)
        try:
            # Fails where another process was faster; its keys are the keys then.
            os.link(beside, self.file)
        except FileExistsError:
            pass
        finally:
            beside.unlink()

    def _replace(self, words: str) -> None:
        self._written(words).replace(self.file)
        self._read()

    def _written(self, words: str) -> Path:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = self.file.with_name(f".{self.file.name}.{token_hex(4)}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(words)
            file.flush()
            os.fsync(file.fileno())
        return beside


_RINGS: WeakKeyDictionary[Dialect, Keyring] = WeakKeyDictionary()


def seal_with(dialect: Dialect, ring: Keyring) -> None:
    """Let every connection of the dialect read and write personal fields with those keys."""
    _RINGS[dialect] = ring


def ring_of(dialect: Dialect) -> Keyring:
    """Return the keys of the dialect.

    Raises:
        KeysMissing: nobody handed any in.
    """
    if dialect not in _RINGS:
        raise KeysMissing("the database was opened without keys")
    return _RINGS[dialect]


def _lines(index: bytes, key: Key) -> str:
    return f"{_HEAD}index {index.hex()}\nseal {key.secret.hex()}\n"


def _secrets(lines: list[str], file: Path) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {"seal": [], "index": []}
    for line in lines:
        purpose, _, digits = line.strip().partition(" ")
        if purpose and not purpose.startswith("#"):
            found.get(purpose, []).append(_secret(digits, file))
    if not all(found.values()):
        raise KeysMissing(f"{file} needs a line with `seal` and one with `index`")
    return found


def _secret(digits: str, file: Path) -> bytes:
    try:
        secret = bytes.fromhex(digits)
    except ValueError:
        secret = b""
    if len(secret) != _BYTES:
        # What stands there may be a key that was cut short, so it is not repeated here.
        raise KeysMissing(f"{file} holds a line that is no key of 64 hexadecimal digits")
    return secret


def _stamp(file: Path) -> tuple[int, int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_ino, found.st_size
