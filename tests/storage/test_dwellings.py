from dataclasses import replace

import pytest

from domain.dwellings import HomeProved, is_proved
from domain.people import Person
from domain.places import Place, PlaceSource
from storage.dwellings import prove_homes
from storage.people import load_people, people_with_homes, write_people
from tests.domain.builders import MONDAY
from tests.storage.station import HERE, Station

HOME = Place("tiancheng", "3", "2", "6", "602", source=PlaceSource.CODE)
PROOF = HomeProved(HERE, "li", "tiancheng.3.2.602", "captain", MONDAY, lives_there=True)


async def proved(station: Station, *proofs: HomeProved) -> Person:
    """Return the person after those confirmations."""
    person = Person(HERE, "li", home=HOME)
    await station.database.write(lambda conn: write_people(conn, [person]))
    await station.database.write(lambda conn: prove_homes(conn, proofs, station.at))
    found = await station.database.read(lambda conn: load_people(conn, [(HERE, "li")], station.at))
    return found[HERE, "li"].person


async def test_a_confirmed_home_says_by_whom_and_when_after_it_was_read_again(
    station: Station,
) -> None:
    person = await proved(station, PROOF)
    assert is_proved(person.home)
    assert person.proved == f"captain {MONDAY.isoformat()}"
    homes = await station.database.read(lambda conn: people_with_homes(conn, [HERE]))
    assert [each.home.source for each in homes] == [PlaceSource.CONFIRMED]


async def test_what_is_denied_loses_its_door(station: Station) -> None:
    person = await proved(station, PROOF, replace(PROOF, lives_there=False))
    assert (person.home.unit, person.home.room, person.proved) == ("2", "", "")


@pytest.mark.parametrize(
    "proof", [replace(PROOF, home="tiancheng.3.2.502"), replace(PROOF, person_id="nobody")]
)
async def test_who_claims_another_home_by_now_stays_as_he_is(
    station: Station, proof: HomeProved
) -> None:
    assert (await proved(station, proof)).home.source is PlaceSource.CODE
