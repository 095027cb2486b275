"""The door of the web chat: an open page shows the letter now, any other when it comes back."""

from domain.turns import Arrived, Sealed
from web.hub import Hub
from web.notes import chat_topic, letter_note

CHANNEL = "web"


class WebChat:
    """Sends letters to the pages that residents have open."""

    def __init__(self, hub: Hub) -> None:
        """Speak through the hub of the pages."""
        self._hub = hub

    @property
    def channel(self) -> str:
        """Return the channel's name as it stands in addresses."""
        return CHANNEL

    async def send(self, sealed: Sealed, arrived: Arrived) -> None:
        """Show the letter in every open page of the device; storage keeps it for the others."""
        has_photo = bool(sealed.photo)
        note = letter_note(sealed.letter_id, sealed.text, sealed.choices, has_photo=has_photo)
        self._hub.publish(chat_topic(sealed.address.handle), note)
        arrived()
