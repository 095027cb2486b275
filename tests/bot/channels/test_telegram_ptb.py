import pytest

from bot.channels.telegram_ptb import open_ptb
from tests.bot.telegram.contract import DoorContract
from tests.bot.telegram.rig import OpenDoor


class TestContract(DoorContract):
    @pytest.fixture
    def open_door(self) -> OpenDoor:
        return open_ptb
