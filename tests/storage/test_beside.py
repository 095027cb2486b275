from dataclasses import replace

from domain.cases import CaseChanged
from domain.lessons import OwnTerm, TermsChanged, TermState
from domain.places import Place
from domain.reading import Candidate, Emergency, Reading
from domain.turns import Desk, Dialogue, Step, Turn
from tests.storage.station import Station, opening

PLACE = Place("tiancheng", "3")
WORDS = "楼道灯坏了不亮"
READING = Reading(WORDS, (Candidate("A6", 90),), place=PLACE)


def file_here(desk: Desk, turn: Turn) -> Step:
    opened = opening(desk, turn.text)
    return Step(changes=(CaseChanged(replace(opened.case, place=PLACE), opened.event),))


def asked(desk: Desk, turn: Turn) -> Step:
    step = file_here(desk, turn)
    [change] = step.changes
    assert isinstance(change, CaseChanged)
    notes = {"number": change.case.number, "same": "DQ000001"}
    return replace(step, dialogue=replace(desk.dialogue, notes=notes))


async def test_free_words_lie_beside_what_they_are_like(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=file_here)
    desk = await station.desk(station.turn("bo", WORDS), READING)
    assert [near.number for near in desk.alike] == ["DQ000001"]
    assert desk.cases == ()
    assert desk.joinable is None


async def test_buttons_wishes_dangers_and_unknown_places_seek_nothing(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=file_here)
    for turn, reading in (
        (station.turn("bo", press="leaf:DQ000002:1:A6"), READING),
        (station.turn("bo", WORDS), READING._replace(intent="my_cases")),
        (station.turn("bo", WORDS), READING._replace(place=Place())),
        (station.turn("bo", WORDS), READING._replace(candidates=())),
        (station.turn("bo"), Reading()),
        (
            station.turn("bo", WORDS),
            READING._replace(emergency=Emergency("fire", "D5", ("119",), ("火",))),
        ),
    ):
        assert (await station.desk(turn, reading)).alike == ()


async def test_the_case_that_was_offered_lies_there_when_it_is_answered(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=file_here)
    await station.take(station.turn("bo", WORDS), decide=asked)
    desk = await station.desk(station.turn("bo", press="same:DQ000002:1:yes"))
    assert desk.joinable is not None
    assert desk.joinable.number == "DQ000001"


async def test_no_other_case_can_be_asked_for_by_a_button(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=file_here)
    await station.take(station.turn("bo", WORDS), decide=asked)
    for handle, press in (
        ("chu", "same:DQ000002:1:yes"),
        ("bo", "same:DQ000001:1:yes"),
        ("bo", "same:DQ000002:z:yes"),
        ("bo", "same"),
    ):
        assert (await station.desk(station.turn(handle, press=press))).joinable is None


async def test_an_offer_that_points_nowhere_is_none(station: Station) -> None:
    def astray(desk: Desk, turn: Turn) -> Step:
        step = asked(desk, turn)
        notes = {"number": "DQ000001", "same": "DQ000077"}
        return replace(step, dialogue=Dialogue(notes=notes))

    await station.take(station.turn("bo", WORDS), decide=astray)
    desk = await station.desk(station.turn("bo", press="same:DQ000001:1:yes"))
    assert desk.joinable is None


async def test_words_to_decide_on_lie_there_for_who_asks(station: Station) -> None:
    terms = (OwnTerm("快递柜", "D1"), OwnTerm("柜门", "D1", state=TermState.REFUSED))
    await station.take(station.turn("an"), decide=lambda *_: Step(changes=(TermsChanged(terms),)))
    desk = await station.desk(station.turn("an", press="term"))
    assert [each.term for each in desk.terms] == ["快递柜"]
    assert (await station.desk(station.turn("an", WORDS))).terms == ()
