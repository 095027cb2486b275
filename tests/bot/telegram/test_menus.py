from dataclasses import replace

import pytest

from bot.telegram import menus
from bot.telegram.menus import STAFF, Menus
from bot.telegram.wire import Silent
from domain.accounts import Account, AccountSet, Standing
from domain.people import Address
from storage.staff_accounts import revoke, set_account
from tests.bot.telegram.rig import Rig
from tests.bot.workshop import rulebook
from tests.botapi.faults import Fault

WORKER = "li-worker-dq1"
CHAT = "chat:1001"

# The menus of everybody, which the line sets when it opens.
GENERAL = 4


async def bound(rig: Rig, person_id: str = WORKER) -> None:
    """Let the phone be an account of staff, once the menus of everybody are there."""
    await rig.until(lambda: len(rig.api.bot.commands) >= GENERAL)
    rig.phone().says("/start")
    person = rulebook().directory.person(person_id)
    assert person
    account = Account(Address("telegram", "1001"), "dongqiao", person_id, Standing.ACTIVE)
    change = AccountSet(account, person, ("dongqiao",))
    await rig.database.write(lambda conn: set_account(conn, change, rig.clock.now()))


by_hand = pytest.mark.usefixtures("no_own_look")


def names(rig: Rig, language: str = "") -> tuple[str, ...]:
    shown = rig.api.bot.commands.get((CHAT, language), ())
    return tuple(each["command"] for each in shown)


async def test_who_signs_in_gets_his_menu_and_loses_it_when_he_is_out(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "EVERY", 0.02)
    await bound(rig)
    await rig.until(lambda: names(rig) == names(rig, "en") == STAFF)
    assert rig.api.bot.commands[CHAT, ""][0]["description"] == "工作台"
    assert rig.api.bot.commands[CHAT, "en"][0]["description"] == "Desk"
    await rig.database.write(lambda conn: revoke(conn, WORKER, "", rig.clock.now()))
    await rig.until(lambda: names(rig) == names(rig, "en") == ())


@by_hand
async def test_who_was_put_out_while_the_station_was_down_loses_his_menu_after_it(
    rig: Rig,
) -> None:
    await bound(rig)
    await Menus(rig.door.parts, rig.door.wire).look()
    assert names(rig) == STAFF
    await rig.database.write(lambda conn: revoke(conn, WORKER, "", rig.clock.now()))
    await Menus(rig.door.parts, rig.door.wire).look()
    assert names(rig) == ()


@by_hand
async def test_who_serves_no_more_loses_his_menu(rig: Rig) -> None:
    await bound(rig)
    mine = Menus(rig.door.parts, rig.door.wire)
    await mine.look()
    directory = replace(rulebook().directory, staff=())
    mine.parts = replace(mine.parts, directory=lambda: directory)
    await mine.look()
    assert names(rig) == ()


@by_hand
@pytest.mark.parametrize("method", ["setMyCommands", "deleteMyCommands"])
async def test_what_telegram_did_not_take_is_tried_again(rig: Rig, method: str) -> None:
    await bound(rig)
    mine = Menus(rig.door.parts, rig.door.wire)
    if method == "deleteMyCommands":
        await mine.look()
        await rig.database.write(lambda conn: revoke(conn, WORKER, "", rig.clock.now()))
    rig.api.server.faults.script(method, Fault("cut"), Fault("cut"))
    for _ in range(2):
        with pytest.raises(Silent):
            await mine.look()
    await mine.look()
    assert names(rig) == (STAFF if method == "setMyCommands" else ())


@by_hand
async def test_who_blocked_the_bot_keeps_no_other_waiting(rig: Rig) -> None:
    await bound(rig)
    rig.phone().blocks()
    mine = Menus(rig.door.parts, rig.door.wire)
    await mine.look()
    calls = rig.api.server.count("setMyCommands")
    await mine.look()
    assert rig.api.server.count("setMyCommands") == calls


@pytest.mark.parametrize("command", STAFF)
async def test_every_command_of_the_menu_is_something_to_say(rig: Rig, command: str) -> None:
    phone = await rig.resident()
    phone.says(f"/{command}")
    [turn] = await rig.heard()
    assert turn.text
    assert not turn.text.startswith("/")
