"""The promise that nothing accepted is lost, and its breach."""


class NotDurable(Exception):
    """The database would forget accepted turns after a power cut, so it is not opened."""
