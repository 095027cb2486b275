"""Methods that ask, answer a button or tell about the bot."""

import re
from typing import Any

from tests.botapi.params import Params
from tests.botapi.refusals import bad
from tests.botapi.world import Bot, World

COMMANDS_MOST = 100
DOWNLOAD_MOST = 20 * 1024 * 1024
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
_TOO_LATE = "query is too old and response timeout expired or query ID is invalid"
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_voice",
    "upload_voice",
    "upload_document",
    "find_location",
}


def get_me(_world: World, bot: Bot, _params: Params) -> dict[str, Any]:
    """Tell who the bot is."""
    return {
        **bot.user,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
    }


def answer_callback(_world: World, bot: Bot, params: Params) -> bool:
    """Answer a pressed button, once."""
    query_id = params.words("callback_query_id")
    text = params.words("text")
    if len(text) > 200:
        bad("MESSAGE_TOO_LONG")
    if bot.unanswered.pop(query_id, None) is None:
        bad(_TOO_LATE)
    bot.answers.append({"id": query_id, "text": text, "show_alert": params.flag("show_alert")})
    return True


def send_action(world: World, _bot: Bot, params: Params) -> bool:
    """Show that the bot is about to answer."""
    chat = world.chat_for(params.integer("chat_id"))
    if params.words("action") not in _ACTIONS:
        bad("wrong parameter action in request")
    world.tell("typing", chat["id"], {})
    return True


def set_commands(world: World, bot: Bot, params: Params) -> bool:
    """Keep the menu of commands of one scope and language."""
    commands = params.nested("commands")
    if not isinstance(commands, list):
        bad("can't parse commands: expected an Array")
    if len(commands) > COMMANDS_MOST:
        bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not _COMMAND.fullmatch(str(each.get("command", ""))):
            bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(each.get("description", ""))) <= 256:
            bad("BOT_COMMAND_DESCRIPTION_INVALID")
    bot.commands[_scope(world, params)] = commands
    return True


def delete_commands(world: World, bot: Bot, params: Params) -> bool:
    """Take the menu of one scope and language away."""
    bot.commands.pop(_scope(world, params), None)
    return True


def get_commands(world: World, bot: Bot, params: Params) -> list[dict[str, str]]:
    """Tell the menu of one scope and language."""
    return bot.commands.get(_scope(world, params), [])


def get_file(world: World, _bot: Bot, params: Params) -> dict[str, Any]:
    """Tell where a file can be fetched."""
    file_id = params.words("file_id")
    upload = world.file(file_id)
    if len(upload.content) > DOWNLOAD_MOST:
        bad("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id[-12:],
        "file_size": len(upload.content),
        "file_path": f"files/{file_id}",
    }


def get_chat(world: World, _bot: Bot, params: Params) -> dict[str, Any]:
    """Tell about a chat."""
    chat = world.chat_for(params.integer("chat_id"))
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    return {**chat, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _scope(world: World, params: Params) -> tuple[str, str]:
    scope = params.nested("scope") or {"type": "default"}
    kind, language = str(scope.get("type")), params.words("language_code")
    if kind not in _SCOPES:
        bad("can't parse BotCommandScope: unsupported type specified")
    if language and not _LANGUAGE.fullmatch(language):
        bad("LANG_CODE_INVALID")
    if kind.startswith("chat"):
        chat = world.chat_for(int(scope.get("chat_id", 0)))
        return f"{kind}:{chat['id']}", language
    return kind, language
