import inspect
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from domain.accord_kinds import BOTH, Kind
from domain.accords import Accord, AccordChanged
from domain.bids import Round
from domain.proceedings import Bid, BidPlaced, BidsDestroyed
from domain.turns import Step
from storage import bids as module
from storage.bids import complete_rounds, own_bids
from storage.database import Database
from storage.records import record_strike
from storage.tables import MEDIATION_BIDS
from tests.domain.builders import MONDAY
from tests.storage.station import HERE
from tests.storage.test_mediations import begun

A, B = BOTH
KEY = (HERE, "DQ000001", 1)
BIDDING = Accord(
    *KEY, 7, Kind.BIDDING, BOTH, MONDAY, MONDAY + timedelta(hours=48), issue=1, payer="respondent"
)
CLAIM = Bid(*KEY, 7, 1, A, "wang", 520_000, MONDAY)
OFFER = Bid(*KEY, 7, 1, B, "li", 440_000, MONDAY)


async def wrote(database: Database, *changes: BidPlaced | BidsDestroyed) -> None:
    await database.write(
        lambda conn: record_strike(conn, HERE, Step(changes=tuple(changes)), MONDAY)
    )


@pytest.fixture
async def bidding(database: Database) -> Database:
    step = Step(changes=(begun(), AccordChanged(BIDDING)))
    await database.write(lambda conn: record_strike(conn, HERE, step, MONDAY))
    return database


async def pairs(database: Database) -> dict[int, Round]:
    key = (*KEY, 7)
    return dict(await database.read(lambda conn: complete_rounds(conn, key, A, B)))


async def test_a_lone_bid_is_never_read_and_a_pair_is(bidding: Database) -> None:
    await wrote(bidding, BidPlaced(CLAIM))
    assert await pairs(bidding) == {}
    await wrote(bidding, BidPlaced(replace(OFFER, round=2)))
    assert await pairs(bidding) == {}
    await wrote(bidding, BidPlaced(OFFER))
    assert await pairs(bidding) == {1: Round(520_000, 440_000)}


async def test_each_reads_his_own_bids_alone(bidding: Database) -> None:
    await wrote(bidding, BidPlaced(CLAIM), BidPlaced(OFFER))
    for person, expected in (("wang", (CLAIM,)), ("li", (OFFER,)), ("ye-mediator-dq", ())):
        assert await bidding.read(partial(own_bids, people={person})) == expected
    assert await bidding.read(lambda conn: own_bids(conn, ())) == ()


async def test_the_first_bid_of_a_round_stands(bidding: Database) -> None:
    await wrote(bidding, BidPlaced(CLAIM))
    await wrote(bidding, BidPlaced(replace(CLAIM, amount=1)))
    assert await bidding.read(lambda conn: own_bids(conn, {"wang"})) == (CLAIM,)


@pytest.mark.parametrize(("number", "left"), [(1, 1), (0, 0)])
async def test_what_is_destroyed_is_gone(bidding: Database, number: int, left: int) -> None:
    await wrote(bidding, BidPlaced(CLAIM), BidPlaced(replace(CLAIM, round=2)))
    await wrote(bidding, BidsDestroyed(BIDDING, number))
    found = await bidding.read(lambda conn: own_bids(conn, {"wang"}))
    assert len(found) == left


def test_there_are_two_ways_to_read_bids_and_no_third() -> None:
    """P13: whoever adds a way for mediators, staff or administrators has to come past here."""
    reading = {
        name
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == module.__name__ and not name.startswith("_")
    }
    assert reading == {"own_bids", "complete_rounds", "place_bids", "destroy_bids"}
    assert set(MEDIATION_BIDS.c.keys()) >= {"person_id", "amount", "side"}
