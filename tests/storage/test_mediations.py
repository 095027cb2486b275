from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from domain.agreements import Agreement, Reading, Signatory, Signature, Term
from domain.mediation_states import Do, Role, Stage
from domain.mediations import (
    Answer,
    Contact,
    Mediation,
    MediationChanged,
    MediationDeed,
    Revisit,
    Side,
    performed,
)
from domain.people import Person
from domain.places import Place, PlaceSource
from domain.refusals import Stale
from domain.turns import PersonChanged, PersonForgotten, Step
from storage.database import Connection, Database
from storage.mediations import due_mediations, load_mediations, write_mediations
from storage.people import people_with_homes
from storage.records import record_strike
from storage.tables import MEDIATION_EVENTS, MEDIATION_PEOPLE, MEDIATIONS
from tests.domain.builders import MONDAY, SECRETARY, demo_rules
from tests.storage.station import HERE, Station

CALENDAR = demo_rules().calendar
HOME = Place("tiancheng", "3", "2", "6", "602", source=PlaceSource.CODE, confidence=90)


def begun(number: str = "DQ000001", attempt: int = 1) -> MediationChanged:
    first = Mediation(
        community_id=HERE,
        number=number,
        attempt=attempt,
        leaf="I1",
        stage=Stage.SCREEN,
        since=MONDAY,
        opener=SECRETARY,
        applicant=Side("wang", consented="self", consented_at=MONDAY, neutral=True),
        respondent=Side(home=HOME),
        statement="修好就行",
        invited=("li", "zhao"),
        contacts=(Contact(MONDAY, "chat", "station"),),
        answer=Answer(MONDAY, "song", "赵阿姨"),
        captain="song",
        mediator="ye",
        objected=("jin",),
    )
    return went(first, Do.CLEAR, Role.STAFF)


def went(mediation: Mediation, act: Do, role: Role) -> MediationChanged:
    deed = MediationDeed(act, "somebody", frozenset({role}), MONDAY)
    return performed(mediation, deed, CALENDAR)


async def wrote(database: Database, *changes: MediationChanged) -> None:
    await database.write(lambda conn: write_mediations(conn, changes))


async def loaded(database: Database, *people: str) -> tuple[Mediation, ...]:
    keys = [] if people else [(HERE, "DQ000001")]
    return await database.read(lambda conn: load_mediations(conn, keys, people))


async def test_a_mediation_comes_back_as_it_was_written(database: Database) -> None:
    first = begun()
    second = went(first.mediation, Do.CONSENT, Role.APPLICANT)
    await wrote(database, first, second)
    assert await loaded(database) == (second.mediation,)
    station = Station(database)
    events = await station.rows(MEDIATION_EVENTS)
    assert [row["hash"] for row in events] == [first.event.hash, second.event.hash]
    assert events[1]["previous"] == events[0]["hash"]


@pytest.mark.parametrize("person", ["wang", "li", "zhao", "song", "ye"])
async def test_it_is_found_by_everybody_who_is_something_in_it(
    database: Database, person: str
) -> None:
    await wrote(database, begun())
    assert len(await loaded(database, person)) == 1


async def test_an_agreement_comes_back_word_for_word_with_all_that_was_done(
    database: Database,
) -> None:
    signature = Signature(Role.RESPONDENT, MONDAY, "abc", "song", "赵阿姨", checked_at=MONDAY)
    agreement = Agreement(
        edition=3,
        parties=(Signatory("王秀英"), Signatory("明湖置业有限公司", "周明", "经理")),
        facts="漏水",
        terms=(Term("both", "修好", 260000, MONDAY.date(), MONDAY, "li", ("f",), MONDAY, "wang"),),
        readings=(Reading(Role.APPLICANT, MONDAY, "abc"),),
        signatures=(signature,),
        issued_at=MONDAY,
        in_force=MONDAY,
        joined=(Role.APPLICANT,),
    )
    change = begun()
    whole = replace(
        change.mediation,
        agreement=agreement,
        earlier=(agreement,),
        committee=("jin",),
        revisits=(Revisit(Role.APPLICANT, 7, MONDAY, "yny"),),
    )
    await wrote(database, replace(change, mediation=whole))
    [kept] = await loaded(database)
    assert kept == whole
    assert kept.agreement
    assert kept.agreement.digest == agreement.digest
    assert len(await loaded(database, "jin")) == 1


async def test_what_was_written_before_agreements_were_known_is_read_all_the_same(
    database: Database,
) -> None:
    change = begun()
    await wrote(database, change)
    gone = ("agreement", "earlier", "committee", "revisits")

    def older(conn: Connection) -> None:
        body = conn.execute(select(MEDIATIONS.c.body)).scalar_one()
        plain = {name: value for name, value in body.items() if name not in gone}
        conn.execute(update(MEDIATIONS).values(body=plain))

    await database.write(older)
    assert await loaded(database) == (change.mediation,)


async def test_who_left_it_finds_it_no_more(database: Database) -> None:
    change = begun()
    await wrote(database, change)
    gone = went(replace(change.mediation, mediator=""), Do.REMIND, Role.STATION)
    await wrote(database, gone)
    assert await loaded(database, "ye") == ()
    assert await loaded(database, "jin", "stranger") == ()


async def test_of_several_attempts_the_newest_counts(database: Database) -> None:
    await wrote(database, begun())
    await wrote(database, begun(attempt=2))
    [newest] = await loaded(database)
    assert newest.attempt == 2


async def test_who_was_slower_is_told_so_and_nothing_is_written(database: Database) -> None:
    first = begun()
    await wrote(database, first)
    await wrote(database, went(first.mediation, Do.CONSENT, Role.APPLICANT))
    with pytest.raises(Stale):
        await wrote(database, went(first.mediation, Do.DECLINE, Role.APPLICANT))
    [kept] = await loaded(database)
    assert kept.stage is Stage.INVITE_B


async def test_what_is_due_comes_longest_due_first_and_survives_a_restart(
    database: Database,
) -> None:
    early, late = begun("DQ000001"), begun("DQ000002")
    late = replace(late, mediation=replace(late.mediation, wake_at=MONDAY + timedelta(hours=30)))
    await wrote(database, late, early)
    at = MONDAY + timedelta(hours=31)
    due = await database.read(lambda conn: due_mediations(conn, at, 10))
    assert [each.number for each in due] == ["DQ000001", "DQ000002"]
    assert await database.read(lambda conn: due_mediations(conn, MONDAY, 10)) == ()


async def test_people_are_found_by_where_they_told_that_they_live(database: Database) -> None:
    people = (Person(HERE, "li", home=HOME), Person(HERE, "wang"))
    step = Step(changes=tuple(map(PersonChanged, people)))
    await database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    found = await database.read(lambda conn: people_with_homes(conn, {HERE}))
    assert [(each.person_id, each.home) for each in found] == [("li", HOME)]
    assert await database.read(lambda conn: people_with_homes(conn, set())) == ()


async def test_the_desk_holds_what_the_speaker_is_something_in(database: Database) -> None:
    station = Station(database)
    case = await station.file("wang")
    change = begun(case.number)
    await wrote(database, change)
    desk = await station.desk(station.turn("x", person_id="li"))
    assert desk.mediations == ()
    invited = went(change.mediation, Do.CONSENT, Role.APPLICANT)
    await wrote(database, invited)
    for person in ("li", "ye", "song", SECRETARY):
        text = case.number if person == SECRETARY else ""
        turn = station.turn("x", text, person_id=person, reply_to=case.number)
        assert [each.number for each in (await station.desk(turn)).mediations] == [case.number]
    for person in ("stranger", "jin-mediator-dq2", "gao-manager-luting"):
        turn = station.turn("x", person_id=person, reply_to=case.number)
        assert (await station.desk(turn)).mediations == ()


async def test_who_is_forgotten_is_nothing_in_any_mediation(database: Database) -> None:
    station = Station(database)
    await wrote(database, begun())
    step = Step(changes=(PersonForgotten("li"),))
    await database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    people = {row["person_id"] for row in await station.rows(MEDIATION_PEOPLE)}
    assert "li" not in people
    assert "wang" in people


async def test_the_desk_tells_who_is_in_a_mediation_since_when_he_speaks_from_there(
    database: Database,
) -> None:
    station = Station(database)
    case = await station.file("wang")
    filed = await station.desk(station.turn("wang", "我的调解"))
    assert filed.bound_at is None
    change = begun(case.number)
    own = replace(change.mediation.applicant, person_id=filed.person.person_id)
    await wrote(database, replace(change, mediation=replace(change.mediation, applicant=own)))
    desk = await station.desk(station.turn("wang", "我的调解"))
    assert desk.bound_at == MONDAY
    assert desk.is_bound_anew
