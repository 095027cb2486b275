import re
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accounts import Account, AccountSet, AttemptNoted, Invitation, Standing
from domain.people import Address
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import HOLDER, SECRETARY, WORKER, lit

CODE = "c" * 64
INVITED = Invitation(CODE, "dongqiao", WORKER, "grid_worker", MONDAY + timedelta(hours=24))
NEW = Account(Address("telegram", "7"), "dongqiao", WORKER, Standing.WAITING)
VOUCH, UNMASK = "vouch::-1:telegram/7/li-worker-dq1", "unmask::-1:telegram/7/li-worker-dq1"


def shown(invitation: Invitation | None, who: str = "phone") -> tuple[World, list[str]]:
    world = World(beside={"invitation": invitation})
    if who == "phone":
        world.resident(who)
    return world, world.say(who, invitation=CODE)


def changed(world: World) -> AccountSet:
    [change] = world.accounts
    assert isinstance(change, AccountSet)
    return change


def test_first_account_is_bound_at_once_to_the_one_person() -> None:
    world, heard = shown(INVITED)
    assert heard[0].startswith("李**（网格员），您可以在这里办公了。")
    change = changed(world)
    assert change.account == Account(Address("test", "phone"), "dongqiao", WORKER, Standing.ACTIVE)
    assert (change.code_hash, change.homes, change.person.person_id) == (
        CODE,
        ("dongqiao",),
        WORKER,
    )


def test_who_serves_the_street_is_at_home_in_all_communities() -> None:
    street = replace(INVITED, community_id="street", person_id="qian-admin", role="admin")
    assert set(changed(shown(street)[0]).homes) == {"dongqiao", "shanxi"}


@pytest.mark.parametrize(
    "invitation",
    [
        None,
        replace(INVITED, expires_at=MONDAY),
        replace(INVITED, used_by="somebody else"),
        replace(INVITED, role="secretary"),
        replace(INVITED, person_id="nobody"),
    ],
)
def test_what_is_used_expired_or_of_another_role_binds_nobody(
    invitation: Invitation | None,
) -> None:
    world, heard = shown(invitation)
    assert heard == ["这个邀请链接已经用过、过期，或者不对。请找管理员再要一个。"]
    assert not world.accounts


def test_the_same_account_that_shows_it_again_is_told_so_and_nothing_happens() -> None:
    world, heard = shown(replace(INVITED, used_by="phone"))
    assert "您用过了" in heard[0]
    assert not world.accounts


@pytest.mark.parametrize("who", ["phone", HOLDER])
def test_bound_again_rights_wait_and_those_who_lead_are_asked(who: str) -> None:
    world, heard = shown(replace(INVITED, is_again=who == "phone"), who)
    assert "要先核实" in heard[0]
    assert changed(world).account.standing is Standing.WAITING
    asked = {letter.to for letter in world.letters if letter.key == "joining.is_it"}
    assert {SECRETARY, "chen-dispatcher-dq", "qian-admin"} <= asked
    assert WORKER not in asked
    assert "zhang-secretary-dq2" not in asked


def test_secretary_vouches_and_the_person_hears() -> None:
    world = World(beside={"account": NEW})
    step = world.step(SECRETARY, press=VOUCH)
    assert world.heard(SECRETARY, step) == [
        "已确认。李**（网格员）可以用新账号办公，旧账号不再有效。"
    ]
    assert "您可以在这里办公了" in world.heard(WORKER, step)[0]
    assert changed(world).account.standing is Standing.ACTIVE
    assert changed(world).by == SECRETARY


def test_secretary_says_that_it_is_somebody_else() -> None:
    world = World(beside={"account": NEW})
    assert "没有任何权限" in world.say(SECRETARY, press=UNMASK)[0]
    assert changed(world).account.standing is Standing.ENDED


@pytest.mark.parametrize(
    "account",
    [None, replace(NEW, standing=Standing.ACTIVE), replace(NEW, person_id="nobody")],
)
def test_where_nothing_waits_nothing_is_vouched_for(account: Account | None) -> None:
    world = World(beside={"account": account})
    assert world.say(SECRETARY, press=VOUCH) == ["这个确认已经处理过了。"]
    assert not world.accounts


@pytest.mark.parametrize("who", [WORKER, HOLDER])
def test_nobody_vouches_for_himself_or_without_leading(who: str) -> None:
    world = World(beside={"account": NEW})
    assert "不归您操作" in world.say(who, press=VOUCH)[0]
    assert not world.accounts


def test_signing_out_ends_this_account_only() -> None:
    world = World()
    assert "已退出" in world.say(SECRETARY, "退出登录")[0]
    account = changed(world).account
    assert (account.address.handle, account.standing) == (SECRETARY, Standing.ENDED)


@pytest.mark.parametrize(
    "press", ["accept:DQ000001:1", "do:DQ000001:1:note", "absent::-1:x", VOUCH, "list::-1:near/0"]
)
def test_resident_who_presses_a_button_of_staff_gets_nothing_and_it_is_noted(press: str) -> None:
    world = lit()
    step = world.step("wang", press=press, key="k")
    assert len(world.heard("wang", step)) == 1
    assert step.changes == (AttemptNoted("k", "wang", Address("test", "wang"), press),)


def test_who_is_signed_in_to_the_console_checks_his_own_account() -> None:
    world = World(beside={"account": NEW})
    console = Address("console", WORKER)
    assert "已确认" in world.say(WORKER, press=VOUCH, address=console)[0]
    assert changed(world).account.standing is Standing.ACTIVE


def test_nobody_checks_his_own_account_in_a_messenger() -> None:
    world = World(beside={"account": NEW})
    assert "已确认" not in world.say(WORKER, press=VOUCH)[0]
    assert not world.accounts


def test_the_waiting_account_and_who_checks_it_read_the_same_code() -> None:
    world, heard = shown(replace(INVITED, is_again=True))
    [code] = re.findall(r"核对码是 (\d{4})", heard[0])
    assert f"核对码是 {code}" in world.all_heard(SECRETARY)[-1]


@pytest.mark.parametrize("words", ["工作台", "退出登录"])
def test_who_is_no_staff_hears_how_one_comes_in_and_files_nothing(words: str) -> None:
    world = World()
    world.resident("wang")
    assert "请找管理员要邀请链接" in world.say("wang", words)[0]
    assert not world.cases
