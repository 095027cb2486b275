"""Photos, voices and files by a keyed digest of what is in them, each kept once and sealed."""

import asyncio
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.framing import frames_of, key_id_at, plain_frames, seal_frames, size_within
from storage.keyring import Keyring
from storage.sealing import HEAD

_FILE_ID = re.compile(r"[0-9a-f]{64}")
# Swept away while it was looked at.
_GONE = "gone"


@dataclass(frozen=True, slots=True)
class Kept:
    """One file: how many bytes it has, and they frame by frame."""

    size: int
    frames: Iterator[bytes]


class Attachments:
    """A folder of private files; nobody outside names a path in it."""

    def __init__(self, state_dir: Path, ring: Keyring) -> None:
        self.folder = state_dir / "attachments"
        self._ring = ring

    async def keep(self, content: bytes) -> str:
        """Keep the bytes and return their id, 64 hex digits; they lie on the disk by then.

        Raises:
            KeysMissing: there is no key to seal them with.
        """
        return await asyncio.to_thread(self._keep, content)

    async def read(self, file_id: str) -> bytes | None:
        """Return the bytes of that id, None if there are none or it is no id.

        Raises:
            KeysMissing: their key is not there.
            Unsealable: they were changed.
        """
        kept = self.open(file_id)
        return None if kept is None else await asyncio.to_thread(b"".join, kept.frames)

    def open(self, file_id: str) -> Kept | None:
        """Return the file of that id, None if there is none or it is no id."""
        path = self._path(file_id)
        if not _FILE_ID.fullmatch(file_id) or not path.is_file():
            return None
        with path.open("rb") as file:
            size = size_within(file.read(HEAD), path.stat().st_size)
        return Kept(size, self._frames(path))

    def ids(self) -> Iterator[str]:
        """Yield the ids of all files."""
        yield from (path.name for path in self._paths())

    def count_older(self) -> int:
        """Return how many files are not sealed with the newest key."""
        return sum(1 for _ in self._older())

    def reseal(self) -> int:
        """Seal every file with the newest key that is not yet; return how many were."""
        return self._resealed(self._older())

    def seal_plain(self) -> int:
        """Seal every file that an older release kept as it came; return how many were."""
        return self._resealed(path for path in self._paths() if _key_id(path) == "")

    def sweep(self, named: Collection[str], before: datetime) -> int:
        """Delete what is not among the named and was kept before then; return how many went."""
        paths = [each for each in self.folder.glob("*/*") if each.name not in named]
        old = [each for each in paths if each.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _paths(self) -> Iterator[Path]:
        found = self.folder.glob("*/*")
        yield from (path for path in found if _FILE_ID.fullmatch(path.name))

    def _older(self) -> Iterator[Path]:
        yield from (
            path for path in self._paths() if _key_id(path) not in (_GONE, self._ring.newest.key_id)
        )

    def _resealed(self, paths: Iterable[Path]) -> int:
        # A file is swapped whole: whoever reads it meanwhile reads it to its end.
        count = 0
        for path in list(paths):
            with suppress(FileNotFoundError):
                _write(path, self._sealed(path.name, self._frames(path)))
                count += 1
        return count

    def _path(self, file_id: str) -> Path:
        return self.folder / file_id[:2] / file_id

    def _frames(self, path: Path) -> Iterator[bytes]:
        with path.open("rb") as file:
            yield from plain_frames(self._ring, file, path.name)

    def _sealed(self, file_id: str, frames: Iterable[bytes]) -> Iterator[bytes]:
        return seal_frames(self._ring.newest, frames, file_id)

    def _keep(self, content: bytes) -> str:
        file_id = self._ring.name(content)
        path = self._path(file_id)
        try:
            # Young again: it is not swept away before its turn is committed.
            os.utime(path)
        except FileNotFoundError:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(exist_ok=True, mode=0o700)
            _write(path, self._sealed(file_id, frames_of(content)))
        return file_id


def _key_id(path: Path) -> str:
    with suppress(FileNotFoundError), path.open("rb") as file:
        return key_id_at(file.read(HEAD))
    return _GONE


def _write(path: Path, frames: Iterable[bytes]) -> None:
    # Whole under its name or not at all: a crash leaves only a stray part file.
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(frames)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
