import re

from domain.people import Address
from storage.accounts import bind_address
from storage.database import Connection
from storage.tables import CASES
from tests.web.house import DISPATCHER, HERE, Browser, House
from tests.web.test_uploads import photo
from web.cookies import chat_of, fresh_id

STORY = "天成花园3幢2单元路灯不亮"


async def filed(house: House) -> tuple[str, str]:
    """Return the addresses of a photo in the chat and on the case's page."""
    wang = house.browser()
    await wang.say(STORY, photo=photo(), voice=b"OggS" + b"\x00" * 50)
    own = re.findall(r'<a class="photo" href="([^"]+)"', wang.page)[0]
    chen = await house.staff()
    page = await chen.get(f"/console/c/{HERE}/DQ000001")
    return own, re.findall(rf'<a href="(/console/c/{HERE}/DQ000001/file/\w+)"><img', page)[0]


async def test_a_device_gets_back_what_it_sent_and_no_other_does(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY, photo=photo())
    [address] = re.findall(r'<a class="photo" href="([^"]+)"', wang.page)
    async with wang.session.get(wang.base.join(wang.base.with_path(address))) as response:
        assert response.status == 200
        assert response.content_type == "image/jpeg"
        assert response.headers["Content-Disposition"] == "inline"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response.headers["Cache-Control"]
    li = house.browser()
    await li.say("我也要反映：楼道灯不亮")
    await li.get(address)
    assert li.status == 404


async def test_a_voice_is_only_ever_saved_never_played_by_the_page(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY, voice=b"OggS" + b"\x00" * 50)
    [address] = re.findall(r'<a class="file" href="([^"]+)"', wang.page)
    async with wang.session.get(wang.base.with_path(address)) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")


async def test_a_long_voice_comes_back_whole_and_its_head_alone_without_it(house: House) -> None:
    wang, content = house.browser(), b"OggS" + bytes(range(256)) * 1_000
    await wang.say(STORY, voice=content)
    [address] = re.findall(r'<a class="file" href="([^"]+)"', wang.page)
    async with wang.session.get(wang.base.with_path(address)) as response:
        assert await response.read() == content
    async with wang.session.head(wang.base.with_path(address)) as response:
        assert (response.content_length, await response.read()) == (len(content), b"")


async def test_a_file_that_was_changed_on_the_disk_is_an_error_and_not_half_a_file(
    house: House,
) -> None:
    wang = house.browser()
    await wang.say(STORY, photo=photo())
    [address] = re.findall(r'<a class="photo" href="([^"]+)"', wang.page)
    [path] = (house.database.state_dir / "attachments").glob("*/*")
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    async with wang.session.get(wang.base.with_path(address)) as response:
        assert response.status == 500
        assert b"JFIF" not in await response.read()


async def test_staff_see_a_photo_only_where_they_see_the_case(house: House) -> None:
    _, address = await filed(house)
    chen = await house.staff(DISPATCHER)
    await chen.get(address)
    assert chen.status == 200
    for person_id in ("wu-dispatcher-sx", "zhang-secretary-dq2"):
        other = await house.staff(person_id)
        await other.get(address)
        assert other.status == 404
    stranger = house.browser()
    await stranger.get(address)
    assert "登录" in stranger.page


async def test_a_property_company_sees_the_photo_that_it_sent_and_no_other(house: House) -> None:
    _, address = await filed(house)
    company = await house.staff("gao-manager-luting")
    case = f"/console/c/{HERE}/DQ000001"
    page = await company.get(case)
    assert company.status == 200
    assert '<img src="/console/c' not in page
    version = re.findall(r'name="version" value="(\d+)"', page)[0]
    sent = {"note": "修好了", "photo": photo(size=(50, 50))}
    await company.post(f"{case}/act", act="reply", version=version, key=fresh_id(), **sent)
    [own] = re.findall(rf'<a href="({case}/file/\w+)"><img', await company.get(case))
    await company.get(own)
    assert company.status == 200
    await company.get(address)
    assert company.status == 404


async def test_a_made_up_file_is_not_found(house: House) -> None:
    own, address = await filed(house)
    chen = await house.staff()
    for path in (address[:-4] + "0000", own, address.rsplit("/", 1)[0] + "/..%2f..%2fweb.db"):
        await chen.get(path)
        assert chen.status == 404


async def at_desk(house: House, person_id: str) -> Browser:
    """Return a device in whose chat somebody of staff is at work."""
    browser = house.browser()
    await browser.get(f"/c/{HERE}")
    secret = next(each.value for each in browser.session.cookie_jar if "device" in each.key)
    person = house.rules.directory.person(person_id)
    assert person
    address, now = Address("web", chat_of(secret)), house.clock.now()
    await house.database.write(lambda conn: bind_address(conn, HERE, address, person, now))
    return browser


async def test_a_letter_shows_its_photo_to_its_reader_alone(house: House) -> None:
    await filed(house)
    chen = await at_desk(house, DISPATCHER)
    await chen.say(press="photos:DQ000001")
    await house.deliver()
    page = await chen.get(f"/c/{HERE}")
    [address] = re.findall(r'<img src="([^"]+/photo)"', page)
    assert "第 1 张，共 1 张" in page
    async with chen.session.get(chen.base.with_path(address)) as response:
        assert (response.status, response.content_type) == (200, "image/jpeg")
        assert "no-store" in response.headers["Cache-Control"]
    for other in (house.browser(), await at_desk(house, "wang-secretary-dq1")):
        await other.get(address)
        assert other.status == 404
    await chen.get(re.sub(r"letter/\d+", "letter/1", address))
    assert chen.status == 404


async def test_a_letter_shows_no_photo_any_more_once_its_reader_may_not_see_it(
    house: House,
) -> None:
    await filed(house)
    chen, console = await at_desk(house, DISPATCHER), await house.staff(DISPATCHER)
    await chen.say(press="photos:DQ000001")
    await house.deliver()
    [address] = re.findall(r'<img src="([^"]+/photo)"', await chen.get(f"/c/{HERE}"))
    assert re.findall(r'<img src="[^"]+/DQ000001/file/', await console.get("/console/notices"))

    def accuse(conn: Connection) -> None:
        conn.execute(CASES.update().values(about=f"|{DISPATCHER}|"))

    await house.database.write(accuse)
    await chen.get(address)
    assert chen.status == 404
    assert "/file/" not in await console.get("/console/notices")
