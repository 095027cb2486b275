from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.events import GENESIS, Event, first_break
from domain.states import Act, Part, State
from tests.domain.builders import MONDAY

WORDS = st.text(max_size=20)
EVENTS = st.builds(
    Event,
    community_id=WORDS,
    number=WORDS,
    seq=st.just(0),
    at=st.integers(0, 10**6).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
    actor=WORDS,
    part=st.sampled_from(Part),
    act=st.sampled_from(Act),
    before=st.sampled_from(State),
    after=st.sampled_from(State),
    reason=WORDS,
    public=WORDS,
    internal=WORDS,
)


def chained(events: list[Event]) -> list[Event]:
    chain: list[Event] = []
    for seq, event in enumerate(events, start=1):
        previous = chain[-1].hash if chain else GENESIS
        chain.append(replace(event, seq=seq, previous=previous))
    return chain


CHAINS = st.lists(EVENTS, min_size=1, max_size=6).map(chained)


def changed(event: Event, field: str) -> Event:
    edited = copy(event)
    object.__setattr__(edited, field, another(getattr(event, field)))
    return edited


def another(old: object) -> object:
    match old:
        case Part() | Act() | State():
            return next(each for each in type(old) if each is not old)
        case str():
            return f"{old}x"
        case int():
            return old + 1
        case datetime():
            return old + timedelta(microseconds=1)
        case _:
            raise AssertionError(old)


FIELDS = tuple(Event.__dataclass_fields__)


@given(CHAINS)
def test_a_chain_that_nobody_touched_holds(chain: list[Event]) -> None:
    assert first_break(chain) is None


@given(CHAINS, st.data())
def test_any_edit_of_any_field_is_found(chain: list[Event], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    edited = list(chain)
    edited[place] = changed(chain[place], data.draw(st.sampled_from(FIELDS)))
    head = chain[-1].hash
    assert first_break(edited) is not None or edited[-1].hash != head


@given(CHAINS, st.data())
def test_an_event_left_out_or_moved_is_found(chain: list[Event], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(chain) - 1))
    without = chain[:place] + chain[place + 1 :]
    assert first_break(without) is not None or place == len(chain) - 1
    if len(chain) > 1:
        assert first_break(chain[1:] + chain[:1]) is not None


def test_the_first_event_begins_the_chain() -> None:
    event = Event("c", "n", 1, MONDAY, "a", Part.STATION, Act.OPEN, State.NEW, State.NEW)
    assert first_break([event]) is None
    assert first_break([replace(event, previous="1" * 64)]) == replace(event, previous="1" * 64)
    assert first_break([]) is None


def test_words_that_move_between_two_fields_change_the_hash() -> None:
    event = Event("c", "n", 1, MONDAY, "a", Part.STATION, Act.NOTE, State.NEW, State.NEW)
    assert replace(event, public="ab").hash != replace(event, internal="ab").hash
    one = replace(event, reason='x","', public="")
    assert one.hash != replace(event, reason="x", public='","').hash
