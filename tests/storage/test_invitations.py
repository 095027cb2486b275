from datetime import timedelta

from domain.people import Address
from storage.invitations import (
    Made,
    invitation_of,
    invitations_in,
    keep_invitation,
    spoil_invitations,
)
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station
from tests.storage.test_staff_accounts import PHONE, invited, secretary


async def test_only_what_is_still_good_is_listed_with_who_made_it(station: Station) -> None:
    worker = station.rules.directory.person("li-worker-dq1")
    assert worker
    made = Made(worker, "grid_worker", "w", "qian-admin")
    await station.database.write(lambda conn: keep_invitation(conn, made, station.at))
    await invited(station)

    async def listed(community: str = HERE, hours: int = 0) -> list[tuple[str, str]]:
        at = station.at + timedelta(hours=hours)
        found = await station.database.read(lambda conn: invitations_in(conn, (community,), at))
        return sorted((each.person_id, by) for each, by in found)

    assert await listed() == [("li-worker-dq1", "qian-admin"), (SECRETARY, "")]
    assert await listed("shanxi") == []
    assert await listed(hours=24) == []
    await station.database.write(lambda conn: spoil_invitations(conn, SECRETARY, station.at))
    assert await listed() == [("li-worker-dq1", "qian-admin")]


async def test_one_that_was_spoiled_fits_nobody(station: Station) -> None:
    await invited(station)
    person = secretary(station).person_id
    await station.database.write(lambda conn: spoil_invitations(conn, person, station.at))
    found = await station.database.read(lambda conn: invitation_of(conn, "c", Address("x", "y")))
    assert found
    assert found.used_by == "-"
    assert await station.database.read(lambda conn: invitation_of(conn, "none", PHONE)) is None
