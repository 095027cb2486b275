from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.accords import AccordChanged
from domain.mediation_stages import Stage
from domain.mediations import Mediation, Side
from domain.people import Person
from domain.proceedings import BidPlaced, Proceedings, WordSaid
from domain.turns import Desk, Dialogue, Step
from storage.database import Database
from storage.hearings import key_of, with_proceedings
from storage.records import record_strike
from tests.domain.builders import MONDAY, demo_rules
from tests.storage.station import HERE
from tests.storage.test_bids import CLAIM
from tests.storage.test_mediations import begun
from tests.storage.test_proceedings import OPTION, WORD

FIRST = begun()
TALK = replace(FIRST.mediation, stage=Stage.SHUTTLE, mediator="ye", respondent=Side("li"))


def desk(person: str, *mediations: Mediation) -> Desk:
    laid = Desk(MONDAY + timedelta(hours=1), Person(HERE, person), Dialogue(), demo_rules())
    return replace(laid, mediations=mediations)


async def seen(database: Database, *desks: Desk) -> list[Proceedings]:
    changes = (FIRST, AccordChanged(OPTION), WordSaid(WORD), BidPlaced(CLAIM))
    await database.write(lambda conn: record_strike(conn, HERE, Step(changes=changes), MONDAY))
    laid = await database.read(lambda conn: with_proceedings(conn, desks))
    return [each.proceedings.get("DQ000001", Proceedings()) for each in laid]


async def test_each_desk_gets_what_its_reader_may_have(database: Database) -> None:
    who = ("wang", "li", "ye", "song", "stranger")
    desks = [desk(person, TALK) for person in who]
    wang, li, mediator, captain, stranger = await seen(database, *desks)
    assert (wang.words, wang.bids) == ((WORD,), (CLAIM,))
    assert (li.words, li.bids) == ((), ())
    assert (mediator.words, mediator.bids) == ((WORD,), ())
    assert captain == stranger == Proceedings()


@pytest.mark.parametrize(
    "changed", [{"stage": Stage.TERMINATED_FAILED}, {"mediator": "", "objected": ("ye",)}]
)
async def test_who_mediates_no_more_gets_nothing_old_words_included(
    database: Database, changed: dict[str, Any]
) -> None:
    assert await seen(database, desk("ye", replace(TALK, **changed))) == [Proceedings()]


async def test_a_desk_without_talks_asks_nothing(database: Database) -> None:
    laid = [desk("wang")]
    assert await database.read(lambda conn: with_proceedings(conn, laid)) == laid
    assert key_of(TALK) == (HERE, "DQ000001", 1)
