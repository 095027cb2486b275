"""What a clock wrote that has been set back since."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, case, literal, update

from storage.tables import IS_WAITING, LETTERS

# The clocks of two machines are never further apart.
_APART = timedelta(minutes=1)


def bring_back(conn: Connection, at: datetime, lease: timedelta) -> None:
    """Let waiting letters go that were written in what is the future now.

    Those that are under way just now are not claimed again before their lease is over.
    """
    written, held = LETTERS.c.created_at, LETTERS.c.held_until
    soon = literal(at + lease, written.type)
    ahead = (IS_WAITING, written > at + _APART, LETTERS.c.try_at > soon)
    # What waits for a moment of its own waits for it still.
    due = case((held == written, soon), else_=held)
    conn.execute(update(LETTERS).where(*ahead).values(try_at=soon, held_until=due))
