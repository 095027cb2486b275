from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from domain.assists import Assist, AssistKind
from domain.cases import Case, CaseChanged, Party
from domain.categories import Priority
from domain.clocks import Clocks, DueKind, Nudge
from domain.events import Event
from domain.people import Identity
from domain.places import Place, PlaceSource
from domain.reading import Reason
from domain.states import FINAL, Act, Part, State
from storage.cases import load_cases, write_cases
from storage.rows import bar, case_row, event_of, event_row, unbar
from storage.tables import CASE_EVENTS, METADATA
from tests.domain.builders import MONDAY, case_of
from tests.stores import sealed_memory

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)
codes = st.text("abcXYZ-_%.0", min_size=1, max_size=4)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
maybe = st.none() | moments
small = st.integers(0, 9)
reasons = st.builds(Reason, words, words, st.integers(-999, 999), words)
parties = st.builds(
    Party,
    codes,
    st.sampled_from(Part),
    words,
    st.sampled_from(Identity),
    st.booleans(),
    words,
    small,
)
assists = st.builds(
    Assist,
    st.sampled_from(AssistKind),
    codes,
    codes,
    words,
    moments,
    moments,
    maybe,
    small,
    words,
    maybe,
    maybe,
    maybe,
    maybe,
    words,
)
nudges = st.builds(Nudge, st.sampled_from(DueKind), moments, small, moments, small, st.booleans())
cases = st.builds(
    Case,
    community_id=words,
    number=words,
    text=words,
    leaf=words,
    priority=st.sampled_from(Priority),
    state=st.sampled_from(State),
    opened_at=moments,
    place=st.builds(
        Place, words, words, words, words, words, words, st.sampled_from(PlaceSource), small
    ),
    grid=words,
    microgrid=words,
    queue=words,
    holder=words,
    about=st.lists(codes, max_size=3).map(tuple),
    parties=st.lists(parties, max_size=3, unique_by=lambda party: party.person_id).map(tuple),
    reasons=st.lists(reasons, max_size=2).map(tuple),
    tags=st.frozensets(words, max_size=3),
    summary=words,
    clocks=st.builds(Clocks, *[maybe] * 10),
    nudge=st.none() | nudges,
    past_nudges=st.lists(nudges, max_size=2).map(tuple),
    level=small,
    returns=small,
    reopened=small,
    extended=small,
    spoke_last=words,
    asked=small,
    merged_into=words,
    relapse_of=words,
    assists=st.lists(assists, max_size=2).map(tuple),
    outcome=words,
    accepted_at=maybe,
    answered_at=maybe,
    resolved_at=maybe,
    closed_at=maybe,
    waiting_since=maybe,
    follow_up_at=maybe,
    version=small,
    seq=st.just(1),
)


def event(case: Case) -> Event:
    return Event(
        case.community_id,
        case.number,
        1,
        MONDAY,
        "somebody",
        Part.HOLDER,
        Act.NOTE,
        State.NEW,
        State.NEW,
        "r",
        "公开",
        "内部",
    )


@given(cases)
def test_a_case_comes_back_whole(case: Case) -> None:
    engine = sealed_memory()
    with engine.begin() as conn:
        METADATA.create_all(conn)
        write_cases(conn, [CaseChanged(case, event(case))])
        key = (case.community_id, case.number)
        assert load_cases(conn, [key]) == {key: case}
    engine.dispose()


def test_an_event_comes_back_with_its_hash() -> None:
    told = event(case_of())
    engine = sealed_memory()
    with engine.begin() as conn:
        METADATA.create_all(conn)
        write_cases(conn, [CaseChanged(case_of(), told)])
        conn.execute(
            insert(CASE_EVENTS), [event_row(replace(told, seq=2, previous=told.hash), "digest")]
        )
        first, second = map(event_of, conn.execute(select(CASE_EVENTS)).mappings())
    engine.dispose()
    assert first == told
    assert second.previous == first.hash


@given(st.lists(codes, max_size=4).map(tuple))
def test_codes_come_back_from_between_the_bars(found: tuple[str, ...]) -> None:
    assert unbar(bar(found)) == found


def test_a_case_ends_with_its_closing_or_its_last_event() -> None:
    case = case_of()
    assert case_row(case, MONDAY)["ended_at"] is None
    for state in FINAL:
        assert case_row(replace(case, state=state), MONDAY)["ended_at"] == MONDAY
    closed = replace(case, state=State.CLOSED, closed_at=case.opened_at.replace(year=2020))
    assert case_row(closed, MONDAY)["ended_at"] == closed.closed_at
