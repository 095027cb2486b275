"""The ears of the station: a reader of the directory in force, changed for a newer one whole."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.commands.samples import SUFFIX, learned_layer
from domain.directory import Directory
from domain.reading import Reading, Said
from nlp.lexicon import load_lexicon, packaged_files
from nlp.reader import Reader

# Words as short as these are said again and again: "收到", "已处理好了", "没解决", "1".
_SHORT = 12
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class _Fitted:
    edition: object
    read_all: Callable[[Sequence[Said]], list[Reading]]
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
            self._fitted = _Fitted(edition, reader.read_all, again)
            # It stays until the next edition: the collector need not walk over it each time.
            gc.collect()
            gc.freeze()

    def read(self, text: str, community_id: str) -> Reading:
        """Return what was understood of the message.

        Raises:
            LookupError: nothing was fitted yet.
        """
        return self.read_all([(text, community_id)])[0]

    def read_all(self, said: Sequence[Said]) -> list[Reading]:
        """Return what was understood of each message.

        Raises:
            LookupError: nothing was fitted yet.
        """
        if self._fitted is None:
            raise LookupError("no directory to read by")
        again = self._fitted.read_again
        others = iter(self._fitted.read_all([each for each in said if len(each[0]) > _SHORT]))
        return [again(*each) if len(each[0]) <= _SHORT else next(others) for each in said]

    def _edition(self) -> tuple[tuple[str, int], ...]:
        files = sorted(self._models.glob(f"*{SUFFIX}")) if self._models else []
        return tuple((file.name, file.stat().st_mtime_ns) for file in files)
