from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batches import Batch, apologise, watch_of
from domain.calendar import shanghai_day
from domain.people import Role
from domain.reading import Reading
from storage.desks import Heard
from storage.records import Receipt
from tests.bot.workshop import COMMUNITY, START, answer, opened, rulebook, turn_of

pytestmark = pytest.mark.usefixtures("each_store")


def heard(text: str, who: str = "wang", person_id: str = "") -> Heard:
    return Heard(replace(turn_of(text, who), person_id=person_id), Reading(text=text))


async def test_one_person_is_answered_once_in_a_batch(tmp_path: Path) -> None:
    batch = Batch([heard("a", "x", "somebody"), heard("b", "y", "somebody")], rulebook(), START)
    async with opened(tmp_path) as database:
        first, second = await database.write(lambda conn: batch.take(conn, answer))
    assert isinstance(first, Receipt)
    assert second is None


async def test_a_turn_that_was_seen_takes_no_number(tmp_path: Path) -> None:
    turns = [heard("a", "x"), heard("b", "y")]
    async with opened(tmp_path) as database:
        [first] = await database.write(
            lambda conn: Batch(turns[:1], rulebook(), START).take(conn, answer)
        )
        again, second = await database.write(
            lambda conn: Batch(turns, rulebook(), START).take(conn, answer)
        )
    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    assert again == replace(first, numbers=())
    assert second.numbers == ("T000002",)


async def test_an_apology_for_a_turn_that_was_answered_meanwhile_is_its_answer(
    tmp_path: Path,
) -> None:
    turn = heard("a")
    async with opened(tmp_path) as database:
        [first] = await database.write(
            lambda conn: Batch([turn], rulebook(), START).take(conn, answer)
        )
        later = START + timedelta(minutes=1)
        receipt = await database.write(
            lambda conn: apologise(conn, turn.turn, "Bug", rulebook(), later)
        )
    assert isinstance(first, Receipt)
    assert receipt.letter_ids == first.letter_ids


def test_the_watch_is_kept_by_administrators_and_dispatchers_of_the_place() -> None:
    people = [rulebook().directory.person(each) for each in watch_of(rulebook(), COMMUNITY, START)]
    assert people
    for person in people:
        assert person is not None
        assert person.community_id in (COMMUNITY, rulebook().directory.street_id)
        assert any(
            person.has_role(role, shanghai_day(START)) for role in (Role.ADMIN, Role.DISPATCHER)
        )
