"""Photos, voices and files by the digest of what is in them, each kept once."""

import asyncio
import hashlib
import os
import re
import secrets
from pathlib import Path

_FILE_ID = re.compile(r"[0-9a-f]{64}")


class Attachments:
    """A folder of private files; nobody outside names a path in it."""

    def __init__(self, state_dir: Path) -> None:
        self.folder = state_dir / "attachments"

    async def keep(self, content: bytes) -> str:
        """Keep the bytes and return their id, SHA-256 in hex; they lie on the disk by then."""
        return await asyncio.to_thread(self._keep, content)

    def path_of(self, file_id: str) -> Path | None:
        """Return where the bytes of that id lie, None if there are none or it is no id."""
        if not _FILE_ID.fullmatch(file_id):
            return None
        path = self._path(file_id)
        return path if path.is_file() else None

    def _path(self, file_id: str) -> Path:
        return self.folder / file_id[:2] / file_id

    def _keep(self, content: bytes) -> str:
        file_id = hashlib.sha256(content).hexdigest()
        path = self._path(file_id)
        if not path.is_file():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(exist_ok=True, mode=0o700)
            _write(path, content)
        return file_id


def _write(path: Path, content: bytes) -> None:
    # Whole under its name or not at all: a crash leaves only a stray part file.
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
