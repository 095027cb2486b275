"""What is laid beside a case that a press looks into: what was written about it, its photos."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from domain.cases import Case
from domain.events import Event
from domain.presses import HISTORY, PHOTOS, read_press
from domain.refusals import Refused
from domain.turns import Attachment
from storage.calls import Call
from storage.cases import CaseKey
from storage.events import load_events
from storage.tables import ATTACHMENTS


@dataclass(frozen=True, slots=True)
class Looked:
    """What ``Desk`` holds under the same names."""

    events: tuple[Event, ...] = ()
    files: tuple[Attachment, ...] = ()


def looked_into(conn: Connection, call: Call, cases: Sequence[Case]) -> Looked:
    """Return what the call's press looks into, oldest first.

    That is nothing unless it is of one of the ``cases``, which the person may see.
    """
    try:
        press = read_press(call.turn.press)
    except Refused:
        return Looked()
    case = next((case for case in cases if case.number == press.number), None)
    if case is None:
        return Looked()
    key = (case.community_id, case.number)
    if press.act == HISTORY:
        return Looked(events=load_events(conn, key))
    if press.act == PHOTOS:
        return Looked(files=files_of_case(conn, key))
    return Looked()


def files_of_case(conn: Connection, key: CaseKey) -> tuple[Attachment, ...]:
    """Return the attachments of a case, oldest first."""
    chosen = (
        select(ATTACHMENTS)
        .where(ATTACHMENTS.c.community_id == key[0], ATTACHMENTS.c.number == key[1])
        .order_by(ATTACHMENTS.c.kept_at, ATTACHMENTS.c.mark)
    )
    return tuple(
        Attachment(row.file_id, row.kind, row.caption, row.sender) for row in conn.execute(chosen)
    )
