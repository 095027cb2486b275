from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from domain.people import Person
from domain.presses import check_version, press_on, read_press
from domain.refusals import Refused
from storage import accounts, epochs
from storage.tables import LETTERS
from tests.storage.station import HERE, Station, file_case

CHEN = Person(HERE, "chen-dispatcher-dq", name="陈")
LINK, SESSION, UNUSED = "a" * 64, "b" * 64, "c" * 64


async def begun(station: Station) -> None:
    await station.database.write(partial(epochs.begin_epoch, at=station.at))


async def test_links_and_sessions_of_before_open_nothing(station: Station) -> None:
    write = station.database.write
    for link in (LINK, UNUSED):
        await write(partial(accounts.keep_link, person=CHEN, link_hash=link, at=station.at))
    used = partial(accounts.sign_in, link_hash=LINK, session_hash=SESSION, at=station.at)
    assert await write(used) == CHEN.person_id
    await begun(station)
    again = partial(accounts.sign_in, link_hash=UNUSED, session_hash="d" * 64, at=station.at)
    assert await write(again) == ""
    seen = partial(accounts.session_person, session_hash=SESSION, at=station.at)
    assert await write(seen) == ""


async def test_a_button_of_before_does_nothing_even_if_the_case_moved_on_after_the_backup(
    station: Station,
) -> None:
    case = await station.file()
    buttons = [press_on(replace(case, version=case.version + more), "accept") for more in range(50)]
    await begun(station)
    after = await station.case(case.number)
    for button in buttons:
        with pytest.raises(Refused):
            check_version(read_press(button), after)


async def test_no_letter_goes_until_a_person_lets_them(station: Station) -> None:
    await station.take(station.turn(), decide=file_case)
    await begun(station)
    assert await station.database.read(epochs.frozen_since) == station.at
    assert await station.claim(at=station.at + timedelta(days=1)) == []
    assert await station.database.write(partial(epochs.release, drop=False)) == 1
    assert await station.database.read(epochs.frozen_since) is None
    assert len(await station.claim()) == 1
    assert await station.database.write(partial(epochs.release, drop=False)) == 0


async def test_what_may_have_been_sent_already_can_be_dropped_and_later_letters_go(
    station: Station,
) -> None:
    await station.take(station.turn(), decide=file_case)
    await begun(station)
    station.at += timedelta(minutes=1)
    await station.take(station.turn("li"), decide=file_case)
    assert await station.database.write(partial(epochs.release, drop=True)) == 1
    assert [each.address.handle for each in await station.claim()] == ["li"]
    states = {str(row["state"]) for row in await station.rows(LETTERS)}
    assert states == {"recalled", "waiting"}
