import pytest

from bot.channels.telegram_http import open_http
from tests.bot.telegram.contract import DoorContract
from tests.bot.telegram.rig import OpenDoor


class TestContract(DoorContract):
    @pytest.fixture
    def open_door(self) -> OpenDoor:
        return open_http
