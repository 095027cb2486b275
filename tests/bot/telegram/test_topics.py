import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram_http import open_http
from bot.channels.telegram_ptb import open_ptb
from bot.telegram import topics
from bot.telegram.parts import StaffChats
from bot.telegram.topics import Topics
from bot.telegram.wire import Declined, Silent
from domain.accounts import Account, AccountSet, Standing
from domain.cases import Case, CaseChanged
from domain.people import Address
from domain.states import Act, Part
from storage.cases import write_cases
from storage.staff_accounts import set_account
from storage.topics import topic_of
from tests.bot.telegram.rig import OpenDoor, Rig, rigged
from tests.bot.workshop import rulebook
from tests.botapi.faults import Fault
from tests.botapi.forums import Forum, add_forum
from tests.botapi.phone import Phone
from tests.botapi.world import Message
from tests.domain.builders import done, opened

HERE, FORUM, NUMBER = "dongqiao", -1_001, "DQ000001"
SECRETARY, WORKER, PROPERTY = "wang-secretary-dq1", "li-worker-dq1", "gao-manager-luting"


@pytest.fixture(params=[open_http, open_ptb], ids=["http", "ptb"])
async def rig(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Rig]:
    """Let each door work in turn."""
    open_door: OpenDoor = request.param
    async with rigged(open_door, tmp_path) as found:
        yield found


async def always() -> bool:
    return True


def shower(rig: Rig) -> Topics:
    """Return what keeps the topics; who is inside is asked anew by each."""
    groups = StaffChats({HERE: FORUM}, rulebook)
    return Topics(rig.door.parts, rig.door.wire, rig.door.pace, groups, always)


async def looked(rig: Rig) -> None:
    await shower(rig).look(HERE, FORUM)


async def joined(rig: Rig, user_id: int, person_id: str) -> None:
    """Let an account of staff exist."""
    # Known to the bot, but silent: nobody answers into what the test looks at.
    rig.api.server.world.started.add(user_id)
    assert rig.phone(user_id).chat
    person = rulebook().directory.person(person_id)
    assert person
    account = Account(Address("telegram", str(user_id)), HERE, person_id, Standing.ACTIVE)
    change = AccountSet(account, person, (HERE,))
    await rig.database.write(lambda conn: set_account(conn, change, rig.clock.now()))


async def written(rig: Rig, *changes: CaseChanged) -> None:
    await rig.database.write(lambda conn: write_cases(conn, changes))


async def staffed(rig: Rig) -> Forum:
    """Let secretary and worker be in the group, and one case be open."""
    await joined(rig, 1001, SECRETARY)
    await joined(rig, 1002, WORKER)
    await written(rig, opened("A6"))
    return add_forum(rig.api.server.world, FORUM, 1001, 1002)


def shown(rig: Rig) -> list[Message]:
    """Return the cards that stand in the group."""
    phone = Phone(rig.api.server.world, rig.api.bot, 1001, "staff", FORUM)
    return [each for each in phone.seen() if "text" in each]


async def closed(rig: Rig) -> Case:
    case = opened("A6").case
    steps = []
    for act, part in ((Act.ACCEPT, Part.HOLDER), (Act.RESOLVE, Part.HOLDER)):
        steps.append(done(case, act, part))
        case = steps[-1].case
    steps.append(done(case, Act.CONFIRM, Part.REPORTER))
    await written(rig, *steps)
    return steps[-1].case


async def test_a_case_has_one_topic_whose_card_changes_and_which_closes_with_it(rig: Rig) -> None:
    forum = await staffed(rig)
    await looked(rig)
    [card] = shown(rig)
    [thread] = forum.threads.items()
    assert card["message_thread_id"] == thread[0]
    assert thread[1].name.startswith(NUMBER)
    assert card["text"].startswith(f"{NUMBER}（待签收）")
    assert "私聊" in card["text"]
    assert "reply_markup" not in card
    calls = len(rig.api.server.calls)
    await looked(rig)
    assert {name for name, _ in rig.api.server.calls[calls:]} <= {
        "getChatMember",
        "getChatMemberCount",
        "getUpdates",
    }
    case = await closed(rig)
    await looked(rig)
    [same] = shown(rig)
    assert same["message_id"] == card["message_id"]
    assert "已办结" in same["text"]
    assert thread[1].is_closed
    await written(rig, done(case, Act.REOPEN, Part.SUPERVISOR))
    await looked(rig)
    assert not thread[1].is_closed


async def test_nothing_is_shown_where_anybody_unknown_reads_along(rig: Rig) -> None:
    forum = await staffed(rig)
    forum.members.add(9009)
    await looked(rig)
    assert not forum.threads
    forum.members.discard(9009)
    await looked(rig)
    assert len(shown(rig)) == 1
    forum.members.add(9009)
    await looked(rig)
    assert not forum.threads
    assert not shown(rig)


async def test_what_one_member_may_not_see_is_shown_to_nobody(rig: Rig) -> None:
    forum = await staffed(rig)
    case = opened("A6").case
    about = done(case, Act.NOTE, Part.SUPERVISOR)
    about = replace(about, case=replace(about.case, about=(WORKER,)))
    await looked(rig)
    assert len(shown(rig)) == 1
    await written(rig, about)
    await looked(rig)
    assert not forum.threads


async def test_a_confidential_case_stays_out_of_the_group(rig: Rig) -> None:
    forum = await staffed(rig)
    case = opened("A6").case
    secret = done(case, Act.NOTE, Part.SUPERVISOR)
    await written(rig, replace(secret, case=replace(secret.case, tags=frozenset({"confidential"}))))
    await looked(rig)
    assert not forum.threads
    kept = await rig.database.read(lambda conn: topic_of(conn, HERE, NUMBER))
    assert kept
    assert (kept.thread, kept.seq) == (0, secret.case.seq)


async def test_all_read_what_the_least_of_them_may(rig: Rig) -> None:
    forum = await staffed(rig)
    await looked(rig)
    assert "3幢" in shown(rig)[0]["text"]
    said = "室楼道灯不亮"
    assert said in shown(rig)[0]["text"]
    await joined(rig, 1003, PROPERTY)
    forum.members.add(1003)
    await looked(rig)
    assert said not in "".join(each["text"] for each in shown(rig))


async def test_a_case_that_was_over_before_gets_no_topic(rig: Rig) -> None:
    await joined(rig, 1001, SECRETARY)
    forum = add_forum(rig.api.server.world, FORUM, 1001)
    await written(rig, opened("A6"))
    await closed(rig)
    await looked(rig)
    assert not forum.threads


FAULTS = {
    "cut": Fault("cut"),
    "page": Fault("status"),
    "wait": Fault("refuse", 429, "Too Many Requests", retry_after=1),
    "cut after": Fault("cut", is_before=False),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    "method",
    ["createForumTopic", "sendMessage", "editMessageText", "closeForumTopic", "getChatMember"],
)
async def test_a_fault_is_made_up_for_at_the_next_look(rig: Rig, method: str, fault: str) -> None:
    forum = await staffed(rig)
    if method in {"editMessageText", "closeForumTopic"}:
        await looked(rig)
        await closed(rig)
    rig.api.server.faults.script(method, FAULTS[fault])
    with pytest.raises((Declined, Silent)):
        await looked(rig)
    await looked(rig)
    cards = shown(rig)
    # The one window: what was taken and not answered is done once more.
    is_twice = fault == "cut after" and method in {"createForumTopic", "sendMessage"}
    assert len({each["text"] for each in cards}) == 1
    assert len(cards) == (2 if is_twice and method == "sendMessage" else 1)
    assert len(forum.threads) == (2 if is_twice and method == "createForumTopic" else 1)


async def test_a_topic_that_was_taken_away_by_hand_is_no_fault(rig: Rig) -> None:
    forum = await staffed(rig)
    await looked(rig)
    forum.threads.clear()
    forum.members.add(9009)
    await looked(rig)
    kept = await rig.database.read(lambda conn: topic_of(conn, HERE, NUMBER))
    assert kept
    assert kept.thread == 0


async def test_a_bot_without_the_right_is_told_so_and_tried_again(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(topics, "EVERY", 0.02)
    forum = await staffed(rig)
    forum.may_manage = False
    async with asyncio.TaskGroup() as group:
        running = group.create_task(shower(rig).run())
        await rig.until(lambda: rig.api.server.count("createForumTopic") > 0)
        forum.may_manage = True
        await rig.until(lambda: bool(shown(rig)))
        running.cancel()


async def test_a_group_that_became_a_supergroup_is_followed(rig: Rig) -> None:
    await staffed(rig)
    world = rig.api.server.world
    world.chats[-5] = {"id": -5, "type": "group", "title": "staff"}
    world.moved[-5] = FORUM
    mine = shower(rig)
    mine.groups = StaffChats({HERE: -5}, rulebook)
    await mine._looked(HERE, -5)
    await mine._looked(HERE, -5)
    assert len(shown(rig)) == 1
