"""Yes to clearing: who said it, when, and how far back it reaches."""

from datetime import datetime, time

from sqlalchemy import Connection, and_, exists

from domain.calendar import SHANGHAI
from domain.clearing import ClearingDecided
from storage.tables import CASES, CLEARINGS, MEDIATIONS
from storage.writing import insert_new

_OF_A_MEDIATION = exists().where(
    and_(
        MEDIATIONS.c.community_id == CASES.c.community_id,
        MEDIATIONS.c.number == CASES.c.number,
    )
)
# A dossier of mediation (卷宗) is an archive with years of its own.
IS_CLEARABLE = and_(CASES.c.text != "", ~_OF_A_MEDIATION)
# Somebody said so, about that time and before.
IS_DECIDED = exists().where(
    and_(
        CLEARINGS.c.community_id == CASES.c.community_id,
        CLEARINGS.c.before > CASES.c.ended_at,
    )
)


def keep_clearing(
    conn: Connection, community_id: str, decided: ClearingDecided, at: datetime
) -> None:
    """Keep the yes of a person at that moment."""
    before = datetime.combine(decided.before, time(), SHANGHAI)
    row = {
        "community_id": community_id,
        "decided_at": at,
        "decided_by": decided.by,
        "before": before,
    }
    insert_new(conn, CLEARINGS, [row])
