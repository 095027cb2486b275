from dataclasses import replace
from datetime import timedelta

from domain.alike import WITHIN, Alike, Report
from domain.cases import CaseChanged
from domain.people import Person
from domain.places import Place
from domain.turns import Desk, Step, Turn
from storage.alike import Sought, cases_alike, find_alike
from storage.learnt import load_learnt
from tests.domain.builders import demo_rules
from tests.storage.station import HERE, Decide, Station, opening

PLACE = Place("tiancheng", "3", words="天成花园3幢")
WORDS = "楼道灯坏了不亮"


def filing(place: Place = PLACE, leaf: str = "A6", about: tuple[str, ...] = ()) -> Decide:
    def decide(desk: Desk, turn: Turn) -> Step:
        opened = opening(desk, turn.text)
        case = replace(opened.case, place=place, leaf=leaf, about=about)
        return Step(changes=(CaseChanged(case, opened.event),))

    return decide


def sought(place: Place = PLACE, leaf: str = "A6", number: str = "") -> Sought:
    return Sought(Report(HERE, leaf, place, WORDS), Person(HERE, "bo"), number)


async def found(station: Station, *each: Sought) -> list[tuple[Alike, ...]]:
    return await station.database.read(
        lambda conn: find_alike(conn, each, load_learnt(conn, {HERE}), demo_rules(), station.at)
    )


async def test_an_open_report_of_the_same_matter_is_found_without_words_or_people(
    station: Station,
) -> None:
    await station.take(station.turn("an", WORDS), decide=filing())
    [[near]] = await found(station, sought())
    assert near.number == "DQ000001"
    assert near.place == Place("tiancheng", "3")
    assert (near.households, near.likeness, near.is_offered) == (1, 100, True)
    assert WORDS not in repr(near)


async def test_other_leaves_compounds_buildings_and_its_own_number_are_not_found(
    station: Station,
) -> None:
    await station.take(station.turn("an", WORDS), decide=filing())
    for each in (
        sought(leaf="A4"),
        sought(Place("other", "3")),
        sought(Place("tiancheng", "4")),
        sought(Place()),
        sought(number="DQ000001"),
    ):
        assert await found(station, each) == [()]


async def test_what_is_older_than_a_week_is_another_matter(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=filing())
    station.at += WITHIN + timedelta(seconds=1)
    assert await found(station, sought()) == [()]


async def test_a_case_about_somebody_is_offered_to_nobody(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=filing(about=("luting-company",)))
    [[near]] = await found(station, sought())
    assert (near.is_offered, near.grid) == (False, "")


async def test_each_of_a_batch_finds_the_three_most_alike(station: Station) -> None:
    for place, words in enumerate(
        (WORDS, "楼道灯坏了好几天", "楼道灯不亮了", "楼道灯坏", "门禁坏")
    ):
        await station.take(station.turn(f"p{place}", words), decide=filing())
    first, other = await found(station, sought(), sought(leaf="A4"))
    assert [near.likeness for near in first] == sorted(
        (near.likeness for near in first), reverse=True
    )
    assert len(first) == 3
    assert other == ()


async def test_the_page_gets_the_cases_themselves(station: Station) -> None:
    await station.take(station.turn("an", WORDS), decide=filing())
    [[(case, worth)]] = await station.database.read(
        lambda conn: cases_alike(conn, [sought()], load_learnt(conn, {HERE}), station.at)
    )
    assert (case.text, worth) == (WORDS, 100)
