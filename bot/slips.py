"""Slips: which letters came through, noted at once; who is killed sends none of them again.

The database hears of them only with the next round of the post room, many together. A slip needs
no disk that turns: a process that is killed leaves its files as it wrote them, and a power cut
costs no more than a letter that comes twice.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from storage.columns import from_micros, to_micros
from storage.outbox import Claimed, LetterKey


class Slips:
    """The slips of one process in a file of its own; without a file nothing is noted."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._noted = file is not None and file.exists()

    def note(self, claimed: Claimed) -> None:
        """Keep that the letter came through."""
        if self._file:
            self._noted = True
            self._write(os.O_APPEND, [claimed])

    def noted(self) -> list[LetterKey]:
        """Return the letters that an earlier process of this place had sent."""
        if not self._file or not self._noted:
            return []
        lines = self._file.read_text(encoding="utf-8").split("\n")
        # Without its end the last line is half of one.
        return [key for line in lines[:-1] if (key := _key(line))]

    def keep(self, left: Sequence[Claimed]) -> None:
        """Throw the slips away, but for those of letters that are not written down yet."""
        if self._file and self._noted:
            self._noted = bool(left)
            self._write(os.O_TRUNC, left)

    def _write(self, how: int, sent: Sequence[Claimed]) -> None:
        # On a full disk a letter comes twice; that is no reason to send nothing.
        with suppress(OSError):
            file = os.open(str(self._file), os.O_WRONLY | os.O_CREAT | how, 0o600)
            try:
                os.write(file, "".join(map(_line, sent)).encode())
            finally:
                os.close(file)


def _line(sent: Claimed) -> str:
    return f"{sent.community_id} {sent.letter_id} {to_micros(sent.created_at)}\n"


def _key(line: str) -> LetterKey | None:
    match line.split():
        case [community, letter, created] if letter.isdecimal() and created.isdecimal():
            return community, int(letter), from_micros(int(created))
        case _:
            return None
