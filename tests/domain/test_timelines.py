from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.categories import Priority
from domain.events import Event
from domain.privacy import CaseView, Tier
from domain.states import Act, Part, State
from domain.timelines import entries_of

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
STAFF = CaseView(
    number="DQ000001",
    community_id="dongqiao",
    state=State.ACCEPTED,
    leaf="A4",
    priority=Priority.URGENT,
    opened_at=NOON,
    tier=Tier.STAFF,
    parts=frozenset({Part.SUPERVISOR}),
    sees_inside=True,
)


def event(seq: int, act: Act, part: Part, actor: str = "wang") -> Event:
    return Event(
        community_id="dongqiao",
        number="DQ000001",
        seq=seq,
        at=NOON + timedelta(minutes=seq),
        actor=actor,
        part=part,
        act=act,
        before=State.ACCEPTED,
        after=State.ACCEPTED,
    )


def comments(count: int) -> list[Event]:
    return [
        replace(event(seq, Act.COMMENT, Part.REPORTER), public=f"第{seq}条")
        for seq in range(1, count + 1)
    ]


def test_public_and_inside_words_are_told_apart() -> None:
    said = replace(event(1, Act.REPLY, Part.HOLDER, "li"), public="明天修", internal="催过物业")
    [entry] = entries_of([said], STAFF)
    assert (entry.actor, entry.public, entry.internal) == ("li", "明天修", "催过物业")


def test_a_reader_outside_gets_no_inside_words() -> None:
    outside = replace(STAFF, tier=Tier.OUTSIDE, sees_inside=False)
    said = replace(event(1, Act.REPLY, Part.HOLDER, "li"), public="明天修", internal="催过物业")
    assert [entry.internal for entry in entries_of([said], outside)] == [""]


def test_residents_stay_unnamed_and_the_station_has_its_name() -> None:
    entries = entries_of(
        [event(1, Act.COMMENT, Part.REPORTER), event(2, Act.NUDGE, Part.STATION, "station")],
        STAFF,
    )
    assert [entry.actor for entry in entries] == ["", "station"]


def test_a_move_is_told_from_what_leaves_the_state() -> None:
    moved = replace(event(1, Act.ACCEPT, Part.HOLDER), before=State.ASSIGNED)
    stayed = event(2, Act.NOTE, Part.HOLDER)
    assert [entry.moved for entry in entries_of([moved, stayed], STAFF)] == [True, False]


def test_a_flood_of_comments_is_folded_and_none_is_lost() -> None:
    entries = entries_of([*comments(8), event(9, Act.NOTE, Part.HOLDER, "li")], STAFF)
    assert [entry.public for entry in entries] == ["第1条", "第2条", "第3条", ""]
    assert entries[2].folded == ("第4条", "第5条", "第6条", "第7条", "第8条")


def test_winding_a_clock_is_no_line_of_its_own() -> None:
    assert entries_of([event(1, Act.RECLOCK, Part.STATION)], STAFF) == ()
