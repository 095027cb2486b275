from datetime import timedelta

from domain.turns import Attachment, Letter, Step
from storage.notices import Notice, files_of_turn, letters_to, notices_to, said_in_turn
from storage.outbox import mark_sent
from storage.records import record_strike
from tests.domain.builders import HOLDER, SECRETARY
from tests.storage.station import HERE, Station


async def tell(station: Station, *letters: Letter, community: str = HERE) -> tuple[int, ...]:
    step = Step(says=letters)
    return await station.database.write(
        lambda conn: record_strike(conn, community, step, station.at)
    )


async def notices(station: Station, person_id: str) -> tuple[Notice, ...]:
    return await station.database.read(lambda conn: notices_to(conn, person_id, station.at, 10))


async def test_newest_letters_of_every_community_come_first(station: Station) -> None:
    await tell(station, Letter(SECRETARY, "old"))
    station.at += timedelta(minutes=1)
    await tell(station, Letter(SECRETARY, "new"), Letter(HOLDER, "other"), community="shanxi")
    found = await notices(station, SECRETARY)
    assert [each.letter.key for each in found] == ["new", "old"]
    assert [each.community_id for each in found] == ["shanxi", HERE]


async def test_a_held_letter_is_shown_when_its_hour_comes(station: Station) -> None:
    hour = station.at + timedelta(hours=1)
    await tell(station, Letter(SECRETARY, "held", not_before=hour))
    assert await notices(station, SECRETARY) == ()
    station.at = hour
    [found] = await notices(station, SECRETARY)
    assert (found.at, found.rendered) == (hour, "")


async def test_a_sent_letter_shows_its_words(station: Station) -> None:
    await tell(station, Letter(SECRETARY, "a"))
    claimed = [(each, "原话") for each in await station.claim("console")]
    await station.database.write(lambda conn: mark_sent(conn, claimed, station.at))
    [found] = await notices(station, SECRETARY)
    assert found.rendered == "原话"


async def test_letters_by_number_are_only_ones_own(station: Station) -> None:
    ids = await tell(station, Letter(SECRETARY, "a"), Letter(HOLDER, "b"), Letter(SECRETARY, "c"))
    found = await station.database.read(lambda conn: letters_to(conn, SECRETARY, ids))
    assert [each.letter.key for each in found] == ["a", "c"]


async def test_files_of_a_turn(station: Station) -> None:
    photo = Attachment("f" * 64, "photo")
    turn = station.turn(attachments=(photo,))
    await station.take(turn)
    files = await station.database.read(lambda conn: files_of_turn(conn, HERE, turn.key))
    assert files == (photo,)
    assert await station.database.read(lambda conn: files_of_turn(conn, HERE, "x")) == ()


async def test_words_and_press_of_a_turn(station: Station) -> None:
    turn = station.turn(text="灯坏了", press="help")
    await station.take(turn)
    said = await station.database.read(lambda conn: said_in_turn(conn, HERE, turn.key))
    assert said == ("灯坏了", "help")
    assert await station.database.read(lambda conn: said_in_turn(conn, HERE, "x")) == ("", "")
