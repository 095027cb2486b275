import pytest

from tests.botapi.forums import add_forum
from tests.botapi.harness import Exchange
from tests.botapi.test_refusals import USER, _no, _started

FORUM = -1_001


async def test_a_topic_is_opened_written_to_closed_and_taken_away(api: Exchange) -> None:
    forum = add_forum(api.server.world, FORUM, USER)
    made = await api.call("createForumTopic", chat_id=FORUM, name="DQ000001")
    thread = {"chat_id": FORUM, "message_thread_id": made["message_thread_id"]}
    sent = await api.call("sendMessage", **thread, text="card")
    assert sent["message_thread_id"] == made["message_thread_id"]
    await api.call("closeForumTopic", **thread)
    assert forum.threads[made["message_thread_id"]].is_closed
    _no(400, "TOPIC_NOT_MODIFIED", await api.answer("closeForumTopic", **thread))
    await api.call("reopenForumTopic", **thread)
    await api.call("deleteForumTopic", **thread)
    assert (FORUM, sent["message_id"]) not in api.server.world.messages
    for method in ("deleteForumTopic", "closeForumTopic"):
        _no(400, "message thread not found", await api.answer(method, **thread))
    _no(400, "thread not found", await api.answer("sendMessage", **thread, text="late"))


@pytest.mark.parametrize(("name", "words"), [("", "TOPIC_TITLE_EMPTY"), ("长" * 129, "too long")])
async def test_a_topic_has_a_name_of_128_signs_at_most(
    api: Exchange, name: str, words: str
) -> None:
    add_forum(api.server.world, FORUM)
    _no(400, words, await api.answer("createForumTopic", chat_id=FORUM, name=name))


async def test_topics_are_for_forums_and_for_who_may_manage_them(api: Exchange) -> None:
    api.phone(USER).in_group().says("hello")
    no = await api.answer("createForumTopic", chat_id=-4_000, name="x")
    _no(400, "not a forum", no)
    forum = add_forum(api.server.world, FORUM)
    made = await api.call("createForumTopic", chat_id=FORUM, name="x")
    thread = {"chat_id": FORUM, "message_thread_id": made["message_thread_id"]}
    await api.call("closeForumTopic", **thread)
    forum.may_manage = False
    no = await api.answer("createForumTopic", chat_id=FORUM, name="x")
    _no(400, "not enough rights", no)
    _no(400, "TOPIC_CLOSED", await api.answer("sendMessage", **thread, text="late"))


async def test_members_are_counted_and_named_one_by_one(api: Exchange) -> None:
    await _started(api)
    forum = add_forum(api.server.world, FORUM)
    mine = {"chat_id": FORUM, "user_id": USER}
    assert (await api.call("getChatMember", **mine))["status"] == "left"
    forum.members.add(USER)
    assert (await api.call("getChatMember", **mine))["status"] == "member"
    assert await api.call("getChatMemberCount", chat_id=FORUM) == 2
    _no(400, "INVALID", await api.answer("getChatMember", chat_id=FORUM, user_id=9))
