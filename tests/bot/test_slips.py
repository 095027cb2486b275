import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.carrier import LEASE
from bot.outbox import PostRoom
from bot.slips import Slips
from domain.people import Address
from domain.turns import Letter
from storage.outbox import Claimed, claim_letters
from storage.tables import LETTERS
from tests.bot.street import Opening, Street
from tests.bot.workshop import COMMUNITY, START, opened

FIRST = Claimed(7, COMMUNITY, "wang", Address("test", "wang"), Letter("wang", "hello"), 0, 7, START)
SECOND = replace(FIRST, letter_id=8)
KEYS = [(COMMUNITY, 7, START), (COMMUNITY, 8, START)]


def test_what_one_process_noted_the_next_one_reads(tmp_path: Path) -> None:
    slips = Slips(tmp_path / "slips")
    assert slips.noted() == []
    slips.note(FIRST)
    slips.note(SECOND)
    assert Slips(tmp_path / "slips").noted() == KEYS


def test_what_is_written_down_is_thrown_away_and_the_rest_stays(tmp_path: Path) -> None:
    slips = Slips(tmp_path / "slips")
    slips.keep([])
    assert not (tmp_path / "slips").exists()
    slips.note(FIRST)
    slips.note(SECOND)
    slips.keep([SECOND])
    assert Slips(tmp_path / "slips").noted() == KEYS[1:]
    slips.keep([])
    assert slips.noted() == []
    assert (tmp_path / "slips").read_text() == ""


@pytest.mark.parametrize("torn", [f"{COMMUNITY} 8 17", "half", "a b c\n", "\n"])
def test_half_a_slip_is_none(tmp_path: Path, torn: str) -> None:
    Slips(tmp_path / "slips").note(FIRST)
    with (tmp_path / "slips").open("a") as file:
        file.write(torn)
    assert Slips(tmp_path / "slips").noted() == KEYS[:1]


def test_a_disk_that_takes_no_slip_stops_nothing(tmp_path: Path) -> None:
    slips = Slips(tmp_path / "no folder" / "slips")
    slips.note(FIRST)
    assert not (tmp_path / "no folder").exists()


def test_without_a_file_nothing_is_noted(tmp_path: Path) -> None:
    slips = Slips()
    slips.note(FIRST)
    slips.keep([])
    assert slips.noted() == []
    assert list(tmp_path.iterdir()) == []


async def test_what_a_killed_post_room_had_sent_is_not_sent_again(tmp_path: Path) -> None:
    slips, door = Slips(tmp_path / "slips"), Opening()
    async with opened(tmp_path) as database:
        place = Street(database, [door])
        await place.settle("wang", "test")
        await place.settle("li", "test")
        await place.write(Letter("wang", "came through"), Letter("li", "did not"))
        claimed = await database.write(lambda conn: claim_letters(conn, ["test"], START, 9, LEASE))
        slips.note(next(each for each in claimed if each.person_id == "wang"))
        place.clock.move(LEASE)
        place.room = PostRoom(place.post_of(Slips(tmp_path / "slips")), [door])
        async with asyncio.TaskGroup() as group:
            group.create_task(place.room.run())
            await place.until(("came through", "sent"), ("did not", "sent"))
            place.room.stop()
        words = select(LETTERS.c.rendered).order_by(LETTERS.c.letter_id)
        kept = await database.read(lambda conn: list(conn.scalars(words)))
    assert kept == ["came through", "did not"]
    assert door.words == [("li", "did not")]
    assert (tmp_path / "slips").read_text() == ""


async def test_slips_that_cannot_be_taken_up_stop_no_letter(tmp_path: Path) -> None:
    door = Opening()
    (tmp_path / "slips").mkdir()
    async with opened(tmp_path) as database:
        place = Street(database, [door])
        await place.settle("wang", "test")
        await place.write(Letter("wang", "hello"))
        place.room = PostRoom(place.post_of(Slips(tmp_path / "slips")), [door])
        async with asyncio.TaskGroup() as group:
            group.create_task(place.room.run())
            await place.until(("hello", "sent"))
            place.room.stop()
    assert door.words == [("wang", "hello")]
