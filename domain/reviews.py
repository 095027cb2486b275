"""When an open matter without a limit of its own is looked at again, so that none falls silent."""

from datetime import datetime, timedelta

# A matter that ends by a procedure of its own has no day to be solved by (docs/sources.md#limits).
LOOK_AFTER = timedelta(days=7)


def look_again(
    solve: datetime | None, review: datetime | None, answered_at: datetime | None
) -> datetime | None:
    """Return when the holder is asked how it stands, None where another clock runs."""
    if solve or answered_at is None:
        return None
    return review or answered_at + LOOK_AFTER
