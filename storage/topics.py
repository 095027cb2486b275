"""Which thread of a staff group shows which case, and what stands there."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, delete, or_, select, update

from domain.cases import Case
from domain.states import OPEN
from storage.cases import cases_of
from storage.tables import CASES, TOPICS
from storage.writing import upsert_rows

# The row without a number is the group itself.
_GROUP = ""
_NEVER = -1


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; ``thread`` is 0 where nothing may be shown, ``shown`` a digest of what is."""

    community_id: str
    number: str
    chat: int
    thread: int = 0
    message_id: int = 0
    seq: int = _NEVER
    shown: str = ""
    is_open: bool = True


def group_of(conn: Connection, community_id: str, configured: int) -> Topic:
    """Return the community's group: where it is now, and as ``shown`` who reads along there.

    Another id in the settings is another group, in which nothing stands yet.
    """
    found = topic_of(conn, community_id, _GROUP)
    if found is None or found.thread != configured:
        conn.execute(delete(TOPICS).where(TOPICS.c.community_id == community_id))
        found = Topic(community_id, _GROUP, configured, configured)
        keep_topic(conn, found)
    return found


def topic_of(conn: Connection, community_id: str, number: str) -> Topic | None:
    """Return the topic of a case, None if nobody looked at that case yet."""
    chosen = select(TOPICS).where(TOPICS.c.community_id == community_id, TOPICS.c.number == number)
    row = conn.execute(chosen).mappings().first()
    return Topic(**row) if row else None


def keep_topic(conn: Connection, topic: Topic) -> None:
    """Keep a topic as it stands."""
    row = {
        "community_id": topic.community_id,
        "number": topic.number,
        "chat": topic.chat,
        "thread": topic.thread,
        "message_id": topic.message_id,
        "seq": topic.seq,
        "shown": topic.shown,
        "is_open": topic.is_open,
    }
    upsert_rows(conn, TOPICS, [row])


def look_at_all_again(conn: Connection, group: Topic) -> None:
    """Keep who reads along in the group now; every topic is held against that."""
    mine = TOPICS.c.community_id == group.community_id
    conn.execute(update(TOPICS).where(mine).values(seq=_NEVER))
    keep_topic(conn, group)


def changed_cases(conn: Connection, community_id: str, most: int) -> tuple[Case, ...]:
    """Return cases that changed since their topic was looked at, and open ones without any."""
    same = and_(TOPICS.c.community_id == CASES.c.community_id, TOPICS.c.number == CASES.c.number)
    wanted = or_(
        TOPICS.c.seq != CASES.c.seq,
        and_(TOPICS.c.number.is_(None), CASES.c.state.in_(sorted(OPEN))),
    )
    chosen = (
        select(CASES)
        .join(TOPICS, same, isouter=True)
        .where(CASES.c.community_id == community_id, wanted)
        .order_by(CASES.c.number)
        .limit(most)
    )
    return cases_of(conn, chosen)


def move_group(conn: Connection, old: int, new: int) -> None:
    """Follow a group that got another id."""
    conn.execute(update(TOPICS).where(TOPICS.c.chat == old).values(chat=new))
