import asyncio
from dataclasses import replace
from pathlib import Path

from aiohttp.test_utils import unused_port

from bot.telegram.showing import Showing
from domain.people import Address
from storage.database import open_database
from storage.shown import Shown
from tests.bot.telegram.rig import CASE, Rig

PHONE = Address("telegram", "1001")


def shown(message_id: int, *, has_buttons: bool = True) -> Shown:
    return Shown("dongqiao", PHONE, str(message_id), message_id, CASE, has_buttons)


async def test_messages_that_come_together_are_each_kept(rig: Rig) -> None:
    showing = Showing(rig.door.parts)
    await asyncio.gather(*(showing.keep(shown(place, has_buttons=False)) for place in range(50)))
    query = "SELECT count(*) FROM shown_letters"
    count = await rig.database.read(lambda conn: conn.exec_driver_sql(query).scalar())
    assert count == 50


async def test_a_newer_card_names_the_older_one(rig: Rig) -> None:
    showing = Showing(rig.door.parts)
    assert await showing.keep(shown(5)) == ()
    assert await showing.keep(shown(6)) == ("5",)
    assert await showing.keep(shown(7, has_buttons=False)) == ()


async def test_what_cannot_be_kept_is_no_failure_of_the_letter(rig: Rig, tmp_path: Path) -> None:
    url = f"postgresql://127.0.0.1:{unused_port()}/nowhere"
    gone = open_database(url, state_dir=tmp_path)
    showing = Showing(replace(rig.door.parts, database=gone))
    assert await showing.keep(shown(5)) == ()
