from yarl import URL

from tests.web.house import House

STORY = "天成花园3幢2单元电梯停了"


async def test_the_frame_names_who_is_signed_in_and_where_he_is(house: House) -> None:
    chen = await house.staff()
    page = await chen.get("/console/notices")
    assert "陈 社区调度员" in page
    assert 'href="/console/notices" aria-current="page"' in page


async def test_an_open_page_hears_of_changes_in_its_own_community_only(house: House) -> None:
    chen, wu = await house.staff(), await house.staff("wu-dispatcher-sx")
    stream = chen.base.join(URL("/console/stream"))
    async with chen.session.get(stream) as here, wu.session.get(stream) as there:
        await here.content.readuntil(b"\n\n")
        await there.content.readuntil(b"\n\n")
        await house.browser().say(STORY)
        assert (await here.content.readuntil(b"\n\n")).startswith(b"event: change")
        house.hub.close()
        assert b"change" not in await there.content.read()


async def test_a_notice_is_announced_without_its_words(house: House) -> None:
    gao = await house.staff("gao-manager-luting")
    async with gao.session.get(gao.base.join(URL("/console/stream"))) as stream:
        await stream.content.readuntil(b"\n\n")
        await house.browser().say(STORY)
        await house.deliver()
        house.hub.close()
        heard = (await stream.content.read()).decode()
    assert 'event: letter\ndata: {"number": "DQ000001"}' in heard
    assert "电梯" not in heard


async def test_only_ones_own_answers_are_shown(house: House) -> None:
    await house.browser().say(STORY)
    chen = await house.staff()
    ids = ",".join(str(number) for number in range(1, 10))
    page = await chen.get(f"/console?said={ids}")
    assert "已登记" not in page
    for wrong in ("x", "1,,2", ",".join("1" * 30)):
        assert 'class="answer"' not in await chen.get(f"/console?said={wrong}")


async def test_the_street_hears_of_every_community(house: House) -> None:
    shen = await house.staff("shen-street")
    async with shen.session.get(shen.base.join(URL("/console/stream"))) as stream:
        await stream.content.readuntil(b"\n\n")
        await house.browser().say("剡溪花园1幢1单元路灯不亮", community="shanxi")
        assert (await stream.content.readuntil(b"\n\n")).startswith(b"event: change")
