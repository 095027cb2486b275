from dataclasses import replace

from domain.accord_kinds import Kind
from domain.accords import AccordChanged, AccordState
from domain.bids import Round
from domain.mediation_stages import Stage
from domain.people import Person
from domain.proceedings import BidPlaced
from domain.turns import Step
from storage.database import Database
from storage.people import write_people
from storage.records import record_strike
from storage.talks import Talks, lay_talks
from tests.domain.builders import MONDAY, demo_rules, opened
from tests.storage.station import HERE
from tests.storage.test_bids import BIDDING, CLAIM, OFFER
from tests.storage.test_mediations import begun

FIRST = begun()


async def laid(database: Database, state: AccordState, stage: Stage) -> Talks:
    bidding = AccordChanged(replace(BIDDING, state=state))
    changes = (FIRST, bidding, BidPlaced(CLAIM), BidPlaced(OFFER))
    await database.write(lambda conn: record_strike(conn, HERE, Step(changes=changes), MONDAY))
    mediation = replace(FIRST.mediation, stage=stage)
    case, rules = opened().case, demo_rules()
    return await database.read(lambda conn: lay_talks(conn, mediation, case, rules, MONDAY))


async def test_pairs_of_a_bidding_that_runs_lie_before_the_clock(database: Database) -> None:
    talks = await laid(database, AccordState.AGREED, Stage.PROPOSAL)
    assert talks.rounds == {7: {1: Round(520_000, 440_000)}}
    assert [each.accord for each in talks.proceedings.accords] == [7]
    assert talks.roster == ()


async def test_a_bidding_that_does_not_run_is_not_read(database: Database) -> None:
    talks = await laid(database, AccordState.ASKED, Stage.PROPOSAL)
    assert talks.rounds == {}


async def test_the_roster_lies_there_where_somebody_is_to_be_found(database: Database) -> None:
    talks = await laid(database, AccordState.DONE, Stage.SELECT_M)
    assert "ye-mediator-dq" in {each.person_id for each in talks.roster}


async def test_who_wants_to_advise_lies_there_where_a_panel_is_asked_for(
    database: Database,
) -> None:
    wang = Person(HERE, "wang", advises=True)
    await database.write(lambda conn: write_people(conn, [wang]))
    assert (await laid(database, AccordState.ASKED, Stage.SHUTTLE)).advisers == ()
    panel = AccordChanged(replace(BIDDING, accord=9, kind=Kind.PANEL, state=AccordState.ASKED))
    await database.write(lambda conn: record_strike(conn, HERE, Step(changes=(panel,)), MONDAY))
    case, rules = opened().case, demo_rules()
    talks = await database.read(lambda conn: lay_talks(conn, FIRST.mediation, case, rules, MONDAY))
    assert [each.person_id for each in talks.advisers] == ["wang"]
