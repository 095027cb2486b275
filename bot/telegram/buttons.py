"""What a button carries: the letter's id and a seal that fits one chat only, within 64 bytes."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from domain.people import Address

# Telegram takes eight in a row; a phone shows about so many characters.
_WIDEST = 20
_MOST_IN_ROW = 4
_MOST = 100
_SEAL_BYTES = 12
_COMMUNITY = "c:"


@dataclass(frozen=True, slots=True)
class Buttons:
    """Makes and reads what buttons carry; nobody without the secret can make any."""

    secret: bytes

    @classmethod
    def of(cls, token: str) -> "Buttons":
        """Return the buttons of the bot with that token: another bot's do not fit."""
        return cls(hashlib.sha256(b"buttons:" + token.encode()).digest())

    def rows(
        self, address: Address, letter_id: int, labels: Sequence[str]
    ) -> list[list[tuple[str, str]]]:
        """Return the buttons of a letter, short ones side by side."""
        made = [
            (label, self._content(address, letter_id, place))
            for place, label in enumerate(labels[:_MOST])
        ]
        return in_rows(made)

    def read(self, address: Address, content: str) -> tuple[int, int] | None:
        """Return letter and place of the button, None if it was not made for that address."""
        found = named_in(content)
        if found is None:
            return None
        return found if hmac.compare_digest(self._content(address, *found), content) else None

    def _content(self, address: Address, letter_id: int, place: int) -> str:
        words = f"{address.channel}:{address.handle}:{letter_id}:{place}".encode()
        seal = hmac.digest(self.secret, words, "sha256")[:_SEAL_BYTES]
        return f"{letter_id}.{place}.{base64.urlsafe_b64encode(seal).decode()}"


def named_in(content: str) -> tuple[int, int] | None:
    """Return letter and place that a button names, whoever made it; None for no such words."""
    letter, _, rest = content.partition(".")
    place = rest.partition(".")[0]
    if not (letter.isdecimal() and place.isdecimal() and content.isascii()):
        return None
    return int(letter), int(place)


def in_rows(buttons: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the buttons in rows that a phone shows whole."""
    rows: list[list[tuple[str, str]]] = []
    for label, content in buttons:
        width = sum(len(each) for each, _ in rows[-1]) + len(label) if rows else 0
        if rows and width <= _WIDEST and len(rows[-1]) < _MOST_IN_ROW:
            rows[-1].append((label, content))
        else:
            rows.append([(label, content)])
    return rows


def community_button(name: str, community_id: str) -> tuple[str, str]:
    """Return the button by which somebody says where he lives."""
    return name, f"{_COMMUNITY}{community_id}"


def community_of(content: str) -> str:
    """Return the community of such a button, "" if it is another one."""
    return content.removeprefix(_COMMUNITY) if content.startswith(_COMMUNITY) else ""
