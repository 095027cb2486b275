from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from domain.people import Address, Identity, Person
from domain.places import Place, PlaceSource
from domain.refusals import Stale
from domain.turns import Dialogue
from storage.database import Connection, Database
from storage.people import (
    advisers_in,
    bound_since,
    load_people,
    owners_of,
    place_of,
    write_addresses,
    write_dialogues,
    write_people,
)
from tests.domain.builders import MONDAY
from tests.storage.station import HERE, Station

WANG = Person(
    HERE,
    "wang",
    name="王",
    home=Place("tiancheng", "3", "2", "5", "502", "我家", PlaceSource.CODE, 100),
    identity=Identity.ANONYMOUS,
    consented_at=MONDAY,
    neutral=True,
)
KEY = (HERE, "wang")


async def load(station: Station) -> Person:
    found = await station.database.read(lambda conn: load_people(conn, [KEY], station.at))
    return found[KEY].person


async def test_a_person_comes_back_one_version_on(station: Station) -> None:
    await station.database.write(lambda conn: write_people(conn, [WANG]))
    assert await load(station) == replace(WANG, version=1)


@pytest.mark.parametrize("version", [0, 2])
async def test_another_version_is_stale(station: Station, version: int) -> None:
    await station.database.write(lambda conn: write_people(conn, [WANG]))
    other = replace(WANG, version=version)
    with pytest.raises(Stale):
        await station.database.write(lambda conn: write_people(conn, [other]))
    assert (await load(station)).version == 1


async def test_a_dialogue_counts_its_versions(station: Station) -> None:
    def move(conn: Connection, seen: int) -> None:
        write_dialogues(conn, {KEY: (Dialogue("place", {"a": "b"}), seen)}, station.at)

    await station.database.write(lambda conn: write_people(conn, [WANG]))
    await station.database.write(lambda conn: move(conn, 0))
    await station.database.write(lambda conn: move(conn, 1))
    found = await station.database.read(lambda conn: load_people(conn, [KEY], station.at))
    assert found[KEY].dialogue == Dialogue("place", {"a": "b"}, 2)
    with pytest.raises(Stale):
        await station.database.write(lambda conn: move(conn, 1))


async def test_who_put_the_own_name_on_the_list_is_found_in_his_community_alone(
    station: Station,
) -> None:
    people = [
        replace(WANG, advises=True),
        replace(WANG, person_id="zhao"),
        replace(WANG, community_id="shanxi", person_id="sun", advises=True),
    ]
    await station.database.write(lambda conn: write_people(conn, people))
    found = await station.database.read(lambda conn: advisers_in(conn, HERE))
    assert found == (replace(WANG, advises=True, version=1),)


async def test_an_address_belongs_to_who_spoke_there_last(station: Station) -> None:
    place = place_of(HERE, Address("web", "shared"))
    for person_id in ("a", "b"):
        used = {place: person_id}
        await station.database.write(partial(write_addresses, used=used, at=station.at))
        station.at += timedelta(seconds=1)
    owners = await station.database.read(lambda conn: owners_of(conn, [place, (HERE, "web", "x")]))
    assert owners == {place: "b"}


async def test_nobody_is_found_for_no_key(station: Station) -> None:
    assert await station.database.read(lambda conn: load_people(conn, [], station.at)) == {}
    assert await station.database.read(lambda conn: owners_of(conn, [])) == {}


async def test_since_when_an_address_is_somebodys_is_kept_until_it_is_anothers(
    database: Database,
) -> None:
    place = (HERE, "web", "device")
    later = MONDAY + timedelta(days=1)
    latest = MONDAY + timedelta(days=2)
    for person, at in (("wang", MONDAY), ("wang", later)):
        await database.write(partial(write_addresses, used={place: person}, at=at))
    assert await database.read(lambda conn: bound_since(conn, [place])) == {place: MONDAY}
    await database.write(partial(write_addresses, used={place: "li"}, at=latest))
    assert await database.read(lambda conn: bound_since(conn, [place])) == {place: latest}
    assert await database.read(lambda conn: bound_since(conn, [])) == {}
