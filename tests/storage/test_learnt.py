from datetime import timedelta

from domain.alike import Rarity
from domain.lessons import (
    CITY,
    LearningChange,
    LessonGiven,
    LessonUndone,
    OwnTerm,
    TermsChanged,
    TermState,
)
from storage.database import Connection
from storage.learnt import Learnt, load_learnt, write_rarity
from storage.lessons import write_learning
from storage.tables import LEARNT
from tests.storage.station import HERE, Station

STAFF = LessonGiven("DQ000001", 2, "wang-secretary", by_staff=True, before="C1", leaf="D1")


async def write(station: Station, *changes: LearningChange, place: str = HERE) -> None:
    pairs = [(place, each) for each in changes]
    await station.database.write(lambda conn: write_learning(conn, pairs, station.at))
    station.at += timedelta(minutes=1)


async def learnt(station: Station) -> Learnt:
    return await station.database.read(lambda conn: load_learnt(conn, {HERE}))


async def test_nothing_was_taught_at_first(station: Station) -> None:
    found = await learnt(station)
    assert not found.taught(HERE)
    assert found.rarity(HERE) == Rarity()


async def test_a_lesson_is_in_force_with_the_next_look(station: Station) -> None:
    await station.file(text="快递柜挡着门")
    await write(station, STAFF)
    [found] = (await learnt(station)).taught(HERE).exemplars
    assert (found.leaf, found.before, found.giver, found.by_staff) == ("D1", "C1", 0, True)
    assert {"快递", "递柜", "挡着"} <= found.pairs


async def test_what_is_ready_names_nobody(station: Station) -> None:
    await station.file(text="快递柜挡着门")
    await write(station, STAFF)
    [row] = await station.rows(LEARNT)
    assert "wang-secretary" not in str(row)


async def test_the_newest_lesson_of_a_case_counts_and_undoing_brings_the_older_back(
    station: Station,
) -> None:
    await station.file(text="快递柜挡着门")
    resident = LessonGiven("DQ000001", 2, "an", by_staff=False, before="C1", leaf="X0")
    later = LessonGiven("DQ000001", 4, "s", by_staff=True, before="X0", leaf="D1")
    await write(station, resident)
    await write(station, later)
    assert [each.leaf for each in (await learnt(station)).taught(HERE).exemplars] == ["D1"]
    await write(station, LessonUndone("DQ000001", 4, "s"))
    assert [each.leaf for each in (await learnt(station)).taught(HERE).exemplars] == ["X0"]
    await write(station, LessonUndone("DQ000001", 2, "s"))
    assert not (await learnt(station)).taught(HERE)


async def test_words_of_the_city_count_beside_those_of_the_place(station: Station) -> None:
    own = OwnTerm("快递柜", "D1", state=TermState.TAKEN, weight=3)
    city = OwnTerm("外卖柜", "D1", CITY, state=TermState.TAKEN)
    refused = OwnTerm("柜门", "D1", state=TermState.REFUSED)
    await write(station, TermsChanged((own, city, refused)))
    taught = (await learnt(station)).taught(HERE)
    assert [(each.term, each.scope, each.weight) for each in taught.terms] == [
        ("快递柜", "", 3),
        ("外卖柜", CITY, 2),
    ]
    elsewhere = await station.database.read(lambda conn: load_learnt(conn, {"shanxi"}))
    assert [each.term for each in elsewhere.taught("shanxi").terms] == ["外卖柜"]


async def test_rarity_is_kept_by_community(station: Station) -> None:
    def work(conn: Connection) -> None:
        write_rarity(conn, HERE, 9, {"灯坏": 3})

    await station.database.write(work)
    assert (await learnt(station)).rarity(HERE) == Rarity(9, {"灯坏": 3})
