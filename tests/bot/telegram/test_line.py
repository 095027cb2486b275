from bot.telegram import menus
from tests.bot.telegram.rig import Rig
from tests.botapi.faults import Fault


async def test_a_line_opens_as_soon_as_telegram_is_there(
    rig: Rig,
) -> None:
    await rig.until(lambda: rig.line._intake is not None)
    assert rig.api.server.count("getMe") >= 1
    assert rig.api.server.count("deleteWebhook") == 1
    assert set(menus.SCOPES) == {scope for scope, _ in rig.api.bot.commands}


async def test_asking_goes_on_until_somebody_answers(rig: Rig) -> None:
    rig.line._pause = 0.01
    rig.api.server.faults.script("getMe", Fault("status"), Fault("cut"), Fault("refuse", 401, "x"))
    assert await rig.line._until_heard(rig.door.wire.me) == (42, "echo_bot")
