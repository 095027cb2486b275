import re
from datetime import timedelta
from functools import partial

import pytest

from domain.accounts import Account, AccountSet, AttemptNoted, Standing, check_code, digest_of
from domain.people import Address
from storage.invitations import Made, invitation_of, keep_invitation
from storage.staff_accounts import keep_attempt, set_account
from tests.web.house import HERE, Browser, House
from web.cookies import fresh_id

ADMIN, WORKER, SECRETARY = "qian-admin", "li-worker-dq1", "wang-secretary-dq1"
PAGE = "/console/accounts"
PHONE = Address("telegram", "7")


async def waiting(house: House, person_id: str = WORKER) -> str:
    """Let an account wait for its check; return how a form names it."""
    person = house.rules.directory.person(person_id)
    assert person
    account = Account(PHONE, person.community_id, person_id, Standing.WAITING)
    change = AccountSet(account, person, (HERE,))
    await house.database.write(lambda conn: set_account(conn, change, house.clock.now()))
    return f"telegram/7/{person_id}"


async def opened(house: House, person_id: str = ADMIN) -> Browser:
    browser = await house.staff(person_id)
    await browser.get(PAGE)
    return browser


async def test_an_admin_makes_a_link_for_one_person_and_role_and_sees_it_once(
    house: House,
) -> None:
    admin = await opened(house)
    page = await admin.post(f"{PAGE}/invite", person=f"{WORKER}/grid_worker")
    [payload] = re.findall(r"<code>/start (i[\w-]+)</code>", page)
    assert "<svg" in page
    assert "李**（网格员）" in page
    digest = digest_of(payload)
    found = await house.database.read(lambda conn: invitation_of(conn, digest, PHONE))
    assert found
    assert (found.person_id, found.role) == (WORKER, "grid_worker")
    again = await admin.get(PAGE)
    assert payload not in again
    assert "（钱**（管理员）发出）" in again


async def test_a_link_that_is_out_can_be_made_void(house: House) -> None:
    admin = await opened(house)
    page = await admin.post(f"{PAGE}/invite", person=f"{WORKER}/grid_worker")
    [payload] = re.findall(r"<code>/start (i[\w-]+)</code>", page)
    assert "没有还没用的邀请" in await admin.post(f"{PAGE}/spoil", person=WORKER)
    digest = digest_of(payload)
    found = await house.database.read(lambda conn: invitation_of(conn, digest, PHONE))
    assert found
    assert found.used_by


async def test_an_invitation_that_ran_out_is_not_listed(house: House) -> None:
    admin = await opened(house)
    await admin.post(f"{PAGE}/invite", person=f"{WORKER}/grid_worker")
    house.clock.move_to(house.clock.now() + timedelta(hours=25))
    assert "没有还没用的邀请" in await (await opened(house)).get(PAGE)


@pytest.mark.parametrize("wanted", ["", "nobody/admin", f"{WORKER}/secretary", WORKER])
async def test_nobody_is_invited_for_a_post_that_is_not_his(house: House, wanted: str) -> None:
    admin = await opened(house)
    await admin.post(f"{PAGE}/invite", person=wanted)
    assert admin.status == 400


@pytest.mark.parametrize("who", ["chen-dispatcher-dq", SECRETARY, "shen-street"])
@pytest.mark.parametrize("way", ["invite", "spoil", "revoke"])
async def test_only_an_admin_lets_staff_in_and_out(house: House, who: str, way: str) -> None:
    browser = await opened(house, who)
    assert "邀请工作人员" not in browser.page
    assert "越权尝试" not in browser.page
    await browser.post(f"{PAGE}/{way}", person=f"{WORKER}/grid_worker")
    assert browser.status == 403


async def test_who_is_revoked_is_out_of_the_console_and_of_the_messenger_at_once(
    house: House,
) -> None:
    await waiting(house)
    worker, admin = await house.staff(WORKER), await opened(house)
    person = house.rules.directory.person(WORKER)
    assert person
    made = Made(person, "grid_worker", "d" * 64)
    await house.database.write(lambda conn: keep_invitation(conn, made, house.clock.now()))
    page = await admin.post(f"{PAGE}/revoke", person=WORKER)
    assert "现在没有绑定的聊天账号" in page
    assert f'value="{WORKER}"' not in page
    await worker.get("/console")
    assert worker.status == 401
    found = await house.database.read(lambda conn: invitation_of(conn, "d" * 64, PHONE))
    assert found
    assert found.used_by


@pytest.mark.parametrize(
    ("who", "sees"), [(SECRETARY, True), (WORKER, True), ("gao-manager-luting", False)]
)
async def test_who_may_check_an_account_sees_it_with_its_code(
    house: House, who: str, *, sees: bool
) -> None:
    await waiting(house)
    page = (await opened(house, who)).page
    assert ("核对码" in page) is sees
    assert (check_code(PHONE, WORKER) in page) is sees


@pytest.mark.parametrize("who", [SECRETARY, WORKER, ADMIN])
async def test_the_second_check_is_made_in_the_console(house: House, who: str) -> None:
    named = await waiting(house)
    browser = await opened(house, who)
    page = await browser.post(f"{PAGE}/check", account=named, verdict="vouch", key=fresh_id())
    assert "已确认" in page
    assert "等核实" not in page


async def test_an_account_that_is_somebody_elses_gets_nothing(house: House) -> None:
    named = await waiting(house)
    browser = await opened(house, SECRETARY)
    page = await browser.post(f"{PAGE}/check", account=named, verdict="unmask", key=fresh_id())
    assert "已拒绝" in page
    assert "现在没有绑定的聊天账号" in page
    page = await browser.post(f"{PAGE}/check", account=named, verdict="vouch", key=fresh_id())
    assert "已经处理过了" in page


@pytest.mark.parametrize(("verdict", "key"), [("marry", "a" * 32), ("vouch", "x")])
async def test_a_form_that_no_page_made_is_refused(house: House, verdict: str, key: str) -> None:
    browser = await opened(house, SECRETARY)
    await browser.post(f"{PAGE}/check", account=await waiting(house), verdict=verdict, key=key)
    assert browser.status == 400


async def test_what_was_tried_without_right_is_read_in_plain_words(house: House) -> None:
    presses = ("do:DQ000001:3:accept", "resolve:DQ000002:1", "desk")
    now = house.clock.now()
    for number, press in enumerate(presses):
        tried = AttemptNoted(str(number), "phone-1", PHONE, press)
        await house.database.write(partial(keep_attempt, community_id=HERE, tried=tried, at=now))
    page = (await opened(house)).page
    assert "Telegram 签收 DQ000001" in page
    assert "Telegram 已办好 DQ000002" in page
    assert "Telegram 工作台" in page
    assert "phone-1" not in page
