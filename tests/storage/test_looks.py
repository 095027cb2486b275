from domain.events import Event
from domain.states import Act, Part
from domain.turns import Attachment, AttachmentKept, Desk, Step, Turn
from storage.looks import files_of_case
from tests.storage.station import HERE, Station, deed


def accept(desk: Desk, turn: Turn) -> Step:
    del turn
    [case] = desk.cases
    return Step(changes=(deed(case, Act.ACCEPT, Part.HOLDER),))


def keep(desk: Desk, turn: Turn) -> Step:
    [case] = desk.cases
    photo = Attachment(turn.text, "photo")
    return Step(changes=(AttachmentKept(case.number, photo, internal=turn.text == "c"),))


def acts(events: tuple[Event, ...]) -> list[Act]:
    return [each.act for each in events]


async def test_events_lie_on_the_desk_of_whoever_looks_into_a_case(station: Station) -> None:
    first = await station.file("an")
    await station.file("bo")
    await station.take(station.turn("an"), decide=accept)
    desk = await station.desk(station.turn("an", press=f"history:{first.number}:1"))
    assert acts(desk.events) == [Act.OPEN, Act.ACCEPT]
    assert {each.number for each in desk.events} == {first.number}


async def test_files_lie_there_for_who_looks_at_the_photos_of_that_case(station: Station) -> None:
    first = await station.file("an")
    second = await station.file("bo")
    for handle, file_id in (("an", "a"), ("an", "b"), ("bo", "c")):
        await station.take(station.turn(handle, file_id), decide=keep)
    desk = await station.desk(station.turn("an", press=f"photos:{first.number}:1"))
    assert {each.file_id for each in desk.files} == {"a", "b"}
    assert desk.events == ()
    assert (await station.desk(station.turn("an", press=f"photos:{second.number}"))).files == ()
    found = await station.database.read(lambda conn: files_of_case(conn, (HERE, second.number)))
    assert found == (Attachment("c", "photo"),)


async def test_nothing_lies_there_of_a_case_that_one_may_not_see(station: Station) -> None:
    case = await station.file("an")
    for press in (f"history:{case.number}:1", "history:DQ000009:1", "history"):
        assert (await station.desk(station.turn("bo", press=press))).events == ()


async def test_other_buttons_and_broken_ones_lay_no_events(station: Station) -> None:
    case = await station.file("an")
    for press in (f"mine:{case.number}:1", ":::", f"history:{case.number}:x", ""):
        assert (await station.desk(station.turn("an", press=press))).events == ()
