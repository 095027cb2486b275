"""Live cards: the message under whose button somebody just pressed is the one that changes."""

from collections import OrderedDict
from dataclasses import dataclass, field

from domain.people import Address

_MOST = 4_096
# An answer that comes later than so many seconds is news and gets a message of its own.
_FRESH = 60.0
LINE = "\n────\n"


@dataclass(frozen=True, slots=True)
class Card:
    """A message about a case, with what it says."""

    message_id: int
    text: str
    pressed_at: float = 0
    # It may have changed already: whatever is said meanwhile, the second try must find it.
    is_held: bool = False


@dataclass(slots=True)
class Cards:
    """Which card waits for which answer; lost with the process, then an answer is a new message."""

    _waiting: OrderedDict[Address, dict[str, Card]] = field(default_factory=OrderedDict)

    def expect(self, address: Address, case_number: str, card: Card) -> None:
        """Let the next letter about the case, or the next card about none, change this card."""
        if card.text:
            self._waiting.setdefault(address, {})[case_number] = card
            if len(self._waiting) > _MOST:
                self._waiting.popitem(last=False)

    def forget(self, address: Address) -> None:
        """Let no card change any more: somebody said or pressed something else since."""
        cards = self._waiting.pop(address, {})
        held = {number: card for number, card in cards.items() if card.is_held}
        if held:
            self._waiting[address] = held

    def take(self, address: Address, case_number: str, now: float) -> Card | None:
        """Return the card that the letter changes, None if it is a message of its own."""
        cards = self._waiting.get(address, {})
        card = cards.pop(case_number, None)
        if card and not cards:
            del self._waiting[address]
        return card if card and now - card.pressed_at <= _FRESH else None
