from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.batches import Batch, apologise, watch_of
from domain.calendar import shanghai_day
from domain.cases import Deed, perform
from domain.people import Role
from domain.reading import Reading
from domain.rights import Trespass
from domain.states import Act, Part
from domain.turns import Desk, Step, Turn
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


async def test_two_people_of_one_batch_open_two_cases_with_two_numbers(tmp_path: Path) -> None:
    batch = Batch([heard("a", "x"), heard("b", "y")], rulebook(), START)
    async with opened(tmp_path) as database:
        taken = await database.write(lambda conn: batch.take(conn, answer))
    assert [each.numbers for each in taken if isinstance(each, Receipt)] == [
        ("T000001",),
        ("T000002",),
    ]


async def test_two_people_who_touch_one_case_are_not_answered_in_one_batch(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        await database.write(
            lambda conn: Batch([heard("a", "x")], rulebook(), START).take(conn, answer)
        )
        [holder] = await database.read(
            lambda conn: conn.exec_driver_sql("SELECT holder FROM cases").one()
        )
        about = Reading(text="about T000001", case_numbers=("T000001",))
        both = [
            Heard(replace(turn_of("about T000001", who), person_id=person), about)
            for who, person in (("x", ""), ("z", holder))
        ]
        first, second = await database.write(
            lambda conn: Batch(both, rulebook(), START).take(conn, answer)
        )
    assert isinstance(first, Receipt)
    assert second is None


async def test_what_its_speaker_may_not_do_is_not_written_whatever_is_decided(
    tmp_path: Path,
) -> None:
    def overreaching(desk: Desk, turn: Turn, reading: Reading) -> Step:
        if not desk.cases:
            return answer(desk, turn, reading)
        deed = Deed(Act.ACCEPT, desk.person.person_id, frozenset({Part.HOLDER}), desk.at)
        return Step(changes=(perform(desk.cases[0], deed),))

    async with opened(tmp_path) as database:
        taken = [
            await database.write(
                lambda conn: Batch([heard("a", "x")], rulebook(), START).take(conn, overreaching)
            )
            for _ in range(2)
        ]
        [[state, version]] = await database.read(
            lambda conn: conn.exec_driver_sql("SELECT state, version FROM cases").all()
        )
    assert [type(each) for [each] in taken] == [Receipt, Trespass]
    assert (state, version) == ("assigned", 1)


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
