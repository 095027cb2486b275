"""The ears of the station: a reader of the directory in force, changed for a newer one whole."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.commands.samples import SUFFIX, learned_layer
from domain.directory import Directory
from domain.reading import Reading
from nlp.lexicon import load_lexicon, packaged_files
from nlp.reader import Reader

# Words as short as these are said again and again: "收到", "已处理好了", "没解决", "1".
_SHORT = 12
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Fitted:
    edition: object
    read: Callable[[str, str], Reading]
    read_again: Callable[[str, str], Reading]


class Ears:
    """Understands messages once it has been fitted to a directory.

    ``models`` is the folder of what was learned, None for the lexicon alone.
    """

    def __init__(self, models: Path | None = None) -> None:
        self._models = models
        self._fitted: _Fitted | None = None

    @property
    def fitted(self) -> bool:
        """Say whether messages can be read by now."""
        return self._fitted is not None

    def fit(self, directory: Directory) -> None:
        """Read by that directory and the newest models from now on.

        That takes a second, so call it in a thread.

        Raises:
            ValueError: a file in the model folder is no model.
        """
        edition = (directory.version, self._edition())
        if self._fitted is None or self._fitted.edition != edition:
            learned = learned_layer(self._models) if self._models else None
            lexicon = load_lexicon(packaged_files() / "lexicon")
            reader = Reader(directory, lexicon, learned=learned)
            reader.warm_up()
            again = lru_cache(maxsize=_REMEMBERED)(reader.read)
            self._fitted = _Fitted(edition, reader.read, again)
            # It stays until the next edition: the collector need not walk over it each time.
            gc.collect()
            gc.freeze()

    def read(self, text: str, community_id: str) -> Reading:
        """Return what was understood of the message.

        Raises:
            LookupError: nothing was fitted yet.
        """
        if self._fitted is None:
            raise LookupError("no directory to read by")
        is_short = len(text) <= _SHORT
        read = self._fitted.read_again if is_short else self._fitted.read
        return read(text, community_id)

    def _edition(self) -> tuple[tuple[str, int], ...]:
        files = sorted(self._models.glob(f"*{SUFFIX}")) if self._models else []
        return tuple((file.name, file.stat().st_mtime_ns) for file in files)
