"""Methods about groups with topics: threads, who is inside, what the bot may do there."""

from dataclasses import dataclass, field
from typing import Any

from tests.botapi.params import Params
from tests.botapi.refusals import bad
from tests.botapi.world import Bot, Message, World

_LONGEST_NAME = 128
_COLOUR = 7_322_096


@dataclass(slots=True)
class Thread:
    """One topic of a group."""

    name: str
    is_closed: bool = False


@dataclass(slots=True)
class Forum:
    """A group with topics; ``may_manage`` says whether the bot has that right."""

    members: set[int] = field(default_factory=set)
    threads: dict[int, Thread] = field(default_factory=dict)
    may_manage: bool = True


def add_forum(world: World, chat_id: int, *members: int) -> Forum:
    """Let a supergroup with topics exist, the bot among its administrators."""
    world.chats[chat_id] = {
        "id": chat_id,
        "type": "supergroup",
        "title": "staff",
        "is_forum": True,
    }
    made = Forum(set(members))
    world.forums[chat_id] = made
    return made


def create_topic(world: World, bot: Bot, params: Params) -> dict[str, Any]:
    """Open a topic: a message of service begins it, and its id is the thread's."""
    forum = _forum(world, params)
    name = params.words("name")
    if not 1 <= len(name) <= _LONGEST_NAME:
        bad("TOPIC_TITLE_EMPTY" if not name else "topic title is too long")
    chat = world.chats[params.integer("chat_id")]
    service = {"forum_topic_created": {"name": name, "icon_color": _COLOUR}}
    began = world.put(chat, bot.user, {**service, "is_topic_message": True})
    thread = int(began["message_id"])
    forum.threads[thread] = Thread(name)
    return {"message_thread_id": thread, "name": name, "icon_color": _COLOUR}


def close_topic(world: World, _bot: Bot, params: Params) -> bool:
    """Close a topic."""
    return _set(world, params, is_closed=True)


def reopen_topic(world: World, _bot: Bot, params: Params) -> bool:
    """Open a closed topic again."""
    return _set(world, params, is_closed=False)


def delete_topic(world: World, _bot: Bot, params: Params) -> bool:
    """Take a topic away with all that stands in it."""
    forum = _forum(world, params)
    thread = params.integer("message_thread_id")
    if forum.threads.pop(thread, None) is None:
        bad("message thread not found")
    chat_id = params.integer("chat_id")
    gone = [
        key
        for key, message in world.messages.items()
        if key[0] == chat_id and thread in (key[1], message.get("message_thread_id"))
    ]
    for key in gone:
        del world.messages[key]
    return True


def count_members(world: World, _bot: Bot, params: Params) -> int:
    """Tell how many are in the group, the bot among them."""
    chat = world.chat_for(params.integer("chat_id"))
    forum = world.forums.get(chat["id"])
    return len(forum.members) + 1 if forum else 2


def get_member(world: World, _bot: Bot, params: Params) -> dict[str, Any]:
    """Tell whether somebody is in the group."""
    chat = world.chat_for(params.integer("chat_id"))
    user_id = params.integer("user_id")
    if user_id not in world.chats:
        bad("PARTICIPANT_ID_INVALID")
    forum = world.forums.get(chat["id"])
    is_inside = forum is not None and user_id in forum.members
    user = {"id": user_id, "is_bot": False, "first_name": str(user_id)}
    return {"status": "member" if is_inside else "left", "user": user}


def thread_of(world: World, chat: dict[str, Any], params: Params) -> Message:
    """Return what a message carries that goes into a topic, nothing for none.

    Raises:
        Refusal: there is no such topic.
    """
    thread = params.integer("message_thread_id")
    if not thread:
        return {}
    forum = world.forums.get(chat["id"])
    if forum is None or thread not in forum.threads:
        bad("message thread not found")
    if forum.threads[thread].is_closed and not forum.may_manage:
        bad("TOPIC_CLOSED")
    return {"message_thread_id": thread, "is_topic_message": True}


def _forum(world: World, params: Params) -> Forum:
    chat = world.chat_for(params.integer("chat_id"))
    forum: Forum | None = world.forums.get(chat["id"])
    if forum is None:
        bad("the chat is not a forum")
    if not forum.may_manage:
        bad("not enough rights to manage topics in the chat")
    return forum


def _set(world: World, params: Params, *, is_closed: bool) -> bool:
    thread = _forum(world, params).threads.get(params.integer("message_thread_id"))
    if thread is None:
        bad("message thread not found")
    if thread.is_closed is is_closed:
        bad("TOPIC_NOT_MODIFIED")
    thread.is_closed = is_closed
    return True
