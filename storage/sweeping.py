"""Which files anything still names: all others are swept away, so that what is destroyed is."""

import re
from collections.abc import Iterator

from sqlalchemy import Connection, select

from storage.tables import ATTACHMENTS, DIALOGUES, FAILED_TURNS, MEDIATIONS, TURNS

_FILE_ID = re.compile(r"[0-9a-f]{64}")


def named_files(conn: Connection) -> frozenset[str]:
    """Return the id of every file that a case, a turn, an open question or a mediation names.

    A letter alone holds no file: whoever it shows it to is shown it through its case.
    """
    plain = conn.scalars(select(ATTACHMENTS.c.file_id).distinct())
    inside = (_FILE_ID.findall(str(value)) for value in _insides(conn))
    return frozenset(plain).union(*inside)


def _insides(conn: Connection) -> Iterator[object]:
    yield from conn.scalars(select(TURNS.c.attachments).where(TURNS.c.attachments != []))
    for column in (FAILED_TURNS.c.turn, DIALOGUES.c.notes, MEDIATIONS.c.body):
        yield from conn.scalars(select(column))
