import pytest

from bot.telegram.files import Files
from bot.telegram.wire import Silent
from tests.bot.telegram.rig import Rig, photo
from tests.botapi.faults import Fault


def sent(rig: Rig, content: bytes) -> str:
    return str(rig.phone().speaks(content)["voice"]["file_id"])


async def test_what_can_be_kept_is_kept_and_the_rest_counted(rig: Rig) -> None:
    files = Files(rig.door.parts, rig.door.wire)
    big = sent(rig, bytes(20 * 1024 * 1024 + 1))
    kept, lost = await files.keep([sent(rig, photo()), sent(rig, b"text"), big, "nothing"])
    assert ([each.kind for each in kept], lost) == (["photo"], 3)


@pytest.mark.parametrize(
    "fault", [Fault("refuse", 429, "x", retry_after=1), Fault("status"), Fault("cut")]
)
async def test_what_cannot_be_fetched_now_is_not_given_up(rig: Rig, fault: Fault) -> None:
    files = Files(rig.door.parts, rig.door.wire)
    rig.api.server.faults.script("getFile", fault)
    with pytest.raises(Silent):
        await files.keep([sent(rig, photo())])
