"""How long a letter waits after a door was shut."""

import secrets
from datetime import timedelta

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=2)


def pause_after(tries: int, retry_after: int) -> timedelta:
    """Return how long a letter waits after its try number ``tries`` + 1.

    The pause doubles from one second to two minutes, less up to a quarter by chance; a door
    that names its own pause (seconds) is taken at its word.
    """
    if retry_after:
        return timedelta(seconds=retry_after)
    pause = min(FIRST_PAUSE * (1 << min(tries, 10)), LONGEST_PAUSE)
    return pause * (1 - secrets.randbelow(256) / 1024)
