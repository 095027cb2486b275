"""From one form of the chat to turns: checked, its files kept, its place bound."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import IO

from aiohttp import web

from domain.people import Address
from domain.turns import Attachment, Turn
from web.forms import Form
from web.guards import NotTaken
from web.hub import Note
from web.notes import cases_topic
from web.parts import PARTS
from web.uploads import WrongFile, recognise

CHANNEL = "web"
PLACE_CODE = re.compile(r"[\w.-]{0,60}")
CLIENT_ID = re.compile(r"[0-9a-f]{16,64}")
_LOCATION = re.compile(r"-?\d{1,3}\.\d{1,7},-?\d{1,3}\.\d{1,7}")
_MOST_WORDS = 200_000
_MOST_FILES = 9
# So many files are whole in memory at once, whoever sends how many.
IN_HAND = 2
HANDS = web.AppKey("hands", asyncio.Semaphore)


async def take_form(
    request: web.Request, community_id: str, handle: str, form: Form
) -> tuple[str, ...]:
    """Take what the form says as turns of the device; return the cases that it changed.

    The client's own id makes the turn's key, so a form sent twice is one turn.

    Raises:
        NotTaken: There is nothing in it, or something that the station does not keep.
    """
    parts = request.app[PARTS]
    _check(form)
    turn = Turn(
        key=f"{CHANNEL}:{handle}:{form['client_id']}",
        community_id=community_id,
        address=Address(CHANNEL, handle),
        at=parts.now(),
        text=form["quick"] or form["text"],
        press=form["press"],
        attachments=(*await keep_files(request, form.files), *_location(form)),
    )
    says_something = bool(turn.text.strip() or turn.press or turn.attachments)
    if form["place_code"]:
        # Scanning is a turn of its own: it binds the home before the words are read.
        code = form["place_code"]
        bound = replace(turn, text="", press="", attachments=(), place_code=code)
        await parts.take_turn(replace(bound, key=f"{turn.key}:place"))
    elif not says_something:
        raise NotTaken("web.chat.empty")
    numbers = (await parts.take_turn(turn)).numbers if says_something else ()
    if numbers:
        parts.hub.publish(cases_topic(community_id), Note("change"))
    return numbers


async def keep_files(request: web.Request, files: Iterable[IO[bytes]]) -> tuple[Attachment, ...]:
    """Keep the photos and voices; they belong to nobody until the turn is committed.

    Raises:
        NotTaken: One of them is neither, or there are too many.
    """
    kept: list[Attachment] = []
    for file in files:
        if len(kept) >= _MOST_FILES:
            raise NotTaken("web.chat.too_many", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        async with request.app[HANDS]:
            kept.append(await _keep(request, file))
    return tuple(kept)


async def _keep(request: web.Request, file: IO[bytes]) -> Attachment:
    try:
        upload = await recognise(await asyncio.to_thread(file.read))
    except WrongFile as wrong:
        raise NotTaken("web.chat.wrong_file", HTTPStatus.UNSUPPORTED_MEDIA_TYPE) from wrong
    kept = await request.app[PARTS].attachments.keep(upload.content)
    return Attachment(kept, upload.kind)


def _check(form: Form) -> None:
    if not CLIENT_ID.fullmatch(form["client_id"]) or not PLACE_CODE.fullmatch(form["place_code"]):
        raise web.HTTPBadRequest
    if len(form["text"]) > _MOST_WORDS:
        raise NotTaken("web.chat.too_long", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _location(form: Form) -> tuple[Attachment, ...]:
    if not _LOCATION.fullmatch(form["location"]):
        return ()
    return (Attachment("", "location", form["location"]),)
