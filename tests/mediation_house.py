"""Puts a mediation that was lived through in memory into the store of a house of pages."""

from dataclasses import replace

from domain.accords import AccordChanged
from domain.mediations import Mediation, MediationChanged, MediationEvent
from domain.proceedings import WordSaid
from storage.database import Connection
from storage.mediations import write_mediations
from storage.proceedings import Gathering
from storage.rounds import open_cases
from tests.mediation_table import NUMBER, Mediated
from tests.web.house import HERE, Browser, House

STORY = "天成花园3幢2单元502室，楼上漏水，吊顶塌了一块"


async def kept(house: House, world: Mediated, number: str = NUMBER) -> Browser:
    """Keep the world's mediation for a case that a browser opens; return that browser."""
    wang = house.browser()
    await wang.say(STORY)
    cases = await house.database.read(lambda conn: open_cases(conn, HERE))
    reporter = next(each for each in cases if each.number == number).reporter
    assert reporter
    mediation = world.mediations[NUMBER]
    applicant = replace(mediation.applicant, person_id=reporter.person_id)
    whole = replace(mediation, number=number, applicant=applicant)
    await house.database.write(lambda conn: _write(conn, whole, tuple(world.events)))
    await house.database.write(lambda conn: _said(world, number).write(conn))
    return wang


def _said(world: Mediated, number: str) -> Gathering:
    said = Gathering()
    for accord in world.hall.accords.values():
        said.gather(AccordChanged(replace(accord, number=number)))
    for word in world.hall.words:
        said.gather(WordSaid(replace(word, number=number)))
    return said


def _write(conn: Connection, mediation: Mediation, events: tuple[MediationEvent, ...]) -> None:
    changes: list[MediationChanged] = []
    for event in events:
        previous = changes[-1].event.hash if changes else event.previous
        again = replace(event, number=mediation.number, previous=previous)
        changes.append(MediationChanged(mediation, again))
    write_mediations(conn, changes)
