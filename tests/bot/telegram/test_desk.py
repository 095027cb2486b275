import asyncio
from functools import partial

from domain.accounts import digest_of, invitation_payload
from domain.people import Address, Person
from storage.accounts import bind_address
from storage.invitations import Made, keep_invitation
from tests.bot.telegram.rig import Rig
from tests.bot.workshop import rulebook
from tests.botapi.faults import Fault

SECRETARY = "wang-secretary-dq1"


async def test_staff_do_nothing_where_others_read_along(rig: Rig) -> None:
    staff = rulebook().directory.person(SECRETARY)
    assert staff
    address, at = Address("telegram", "1001"), rig.clock.now()
    await rig.database.write(lambda conn: bind_address(conn, "dongqiao", address, staff, at))
    group = rig.phone().in_group()
    group.says("/cases@echo_bot")
    await rig.until(lambda: bool(group.seen()))
    assert "私聊" in group.seen()[0]["text"]
    rig.phone().says("/cases")
    assert [turn.text for turn in await rig.heard()] == ["我的诉求"]


async def test_a_code_of_no_known_compound_still_asks_where_somebody_lives(rig: Rig) -> None:
    phone = rig.phone()
    phone.says("/start pbm93aGVyZS4xLjE")
    await rig.until(lambda: bool(phone.seen()))
    assert "哪个社区" in phone.seen()[0]["text"]


async def test_an_invitation_reaches_its_own_community_by_its_digest_only(rig: Rig) -> None:
    payload = invitation_payload("secret-of-the-link")
    made = Made(Person("shanxi", "wu-dispatcher-sx"), "dispatcher", digest_of(payload))
    street = Made(Person("street", "qian-admin"), "admin", digest_of("is"))
    for each in (made, street):
        await rig.database.write(partial(keep_invitation, made=each, at=rig.clock.now()))
    phone = rig.phone()
    phone.says(f"/start {payload}")
    [turn] = await rig.heard()
    assert (turn.community_id, turn.invitation) == ("shanxi", made.code_hash)
    assert "secret" not in repr(turn)
    phone.says("/start is")
    phone.says("/start inobody")
    turns = await rig.heard(3)
    assert [turn.text for turn in turns] == ["", "", ""]
    assert turns[1].community_id in ("dongqiao", "shanxi")


async def test_who_blocked_the_bot_is_not_asked_again(rig: Rig) -> None:
    refusal = Fault("refuse", 403, "Forbidden: bot was blocked by the user")
    rig.api.server.faults.script("sendMessage", refusal)
    phone = rig.phone()
    phone.says("hello")
    await rig.until(lambda: not rig.api.server.faults.are_left)
    await asyncio.sleep(1.2)
    assert phone.seen() == []


async def test_who_waits_long_sees_that_an_answer_is_coming(rig: Rig) -> None:
    phone = await rig.resident()
    rig.slow = 1.3
    phone.says("慢")
    await rig.until(lambda: rig.api.server.count("sendChatAction") == 1)
    await rig.heard()
    rig.slow = 0
    phone.says("快")
    await rig.heard(2)
    await asyncio.sleep(0.05)
    assert rig.api.server.count("sendChatAction") == 1
