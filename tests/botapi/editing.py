"""Methods that change or take back what was sent."""

from tests.botapi.keyboards import read_markup
from tests.botapi.params import Params
from tests.botapi.refusals import bad
from tests.botapi.wording import read_text
from tests.botapi.world import Bot, Message, World

_UNCHANGED = (
    "message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


def edit_text(world: World, bot: Bot, params: Params) -> Message:
    """Change the text of a message of the bot's own."""
    message = _own(world, bot, params, "edit")
    if "text" not in message:
        bad("there is no text in the message to edit")
    text, entities = read_text(params.words("text"), params.words("parse_mode"))
    fresh = {"text": text, "entities": entities} if entities else {"text": text}
    return _changed(world, message, params, fresh)


def edit_markup(world: World, bot: Bot, params: Params) -> Message:
    """Change the buttons under a message of the bot's own."""
    message = _own(world, bot, params, "edit")
    kept = {name: value for name, value in message.items() if name in {"text", "entities"}}
    return _changed(world, message, params, kept)


def delete_message(world: World, bot: Bot, params: Params) -> bool:
    """Take a message of the bot's own back."""
    message = _own(world, bot, params, "delete")
    chat_id = message["chat"]["id"]
    del world.messages[chat_id, message["message_id"]]
    world.tell("deleted", chat_id, message)
    return True


def _changed(world: World, message: Message, params: Params, fresh: Message) -> Message:
    markup = read_markup(params.nested("reply_markup"), message["chat"]["type"])
    if markup:
        fresh["reply_markup"] = markup
    parts = ("text", "entities", "reply_markup")
    if fresh == {name: message[name] for name in parts if name in message}:
        bad(_UNCHANGED)
    for name in parts:
        message.pop(name, None)
    message |= {**fresh, "edit_date": world.seconds()}
    world.tell("edited", message["chat"]["id"], message)
    return message


def _own(world: World, bot: Bot, params: Params, act: str) -> Message:
    chat = world.chat_for(params.integer("chat_id"))
    missing = f"message to {act} not found"
    message = world.message(chat["id"], params.integer("message_id"), missing)
    if message["from"]["id"] != bot.user["id"]:
        bad(f"message can't be {act.removesuffix('e')}ed")
    return message
