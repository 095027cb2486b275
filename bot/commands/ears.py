"""The ears of the station: a reader of the directory in force, changed for a newer one whole."""

from pathlib import Path

from bot.commands.samples import SUFFIX, learned_layer
from domain.directory import Directory
from domain.reading import Reading
from nlp.lexicon import load_lexicon, packaged_files
from nlp.reader import Reader


class Ears:
    """Understands messages once it has been fitted to a directory.

    ``models`` is the folder of what was learned, None for the lexicon alone.
    """

    def __init__(self, models: Path | None = None) -> None:
        self._models = models
        self._fitted: tuple[object, Reader] | None = None

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
        if self._fitted is None or self._fitted[0] != edition:
            learned = learned_layer(self._models) if self._models else None
            lexicon = load_lexicon(packaged_files() / "lexicon")
            reader = Reader(directory, lexicon, learned=learned)
            reader.warm_up()
            self._fitted = (edition, reader)

    def read(self, text: str, community_id: str) -> Reading:
        """Return what was understood of the message.

        Raises:
            LookupError: nothing was fitted yet.
        """
        if self._fitted is None:
            raise LookupError("no directory to read by")
        return self._fitted[1].read(text, community_id)

    def _edition(self) -> tuple[tuple[str, int], ...]:
        files = sorted(self._models.glob(f"*{SUFFIX}")) if self._models else []
        return tuple((file.name, file.stat().st_mtime_ns) for file in files)
