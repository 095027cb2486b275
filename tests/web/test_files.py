import re

from tests.web.house import DISPATCHER, HERE, House
from tests.web.test_uploads import photo

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


async def test_a_property_company_sees_no_photo(house: House) -> None:
    _, address = await filed(house)
    company = await house.staff("gao-manager-luting")
    page = await company.get(f"/console/c/{HERE}/DQ000001")
    assert company.status == 200
    assert '<img src="/console/c' not in page
    await company.get(address)
    assert company.status == 404


async def test_a_made_up_file_is_not_found(house: House) -> None:
    own, address = await filed(house)
    chen = await house.staff()
    for path in (address[:-4] + "0000", own, address.rsplit("/", 1)[0] + "/..%2f..%2fweb.db"):
        await chen.get(path)
        assert chen.status == 404
