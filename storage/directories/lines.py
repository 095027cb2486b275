"""Find the line on which each value of a TOML file stands.

``tomllib`` keeps no line numbers, so the text that it has already accepted is walked once more,
only to see where keys and values begin. Because the text is known to be valid, the walk needs
no grammar of numbers or dates: it steps over strings, brackets and comments.
"""

import re
from collections.abc import Callable, Mapping

from storage.directories.findings import Path

_BLANK = re.compile(r"(?:[\s,]|#[^\n]*)*")
_KEY = re.compile(r"""[ \t]*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)[ \t]*""")
_TEXT = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^,\]}\n#]+")


def lines_of(text: str) -> Mapping[Path, int]:
    """Return the line, counted from 1, of each key and list item of a valid TOML text."""
    walk = _Walk(text.replace("\r\n", "\n"))
    walk.document()
    return walk.lines


class _Walk:
    """One pass over the text; ``at`` is the offset, ``line`` the line of that offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def document(self) -> None:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            start = self.at
            if self._takes("[["):
                table = self._next_of(self._keys())
                self._takes("]]")
            elif self._takes("["):
                table = self._resolved(self._keys())
                self._takes("]")
            else:
                self._pair(table)
            self._note(table)
            self._move_on(start)

    def _pair(self, table: Path) -> None:
        path = (*table, *self._keys())
        self._takes("=")
        self._value(path)

    def _value(self, path: Path) -> None:
        self._note(path)
        while self.text[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        if self._takes("["):
            self._items("]", lambda index: self._value((*path, index)))
        elif self._takes("{"):
            self._items("}", lambda _: self._pair(path))
        elif not self._skip(_TEXT):
            self._skip(_PLAIN)

    def _items(self, end: str, read: Callable[[int], None]) -> None:
        index = 0
        self._skip(_BLANK)
        while self.at < len(self.text) and not self._takes(end):
            start = self.at
            read(index)
            index += 1
            self._move_on(start)

    def _note(self, path: Path) -> None:
        for end in range(1, len(path) + 1):
            self.lines.setdefault(path[:end], self.line)

    def _move_on(self, start: int) -> None:
        # Only what is no TOML at all could stand still here.
        self._step(max(self.at, start + 1))
        self._skip(_BLANK)

    def _keys(self) -> Path:
        keys: list[str] = []
        while found := _KEY.match(self.text, self.at):
            self._step(found.end())
            word = found[1]
            keys.append(word[1:-1] if word[0] in "\"'" else word)
            if not self._takes("."):
                break
        return tuple(keys)

    def _next_of(self, keys: Path) -> Path:
        path = (*self._resolved(keys[:-1]), *keys[-1:])
        self.counts[path] = self.counts.get(path, 0) + 1
        return (*path, self.counts[path] - 1)

    def _resolved(self, keys: Path) -> Path:
        path: Path = ()
        for key in keys:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _takes(self, word: str) -> bool:
        if not self.text.startswith(word, self.at):
            return False
        self._step(self.at + len(word))
        return True

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.at)
        self._step(found.end() if found else self.at)
        return bool(found)

    def _step(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end
