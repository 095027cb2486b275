from datetime import date

from domain.people import Absence, Person
from domain.turns import AbsenceSet, Attachment, AttachmentKept, PersonChanged, PersonForgotten
from storage.cases import write_cases
from storage.changes import Gathered
from storage.database import Connection
from storage.tables import ATTACHMENTS, PEOPLE
from tests.domain.builders import opened
from tests.storage.station import HERE, Station

PHOTO = Attachment("f" * 64, "photo")


def test_changes_are_gathered_by_what_they_touch() -> None:
    gathered = Gathered()
    change, person = opened(), Person(HERE, "p")
    absence = Absence("p", date(2026, 11, 23), date(2026, 11, 24), "q")
    kept = AttachmentKept("DQ000001", PHOTO)
    for each in (change, PersonChanged(person), PersonForgotten("p"), kept, AbsenceSet(absence)):
        gathered.gather(each, HERE, {"DQ000001": "shanxi"})
    assert gathered == Gathered(
        cases=[change],
        people=[person],
        forgotten=[(HERE, "p")],
        attachments=[("shanxi", kept)],
        absences=[(HERE, absence)],
    )


async def test_people_of_many_steps_are_written_at_once(station: Station) -> None:
    gathered = Gathered(people=[Person(HERE, "p", name="甲"), Person(HERE, "q", name="乙")])
    await station.database.write(lambda conn: gathered.write(conn, station.at))
    assert {row["name"] for row in await station.rows(PEOPLE)} == {"甲", "乙"}


async def test_two_places_are_two_attachments(station: Station) -> None:
    places = [Attachment("", "location", words) for words in ("30.0,120.0", "30.1,120.0")]
    kept = [(HERE, AttachmentKept("DQ000001", place)) for place in places]

    def work(conn: Connection) -> None:
        write_cases(conn, [opened()])
        Gathered(attachments=kept).write(conn, station.at)

    await station.database.write(work)
    assert await station.count(ATTACHMENTS) == 2
