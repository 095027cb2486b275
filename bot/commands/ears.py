"""The ears of the station: a reader of the directory in force, changed for a newer one whole."""

from domain.directory import Directory
from domain.reading import Reading
from nlp.reader import Reader, open_reader


class Ears:
    """Understands messages once it has been fitted to a directory."""

    def __init__(self) -> None:
        self._fitted: tuple[str, Reader] | None = None

    @property
    def fitted(self) -> bool:
        """Say whether messages can be read by now."""
        return self._fitted is not None

    def fit(self, directory: Directory) -> None:
        """Read by that directory from now on; takes a second, so call it in a thread."""
        if self._fitted is None or self._fitted[0] != directory.version:
            reader = open_reader(directory)
            reader.warm_up()
            self._fitted = (directory.version, reader)

    def read(self, text: str, community_id: str) -> Reading:
        """Return what was understood of the message.

        Raises:
            LookupError: nothing was fitted yet.
        """
        if self._fitted is None:
            raise LookupError("no directory to read by")
        return self._fitted[1].read(text, community_id)
