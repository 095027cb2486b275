"""The lines of one chat, both ways, as its device sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aiohttp import web

from domain.letters import photo_of
from domain.people import Address
from domain.turns import Letter
from storage.chats import ChatLine, chat_history, person_at
from web.pages import PAGES, Pages
from web.parts import PARTS
from web.saying import CHANNEL
from web.words import plain


@dataclass(frozen=True, slots=True)
class File:
    """One photo, voice or place of a line."""

    kind: str
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chat; ``spot`` is a letter's id unless the line is ``mine``.

    ``press`` is the button behind a line of one's own.
    """

    spot: int
    at: datetime
    text: str
    mine: bool
    client_id: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = ()
    press: str = ""


async def lines_of(
    request: web.Request, community_id: str, handle: str, after: int = 0
) -> tuple[Line, ...]:
    """Return the newest lines of the device's chat, oldest first; those after one if given."""
    parts, pages = request.app[PARTS], request.app[PAGES]
    address = Address(CHANNEL, handle)
    found = await parts.database.read(
        lambda conn: chat_history(conn, community_id, person_at(conn, community_id, address), after)
    )
    labels = _labels(found, pages)
    base = pages.url(f"/c/{community_id}")
    return tuple(
        _letter(line, line.letter, pages, base) if line.letter else _own(line, labels, base)
        for line in found
    )


def _letter(line: ChatLine, letter: Letter, pages: Pages, base: str) -> Line:
    choices = tuple((plain(pages.words(choice.label)), choice.press) for choice in letter.choices)
    files = (File("photo", f"{base}/letter/{line.spot}/photo"),) if photo_of(letter) else ()
    return Line(line.spot, line.at, line.text, mine=False, choices=choices, files=files)


def _labels(lines: Iterable[ChatLine], pages: Pages) -> dict[str, str]:
    choices = (choice for line in lines if line.letter for choice in line.letter.choices)
    return {choice.press: pages.words(choice.label) for choice in choices}


def _own(line: ChatLine, labels: dict[str, str], base: str) -> Line:
    client_id = line.key.rpartition(":")[2]
    files = (
        File(file.kind, f"{base}/file/{client_id}/{file.file_id}") for file in line.attachments
    )
    # A press is shown as the words of its button.
    words = labels.get(line.press, "") if line.press else line.text
    told = Line(line.spot, line.at, words, mine=True, client_id=client_id, files=tuple(files))
    return replace(told, press=line.press)


def asked_of(lines: Sequence[Line]) -> int:
    """Return which letter's buttons are still to be pressed: the last that has any, else 0."""
    pressed: set[str] = set()
    for line in reversed(lines):
        if line.choices:
            is_answered = any(press in pressed for _, press in line.choices)
            return 0 if is_answered else line.spot
        pressed.add(line.press)
    return 0
