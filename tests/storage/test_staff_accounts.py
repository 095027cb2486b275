from dataclasses import replace
from datetime import timedelta
from functools import partial

from domain.accounts import Account, AccountSet, AttemptNoted, Standing
from domain.people import Address, Person
from domain.turns import Desk, Letter, Step, Turn
from storage.accounts import end_session, keep_link, session_person, sessions_in, sign_in
from storage.database import Connection
from storage.invitations import Made, invitation_of, keep_invitation
from storage.staff_accounts import account_named, accounts_in, attempts_in, revoke, set_account
from storage.tables import LETTERS
from tests.domain.builders import SECRETARY
from tests.storage.station import HERE, Station

PHONE, OTHER = Address("test", "phone"), Address("test", "other")


def secretary(station: Station) -> Person:
    person = station.rules.directory.person(SECRETARY)
    assert person
    return person


async def invited(station: Station, code: str = "c") -> None:
    made = Made(secretary(station), "secretary", code)
    await station.database.write(lambda conn: keep_invitation(conn, made, station.at))


async def stand(
    station: Station, standing: Standing, address: Address = PHONE, code: str = ""
) -> None:
    """Let somebody speak from the address, and be bound by that turn."""
    account = Account(address, HERE, SECRETARY, standing)

    def bind(desk: Desk, turn: Turn) -> Step:
        del turn
        change = AccountSet(account, secretary(station), (HERE,), code, "by")
        return Step((Letter(desk.person.person_id, "arrival.welcome"),), (change,))

    await station.take(station.turn(address.handle), decide=bind)


async def speaker(station: Station, address: Address = PHONE) -> str:
    return (await station.desk(station.turn(address.handle))).person.person_id


async def test_invitation_is_laid_for_who_shows_it_and_used_up_once(station: Station) -> None:
    await invited(station)
    shown = await station.desk(station.turn("phone", invitation="c"))
    assert shown.invitation
    assert (shown.invitation.used_by, shown.invitation.is_again) == ("", False)
    assert shown.invitation.expires_at == station.at + timedelta(hours=24)
    await stand(station, Standing.ACTIVE, code="c")
    again = await station.desk(station.turn("phone", invitation="c"))
    assert again.invitation
    assert (again.invitation.used_by, again.invitation.is_again) == ("phone", True)
    assert (await station.desk(station.turn("x", invitation="none"))).invitation is None
    assert (await station.desk(station.turn("x"))).invitation is None


async def test_a_newer_invitation_spoils_the_older_one(station: Station) -> None:
    await invited(station, "old")
    await invited(station, "new")
    found = await station.database.read(lambda conn: invitation_of(conn, "old", PHONE))
    assert found
    assert found.used_by == "-"


async def test_who_is_bound_speaks_as_staff_from_the_next_turn_on(station: Station) -> None:
    await stand(station, Standing.ACTIVE)
    assert await speaker(station) == SECRETARY


async def test_who_waits_speaks_as_a_resident(station: Station) -> None:
    await stand(station, Standing.WAITING)
    assert await speaker(station) != SECRETARY
    desk = await station.desk(
        station.turn("x", press=f"vouch::-1:test/phone/{SECRETARY}", person_id="qian-admin")
    )
    assert desk.account == Account(PHONE, HERE, SECRETARY, Standing.WAITING)
    nobody = await station.database.read(lambda conn: account_named(conn, "x"))
    assert nobody is None


async def test_a_second_account_ends_the_first_at_once(station: Station) -> None:
    await stand(station, Standing.ACTIVE)
    await stand(station, Standing.ACTIVE, OTHER)
    assert await speaker(station) != SECRETARY
    assert await speaker(station, OTHER) == SECRETARY
    living = await station.database.read(lambda conn: accounts_in(conn, [HERE]))
    assert [account.address for account in living] == [OTHER]


async def test_signing_out_ends_it_and_its_answer_still_arrives(station: Station) -> None:
    await stand(station, Standing.ACTIVE)
    await station.claim()
    await stand(station, Standing.ENDED)
    letters = await station.claim(at=station.at + timedelta(minutes=2), limit=9)
    assert [letter.address for letter in letters] == [PHONE, PHONE]
    assert await speaker(station) != SECRETARY
    await stand(station, Standing.ACTIVE)
    await stand(station, Standing.ACTIVE)
    assert await speaker(station) == SECRETARY


async def test_revocation_ends_sessions_accounts_and_moves_what_waits_to_the_console(
    station: Station,
) -> None:
    await stand(station, Standing.ACTIVE)
    await invited(station)
    await station.take(
        station.turn("phone"),
        decide=lambda desk, _: Step((Letter(desk.person.person_id, "arrival.welcome"),)),
    )
    await station.database.write(
        lambda conn: keep_link(conn, secretary(station), "link", station.at)
    )
    await station.database.write(lambda conn: sign_in(conn, "link", "session", station.at))
    ended = await station.database.write(lambda conn: revoke(conn, SECRETARY, "", station.at))
    assert ended == 2
    assert await speaker(station) != SECRETARY
    session = await station.database.write(lambda conn: session_person(conn, "session", station.at))
    assert session == ""
    found = await station.database.read(lambda conn: invitation_of(conn, "c", PHONE))
    assert found
    assert found.used_by == "-"
    theirs = [row for row in await station.rows(LETTERS) if row["person_id"] == SECRETARY]
    assert {row["channel"] for row in theirs} == {"console"}


async def test_what_was_tried_is_kept_once(station: Station) -> None:
    tried = AttemptNoted("turn-1", "wang", PHONE, "accept:DQ000001:1")

    def attempt(desk: Desk, turn: Turn) -> Step:
        del desk
        return Step(changes=(replace(tried, turn_key=turn.key),))

    await station.take(station.turn("phone"), decide=attempt)
    [(at, found)] = await station.database.read(lambda conn: attempts_in(conn, [HERE]))
    assert (at, found) == (station.at, tried)


async def test_an_account_that_is_anothers_now_is_the_formers_no_more(station: Station) -> None:
    await stand(station, Standing.ACTIVE)
    other = station.rules.directory.person("li-worker-dq1")
    assert other
    account = Account(PHONE, HERE, other.person_id, Standing.ACTIVE)
    change = AccountSet(account, other, (HERE,))
    await station.database.write(lambda conn: set_account(conn, change, station.at))
    found = await station.database.read(lambda conn: accounts_in(conn, (HERE,)))
    assert [each.person_id for each in found] == [other.person_id]
    assert await speaker(station) == other.person_id


async def test_living_sessions_are_counted_by_person(station: Station) -> None:
    person = secretary(station)

    def come_in(conn: Connection) -> None:
        for number in range(2):
            keep_link(conn, person, f"link-{number}", station.at)
            sign_in(conn, f"link-{number}", f"session-{number}", station.at)
        end_session(conn, "session-0", station.at)

    await station.database.write(come_in)
    later = station.at + timedelta(hours=12)
    for at, count in ((station.at, 1), (later, 0)):
        found = await station.database.read(partial(sessions_in, communities=(HERE,), at=at))
        assert found[SECRETARY] == count
