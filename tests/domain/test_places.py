from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.places import Place, PlaceSource

WORD = st.sampled_from(["", "1", "2", "502"])
PLACES = st.builds(
    Place,
    compound=st.sampled_from(["", "tiancheng", "wanghu"]),
    building=WORD,
    unit=WORD,
    floor=WORD,
    room=WORD,
    words=st.sampled_from(["", "楼下"]),
    source=st.sampled_from(PlaceSource),
    confidence=st.integers(0, 100),
)
HOME = Place("tiancheng", "3", "2", "5", "502", source=PlaceSource.PROFILE, confidence=90)


def test_a_place_is_known_by_its_compound() -> None:
    assert HOME.is_known()
    assert not Place(building="3").is_known()


def test_missing_parts_come_from_the_home_of_the_same_compound() -> None:
    assert Place(building="3").completed_by(HOME) == replace(HOME, confidence=90)
    told = Place("tiancheng", source=PlaceSource.TEXT, confidence=95)
    assert told.completed_by(HOME) == replace(HOME, source=PlaceSource.TEXT, confidence=95)


def test_another_building_of_the_home_compound_keeps_its_own_unit_and_room() -> None:
    assert Place(building="7").completed_by(HOME) == Place("tiancheng", "7")


def test_another_compound_takes_nothing() -> None:
    there = Place("wanghu", "1")
    assert there.completed_by(HOME) == there
    assert Place(building="1").completed_by(Place()) == Place(building="1")


def test_another_unit_of_the_same_building_does_not_take_the_room_of_the_home() -> None:
    told = Place("tiancheng", "3", "1")
    assert told.completed_by(HOME) == replace(told, confidence=90)


def test_another_floor_or_room_is_not_mixed_with_those_of_the_home() -> None:
    flat = replace(HOME, floor="", room="", confidence=90)
    assert Place(room="302").completed_by(HOME) == replace(flat, room="302")
    assert Place(floor="3").completed_by(HOME) == replace(flat, floor="3")


@given(PLACES, PLACES)
def test_what_was_told_is_never_overwritten(told: Place, home: Place) -> None:
    done = told.completed_by(home)
    for field in ("compound", "building", "unit", "floor", "room", "words"):
        assert not getattr(told, field) or getattr(done, field) == getattr(told, field)
    assert done.confidence >= told.confidence
    assert done.completed_by(home) == done


@given(PLACES)
def test_the_place_of_the_problem_names_no_home(place: Place) -> None:
    shown = place.without_home()
    assert (shown.unit, shown.floor, shown.room, shown.words) == ("", "", "", "")
    assert (shown.compound, shown.building) == (place.compound, place.building)
