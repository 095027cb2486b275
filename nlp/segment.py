"""Cut Chinese text into words: jieba, or by choice the faster rjieba."""

import importlib
import logging
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Protocol


class Segmenter(Protocol):
    """Cuts text into words; ``warm_up`` loads the dictionary before the first message."""

    def warm_up(self) -> None:
        """Load the dictionary and the words of our own; a second call does nothing."""

    def cut(self, text: str) -> list[str]:
        """Return the words of the text; joined they give the text again."""


class _Tokenizer(Protocol):
    """What we use of a tokenizer of jieba."""

    FREQ: Mapping[str, int]
    total: int
    initialized: bool
    tmp_dir: str

    def get_dict_file(self) -> BinaryIO: ...

    def gen_pfdict(self, file: BinaryIO) -> tuple[Mapping[str, int], int]: ...

    def initialize(self) -> None: ...

    def add_word(self, word: str) -> None: ...

    def lcut(self, text: str) -> list[str]: ...


class JiebaSegmenter:
    """jieba with the lexicon's words in its user dictionary.

    ``cache_dir`` is an existing directory that nobody else can write to: jieba believes any
    cache file that it finds. Without one the dictionary is built afresh, in about a second.
    """

    def __init__(self, words: Iterable[str] = (), *, cache_dir: Path | None = None) -> None:
        self._words = tuple(words)
        self._cache_dir = cache_dir
        self._tokenizer: _Tokenizer | None = None

    def warm_up(self) -> None:
        """Load the dictionary and the words of our own; a second call does nothing.

        Raises:
            PermissionError: if others may write into the cache directory.
        """
        self._loaded()

    def cut(self, text: str) -> list[str]:
        """Return the words of the text; joined they give the text again."""
        return self._loaded().lcut(text)

    def _loaded(self) -> _Tokenizer:
        if self._tokenizer is None:
            # Only here: a reader that learned nothing cuts nothing, and needs none of it.
            jieba = importlib.import_module("jieba")
            jieba.setLogLevel(logging.WARNING)
            fresh: _Tokenizer = jieba.Tokenizer()
            self._load(fresh)
            for word in self._words:
                fresh.add_word(word)
            self._tokenizer = fresh
        return self._tokenizer

    def _load(self, tokenizer: _Tokenizer) -> None:
        if self._cache_dir is None:
            tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
            tokenizer.initialized = True
            return
        state = self._cache_dir.stat()
        if state.st_mode & 0o022 or state.st_uid != os.getuid():
            message = "others may write into the dictionary's cache directory"
            raise PermissionError(message)
        tokenizer.tmp_dir = str(self._cache_dir)
        tokenizer.initialize()


class Remembered:
    """A segmenter that cuts each text once: for measuring, where all are read many times."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._cut: dict[str, list[str]] = {}

    def warm_up(self) -> None:
        """Load what the segmenter needs."""
        self._segmenter.warm_up()

    def cut(self, text: str) -> list[str]:
        """Return the words of the text, and the same ones the next time."""
        if text not in self._cut:
            self._cut[text] = [sys.intern(word) for word in self._segmenter.cut(text)]
        return self._cut[text]


class _Rjieba(Protocol):
    def cut(self, text: str) -> list[str]: ...

    def add_word(self, word: str, freq: int | None, tag: str | None) -> int: ...


class RjiebaSegmenter:
    """The same dictionary in Rust: the same words for plain text, about 29 times faster."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._words = tuple(words)
        self._jieba: _Rjieba | None = None

    def warm_up(self) -> None:
        """Load the dictionary and the words of our own; a second call does nothing."""
        self._loaded()

    def cut(self, text: str) -> list[str]:
        """Return the words of the text; joined they give the text again."""
        return list(self._loaded().cut(text))

    def _loaded(self) -> _Rjieba:
        if self._jieba is None:
            fresh: _Rjieba = importlib.import_module("rjieba").Jieba()
            for word in self._words:
                fresh.add_word(word, None, None)
            self._jieba = fresh
        return self._jieba


def open_segmenter(
    words: Iterable[str] = (), *, cache_dir: Path | None = None, fast: bool = False
) -> Segmenter:
    """Return jieba, or by choice the faster rjieba where it is installed; nothing is loaded yet."""
    return RjiebaSegmenter(words) if fast else JiebaSegmenter(words, cache_dir=cache_dir)
