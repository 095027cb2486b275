"""The ways in which a step can fail, each caught in exactly one place."""


class Refused(Exception):
    """The rules say no; the text key becomes a kind sentence for the person who asked.

    ``text_key`` names a sentence of the catalogue, ``values`` fill its placeholders.
    """

    def __init__(self, text_key: str, **values: str) -> None:
        super().__init__(text_key)
        self.text_key = text_key
        self.values = values


class Stale(Exception):
    """Somebody else wrote the row first; the turn is decided again from the start."""


class NotSaved(Exception):
    """Nothing of the turn was written: its door does not acknowledge it and says so."""


class Unreachable(Exception):
    """A door is shut; the letter waits and is tried again.

    ``for_good`` says that this address will never open again (the person blocked the station).
    ``retry_after`` is in seconds, 0 when the door named none.
    """

    def __init__(self, why: str, *, for_good: bool = False, retry_after: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.for_good = for_good
        self.retry_after = retry_after
