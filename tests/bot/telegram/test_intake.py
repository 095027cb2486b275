from bot.telegram.intake import Intake
from storage.parking import Parked, park, parked_of
from tests.bot.telegram.rig import Rig, photo


async def parked(rig: Rig, handle: str) -> tuple[Parked, ...]:
    return await rig.database.read(lambda conn: parked_of(conn, "telegram", handle))


async def test_what_nobody_understands_is_kept_for_people_to_read(rig: Rig) -> None:
    await rig.resident()
    rig.api.bot.queue.add("message", {"strange": "化粪池"})
    await rig.until(lambda: not rig.api.bot.queue.waiting)
    [kept] = await parked(rig, "")
    assert (kept.why, kept.content["message"]) == ("unreadable", {"strange": "化粪池"})
    rig.api.server.violations.clear()


async def test_an_album_that_was_parked_before_a_restart_is_answered_after_it(rig: Rig) -> None:
    phone = await rig.resident()
    said = phone.shows(photo(), "停电前发的")
    await rig.heard()
    rig.turns.clear()
    update = {"update_id": 1, "message": {**said, "message_id": 999, "media_group_id": "g"}}
    left = Parked("telegram", "telegram:42:1001:999", update, "1001", "g", "album")
    await rig.database.write(lambda conn: park(conn, left, rig.clock.now()))
    intake = rig.line._intake
    assert isinstance(intake, Intake)
    await intake.resume()
    assert [turn.text for turn in await rig.heard()] == ["停电前发的"]
    await rig.until(lambda: not intake._waiting)
    assert await parked(rig, "1001") == ()


async def test_a_group_that_moved_is_followed_at_once(rig: Rig) -> None:
    group = rig.phone().in_group()
    group.says("hello")
    group.upgrades_group(-1001)
    await rig.until(lambda: not rig.api.bot.queue.waiting)
    assert not rig.turns
