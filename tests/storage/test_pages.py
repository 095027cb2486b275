from dataclasses import replace
from functools import partial

import pytest

from domain.calendar import shanghai_day
from domain.cases import Case
from domain.people import Person, Role
from domain.places import Place
from domain.privacy import view_case
from domain.states import Act, Part
from domain.turns import Attachment, AttachmentKept, Desk, Step, Turn
from storage.pages import Listed, Reader, Wish, case_list, case_page, counted, counts
from storage.records import record_strike
from tests.domain.builders import HOLDER, SECRETARY, STREET
from tests.storage.station import HERE, Station, deed, file_case

PHOTO, PHOTO2 = Attachment("f" * 64, "photo"), Attachment("e" * 64, "photo")


def reader(station: Station, person_id: str = SECRETARY) -> Reader:
    person = station.rules.directory.person(person_id) or Person(HERE, person_id)
    return Reader(person, station.rules, shanghai_day(station.at), station.at)


async def listed(
    station: Station, wish: Wish, person_id: str = SECRETARY, limit: int = 9, offset: int = 0
) -> Listed:
    who = reader(station, person_id)
    return await station.database.read(lambda conn: case_list(conn, who, wish, limit, offset))


def numbers(found: Listed) -> list[str]:
    return [case.number for case in found.cases]


async def three(station: Station) -> list[Case]:
    """File three cases; the second is held by nobody, the third withdrawn."""
    turns = [station.turn(f"r{place}", words) for place, words in enumerate(("灯", "门", "水"))]
    await station.take(*turns, decide=file_case)
    cases = [await station.case(f"DQ{place:06d}") for place in (1, 2, 3)]
    moved = deed(cases[1], Act.MOVE, Part.STATION)
    step = Step(
        changes=(
            replace(moved, case=replace(moved.case, holder="", grid="elsewhere", microgrid="")),
            deed(cases[2], Act.WITHDRAW, Part.REPORTER),
        )
    )
    await station.database.write(lambda conn: record_strike(conn, HERE, step, station.at))
    return cases


async def test_each_list_shows_its_cases(station: Station) -> None:
    await three(station)
    lists = {
        name: sorted(numbers(await listed(station, Wish(name), STREET[0])))
        for name in ("open", "all", "mine", "unassigned", "overdue")
    }
    assert lists["open"] == ["DQ000001", "DQ000002"]
    assert lists["all"] == ["DQ000001", "DQ000002", "DQ000003"]
    assert (lists["mine"], lists["unassigned"], lists["overdue"]) == ([], ["DQ000002"], [])
    assert numbers(await listed(station, Wish("mine"), HOLDER)) == ["DQ000001"]
    station.at = station.at.replace(year=station.at.year + 1)
    late = await listed(station, Wish("overdue"), STREET[0])
    assert sorted(numbers(late)) == ["DQ000001", "DQ000002"]


async def test_a_list_shows_only_what_the_reader_may_see(station: Station) -> None:
    await three(station)
    assert sorted(numbers(await listed(station, Wish("all")))) == ["DQ000001", "DQ000003"]
    assert numbers(await listed(station, Wish("all"), "stranger")) == []


@pytest.mark.parametrize("role", [Role.CAPTAIN, Role.SECRETARY, Role.STREET])
async def test_nobody_finds_by_words_what_is_masked_before_him(
    station: Station, role: Role
) -> None:
    words = "绿漆3单元502室灯坏，电话13812345678"
    case = await station.file("wang", words)
    day = shanghai_day(station.at)
    who = next(
        person
        for person in station.rules.directory.staff
        if person.has_role(role, day) and view_case(case, person, station.rules, day)
    )
    view = view_case(case, who, station.rules, day)
    assert view
    for first in range(len(words)):
        part = words[first : first + 4]
        found = await listed(station, Wish("all", words=part, in_texts=True), who.person_id)
        assert (found.total == 1) == (part in view.words), part


async def test_a_list_comes_in_pages_with_its_whole_length(station: Station) -> None:
    await three(station)
    found = await listed(station, Wish("all"), STREET[0], limit=2, offset=2)
    assert (numbers(found), found.total) == (["DQ000003"], 3)


async def test_a_list_is_narrowed_by_queue_grid_state_and_words(station: Station) -> None:
    first, *_ = await three(station)
    street = STREET[0]
    assert numbers(await listed(station, Wish("all", grid="elsewhere"), street)) == ["DQ000002"]
    assert numbers(await listed(station, Wish("all", state="withdrawn"), street)) == ["DQ000003"]
    assert len(numbers(await listed(station, Wish("all", queue=first.queue), street))) == 3
    assert numbers(await listed(station, Wish("all", words="dq000002"), street)) == ["DQ000002"]
    assert numbers(await listed(station, Wish("all", words="水"), street)) == []
    said = Wish("all", words="水", in_texts=True)
    assert numbers(await listed(station, said, street)) == ["DQ000003"]
    assert numbers(await listed(station, Wish("all", words="%", in_texts=True), street)) == []


async def test_who_may_not_read_the_words_finds_nothing_by_them(station: Station) -> None:
    await three(station)
    said = Wish("all", words="灯", in_texts=True)
    assert numbers(await listed(station, said, SECRETARY)) == ["DQ000001"]
    assert numbers(await listed(station, said, HOLDER)) == []


async def test_counts_are_those_of_the_lists(station: Station) -> None:
    await three(station)
    for person_id in (SECRETARY, HOLDER, STREET[0], "stranger"):
        found = await station.database.read(partial(counts, reader=reader(station, person_id)))
        for name, many in found.items():
            assert many == (await listed(station, Wish(name), person_id)).total, (person_id, name)


async def test_a_case_page_holds_events_and_files(station: Station) -> None:
    def with_photo(desk: Desk, turn: Turn) -> Step:
        step = file_case(desk, turn)
        kept = (
            AttachmentKept("DQ000001", PHOTO),
            AttachmentKept("DQ000001", replace(PHOTO2, sender=HOLDER), internal=True),
        )
        return step.joined(Step(changes=kept))

    await station.take(station.turn(), decide=with_photo)
    who = reader(station)
    page = await station.database.read(lambda conn: case_page(conn, (HERE, "DQ000001"), who))
    assert page is not None
    assert [event.act for event in page.events] == [Act.OPEN]
    assert set(page.attachments) == {PHOTO, replace(PHOTO2, sender=HOLDER)}
    assert page.case.number == "DQ000001"


async def test_a_case_page_is_nothing_for_a_stranger_and_for_no_case(station: Station) -> None:
    await station.file()
    for number, person_id in (("DQ000001", "stranger"), ("DQ000009", SECRETARY)):
        who = reader(station, person_id)
        look = partial(case_page, key=(HERE, number), reader=who)
        assert await station.database.read(look) is None


async def test_values_of_a_column_are_counted_as_far_as_they_may_be_seen(
    station: Station,
) -> None:
    first, *_ = await three(station)

    async def count(column: str, wish: Wish, person_id: str = STREET[0]) -> dict[str, int]:
        who = reader(station, person_id)
        ask = partial(counted, reader=who, wish=wish, column=column)
        return dict(await station.database.read(ask))

    assert await count("grid", Wish("all")) == {first.grid: 2, "elsewhere": 1}
    assert await count("grid", Wish("all", grid="elsewhere")) == {first.grid: 2, "elsewhere": 1}
    assert await count("state", Wish("all", grid="elsewhere")) == {"assigned": 1}
    assert await count("queue", Wish("open"), SECRETARY) == {first.queue: 1}
    assert await count("queue", Wish("open"), "stranger") == {}


async def test_near_are_the_open_cases_of_the_own_grids_or_all(station: Station) -> None:
    await three(station)
    assert numbers(await listed(station, Wish("near"))) == ["DQ000001"]
    everywhere = await listed(station, Wish("near"), STREET[0])
    assert sorted(numbers(everywhere)) == ["DQ000001", "DQ000002"]


async def test_a_place_finds_down_to_the_building(station: Station) -> None:
    case = (await three(station))[0]
    there = Place(case.place.compound, case.place.building, "77")
    found = await listed(station, Wish("all", "nowhere", place=there))
    assert "DQ000001" in numbers(found)
    compound = await listed(station, Wish("all", "nowhere", place=Place(there.compound)))
    assert "DQ000001" in numbers(compound)
    other = await listed(station, Wish("all", "nowhere", place=replace(there, building="99")))
    assert numbers(other) == []
    assert numbers(await listed(station, Wish("all", "nowhere"))) == []
