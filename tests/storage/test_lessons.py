from datetime import timedelta
from functools import partial

from domain.lessons import (
    CITY,
    LessonGiven,
    LessonUndone,
    OwnTerm,
    RarityCounted,
    TermsChanged,
    TermState,
)
from domain.turns import PersonForgotten, Step
from storage.learnt import load_learnt
from storage.lessons import lessons_of, terms_of, write_learning
from storage.tables import LESSONS, TERMS, WHOLE_STATION
from tests.storage.station import HERE, Station

BY_RESIDENT = LessonGiven("DQ000001", 2, "an", by_staff=False, before="C1", leaf="X0")
BY_STAFF = LessonGiven("DQ000001", 4, "s", by_staff=True, before="X0", leaf="D1")


async def test_lessons_are_listed_newest_first_and_name_no_resident(station: Station) -> None:
    await station.file()
    for change in (BY_RESIDENT, BY_STAFF, BY_STAFF):
        station.at += timedelta(minutes=1)
        given = [(HERE, change)]
        await station.database.write(partial(write_learning, changes=given, at=station.at))
    undone = [(HERE, LessonUndone("DQ000001", 2, "s"))]
    await station.database.write(lambda conn: write_learning(conn, undone, station.at))
    staff, resident = await station.database.read(lambda conn: lessons_of(conn, HERE))
    assert (staff.given, staff.undone) == (BY_STAFF, False)
    assert (resident.given.giver, resident.given.by_staff, resident.undone) == ("", False, True)
    rows = await station.rows(LESSONS)
    assert {(row["seq"], row["undone_by"]) for row in rows} == {(2, "s"), (4, "")}


async def test_words_are_listed_by_how_telling_they_are(station: Station) -> None:
    weak = OwnTerm("柜子", "D1", odds=150, messages=3, homes=3)
    strong = OwnTerm("快递柜", "D1", odds=320, messages=7, homes=4)
    taken = OwnTerm("外卖柜", "D1", CITY, state=TermState.TAKEN, author="s", decided_at=station.at)
    change = [(HERE, TermsChanged((weak, strong, taken)))]
    await station.database.write(lambda conn: write_learning(conn, change, station.at))
    places = (WHOLE_STATION, HERE)
    found = await station.database.read(lambda conn: terms_of(conn, places))
    assert found == (strong, weak, taken)
    proposed = (TermState.PROPOSED,)
    assert await station.database.read(lambda conn: terms_of(conn, places, proposed)) == found[:2]
    homes = {row["term"]: row["community_id"] for row in await station.rows(TERMS)}
    assert homes == {"柜子": HERE, "快递柜": HERE, "外卖柜": WHOLE_STATION}


async def test_a_count_of_words_is_written_by_itself(station: Station) -> None:
    change = [(HERE, RarityCounted(3, {"灯坏": 2}))]
    await station.database.write(lambda conn: write_learning(conn, change, station.at))
    found = await station.database.read(lambda conn: load_learnt(conn, {HERE}))
    assert found.rarity(HERE).reports == 3
    assert not found.taught(HERE)


async def test_who_is_forgotten_taught_nothing(station: Station) -> None:
    await station.file("an")
    [desk_of] = [await station.desk(station.turn("an"))]
    person = desk_of.person.person_id
    given = LessonGiven("DQ000001", 2, person, by_staff=False, before="C1", leaf="D1")
    await station.take(station.turn("an"), decide=lambda *_: Step(changes=(given,)))
    found = await station.database.read(lambda conn: load_learnt(conn, {HERE}))
    assert found.taught(HERE)
    await station.take(
        station.turn("an"), decide=lambda *_: Step(changes=(PersonForgotten(person),))
    )
    found = await station.database.read(lambda conn: load_learnt(conn, {HERE}))
    assert not found.taught(HERE)
    assert await station.count(LESSONS) == 0
