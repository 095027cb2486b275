"""Methods that put something into a chat."""

from collections.abc import Mapping
from typing import Any

from tests.botapi.forums import thread_of
from tests.botapi.keyboards import read_markup
from tests.botapi.params import Params, Upload
from tests.botapi.refusals import bad
from tests.botapi.wording import read_caption, read_text
from tests.botapi.world import Bot, Message, World, shown

PHOTO_MOST = 10 * 1024 * 1024
_ALBUM = range(2, 11)


def send_message(world: World, bot: Bot, params: Params) -> Message:
    """Send a text."""
    text, entities = read_text(params.words("text"), params.words("parse_mode"))
    content: Message = {"text": text}
    if entities or params.nested("entities"):
        content["entities"] = entities or params.nested("entities")
    return _send(world, bot, params, content)


def send_photo(world: World, bot: Bot, params: Params) -> Message:
    """Send a photo: an upload, or one that is there already."""
    return _send(world, bot, params, {**_photo(world, params, "photo"), **_caption(params)})


def send_document(world: World, bot: Bot, params: Params) -> Message:
    """Send a file."""
    upload = _file_of(world, params, "document")
    document = {**world.keep(upload), "file_name": upload.name}
    return _send(world, bot, params, {"document": document, **_caption(params)})


def send_location(world: World, bot: Bot, params: Params) -> Message:
    """Send a point on the map."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if abs(latitude) > 90 or abs(longitude) > 180:
        bad("wrong latitude or longitude specified")
    return _send(world, bot, params, {"location": {"latitude": latitude, "longitude": longitude}})


def send_media_group(world: World, bot: Bot, params: Params) -> list[Message]:
    """Send an album of photos."""
    media = params.nested("media")
    if not isinstance(media, list) or len(media) not in _ALBUM:
        bad("media group must include 2-10 items")
    chat = world.chat_for(_chat_id(params))
    group = str(world.seconds() * 1000 + len(world.messages))
    sent = []
    for each in media:
        if not isinstance(each, Mapping) or each.get("type") != "photo":
            bad("only photos are played here")
        inner = Params(each, params.files)
        content = {"media_group_id": group, **_photo(world, inner, "media"), **_caption(inner)}
        sent.append(world.put(chat, bot.user, content))
    for message in sent:
        world.tell("sent", chat["id"], message)
    return sent


def _send(world: World, bot: Bot, params: Params, content: Message) -> Message:
    chat = world.chat_for(_chat_id(params))
    markup = read_markup(params.nested("reply_markup"), chat["type"])
    if markup:
        content["reply_markup"] = markup
    reply = _replied(world, chat["id"], params)
    if reply:
        content["reply_to_message"] = shown(reply)
    content |= thread_of(world, chat, params)
    message = world.put(chat, bot.user, content)
    world.tell("sent", chat["id"], message)
    return message


def _replied(world: World, chat_id: int, params: Params) -> Message | None:
    wanted = params.nested("reply_parameters") or {}
    message_id = wanted.get("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return None
    found = world.messages.get((chat_id, int(message_id)))
    is_optional = wanted.get("allow_sending_without_reply") or params.flag(
        "allow_sending_without_reply"
    )
    if found is None and not is_optional:
        bad("message to be replied not found")
    return found


def _chat_id(params: Params) -> int:
    if "chat_id" not in params.fields:
        bad("chat_id is empty")
    return params.integer("chat_id")


def _caption(params: Params) -> dict[str, Any]:
    words, entities = read_caption(params.words("caption"), params.words("parse_mode"))
    found: dict[str, Any] = {"caption": words} if words else {}
    return {**found, "caption_entities": entities} if entities else found


def _photo(world: World, params: Params, name: str) -> Message:
    upload = _file_of(world, params, name)
    if len(upload.content) > PHOTO_MOST:
        bad("file is too big")
    return {"photo": [{**world.keep(upload), "width": 90, "height": 60}]}


def _file_of(world: World, params: Params, name: str) -> Upload:
    upload = params.upload(name)
    if upload:
        return upload
    file_id = params.words(name)
    return world.file(file_id) if file_id else bad(f"there is no {name} in the request")
