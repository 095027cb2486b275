import pytest

from bot.channels.telegram_http import open_http
from tests.bot.telegram.contract_of_faults import FaultContract
from tests.bot.telegram.contract_of_hearing import HearingContract
from tests.bot.telegram.contract_of_sending import SendingContract
from tests.bot.telegram.rig import OpenDoor


@pytest.fixture
def open_door() -> OpenDoor:
    return open_http


class TestHearing(HearingContract):
    """Runs what every door must hear."""


class TestSending(SendingContract):
    """Runs how every door must send."""


class TestFaults(FaultContract):
    """Runs how every door stands every fault."""
