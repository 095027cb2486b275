from tests.web.house import HERE, House
from tests.web.test_uploads import photo

STORY = "天成花园3幢2单元电梯停了"


async def test_only_who_reads_the_inside_sees_the_photos(house: House) -> None:
    await house.browser().say(STORY, photo=photo())
    for person_id, sees in (
        ("chen-dispatcher-dq", True),
        ("shen-street", True),
        ("gao-manager-luting", False),
    ):
        browser = await house.staff(person_id)
        page = await browser.get(f"/console/c/{HERE}/DQ000001")
        assert browser.status == 200
        assert ("照片和语音" in page) is sees, person_id
