"""The door of the console: a letter to staff lies among the notices; open pages hear of it."""

from domain.turns import Arrived, Sealed
from web.hub import Hub, Note
from web.notes import staff_topic

CHANNEL = "console"


class Console:
    """Tells the open pages of a member of staff that there is something new."""

    def __init__(self, hub: Hub) -> None:
        """Speak through the hub of the pages."""
        self._hub = hub

    @property
    def channel(self) -> str:
        """Return the channel's name as it stands in addresses."""
        return CHANNEL

    async def send(self, sealed: Sealed, arrived: Arrived) -> None:
        """Announce the letter, without its words: the page asks for them and is checked again."""
        note = Note("letter", {"number": sealed.case_number})
        self._hub.publish(staff_topic(sealed.address.handle), note)
        arrived()
