import asyncio
import re
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from domain.refusals import NotSaved
from domain.turns import Turn
from storage.records import Receipt
from tests.web.house import HERE, House, open_house
from tests.web.test_uploads import bomb, photo
from web import saying
from web.cookies import fresh_id
from web.uploads import Upload

STORY = "天成花园3幢2单元电梯停了"
PHOTO = photo()
VOICE = b"OggS" + b"\x00" * 50


async def test_a_photo_and_a_voice_join_the_words(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY, photo=PHOTO, voice=VOICE)
    assert wang.status == 200
    page = await wang.get(f"/c/{HERE}")
    assert 'class="photo"' in page
    assert 'class="file"' in page


async def test_a_photo_without_words_is_said_too(house: House) -> None:
    wang = house.browser()
    await wang.say(photo=PHOTO)
    assert wang.status == 200
    assert 'class="photo"' in wang.page


async def test_a_location_comes_along(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY, location="30.00012,120.58001")
    assert '<p class="file">已附上位置' in await wang.get(f"/c/{HERE}")


async def test_a_location_that_is_none_is_left_out(house: House) -> None:
    wang = house.browser()
    await wang.say(STORY, location="<script>")
    assert '<p class="file">已附上位置' not in await wang.get(f"/c/{HERE}")


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({}, 400, "您还没有写内容"),
        ({"text": "  \n "}, 400, "您还没有写内容"),
        ({"text": "水" * 200_001}, 413, "太长"),
        ({"photo": b"MZ\x90 a program"}, 415, "打不开"),
        ({"photo": bomb()}, 415, "打不开"),
        ({"photo": b"\xff\xd8\xff" + b"\x00" * 5_000_000}, 413, "文件太大"),
        ({"text": STORY, "client_id": "x"}, 400, "看不懂"),
        ({"text": STORY, "client_id": ""}, 400, "看不懂"),
        ({"text": STORY, "place_code": "a b"}, 400, "看不懂"),
        ({"text": STORY, "press": "x" * 201}, 400, "看不懂"),
    ],
    ids=[
        "nothing",
        "blanks",
        "too long",
        "a program",
        "a bomb",
        "too large",
        "a short key",
        "no key",
        "a wrong code",
        "a long press",
    ],
)
async def test_what_cannot_be_taken_is_refused_with_a_kind_sentence(
    house: House, sent: dict[str, object], status: int, words: str
) -> None:
    wang = house.browser()
    await wang.say(**sent)  # type: ignore[arg-type]
    assert (wang.status, words in wang.page) == (status, True)
    assert "DQ0" not in await wang.get(f"/c/{HERE}")


async def test_many_who_send_at_once_do_not_fill_the_memory(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_hand = most = 0

    async def counted(content: bytes) -> Upload:
        nonlocal in_hand, most
        in_hand += 1
        most = max(most, in_hand)
        await asyncio.sleep(0.01)
        in_hand -= 1
        return Upload("voice", content)

    monkeypatch.setattr(saying, "recognise", counted)
    people = [house.browser() for _ in range(6)]
    await asyncio.gather(*(each.say(STORY, voice=VOICE) for each in people))
    assert most == saying.IN_HAND
    assert {each.status for each in people} == {200}


async def test_ten_files_at_once_are_too_many(house: House) -> None:
    wang = house.browser()
    await wang.get(f"/c/{HERE}")
    photos: dict[str, object] = {f"photo{number}": PHOTO for number in range(10)}
    await wang.post(f"/c/{HERE}/say", client_id=fresh_id(), **photos)
    assert (wang.status, "九个" in wang.page) == (413, True)


@pytest.mark.parametrize(
    "text",
    [
        "🔥🔥🔥",
        "مرحبا \u202eabc",
        "\u200b\u200b漏水\u200b",
        "\x00\x07铃\x1b[31m",
        "<script>alert(1)</script>**粗**{{ 7*7 }}",
        "漏水" * 50_000,
        "\ud83d",
    ],
    ids=["emoji", "rtl", "zero width", "controls", "markup", "long", "half a sign"],
)
async def test_whatever_people_type_is_taken_and_shown_safely(house: House, text: str) -> None:
    wang = house.browser()
    await wang.say(text.encode("utf-8", "replace").decode())
    assert wang.status == 200
    await house.deliver()
    page = await wang.get(f"/c/{HERE}")
    assert 'class="line mine"' in page
    assert "<script>alert" not in page
    assert not re.search("[\u202e\u200b\x00\x07\x1b]", page)


async def test_fifty_messages_of_one_device_are_all_stored(house: House) -> None:
    wang = house.browser()
    for number in range(50):
        await wang.say(f"第{number}次说：楼道灯不亮")
    page = await wang.get(f"/c/{HERE}")
    assert sum(f"第{number}次说" in page for number in range(50)) == 50


@dataclass
class Refusing:
    """An engine whose store has failed, until it is mended."""

    is_shut: bool = True

    async def take_turn(self, turn: Turn) -> Receipt:
        if self.is_shut:
            raise NotSaved("the disk is full")
        return Receipt(turn.key, (), ())


async def test_what_was_not_saved_is_never_called_saved(tmp_path: Path) -> None:
    engine = Refusing()
    async with open_house(
        tmp_path, lambda parts: replace(parts, take_turn=engine.take_turn)
    ) as house:
        wang = house.browser()
        once = fresh_id()
        await wang.say(STORY, client_id=once)
        assert (wang.status, "还没有存好" in wang.page) == (503, True)
        engine.is_shut = False
        await wang.get(f"/c/{HERE}")
        await wang.say(STORY, client_id=once)
        assert wang.status == 200


async def test_a_kept_photo_has_lost_its_name_and_its_place(house: House) -> None:
    exif = Image.Exif()
    exif[0x010F] = "maker of the phone"
    sent = BytesIO()
    Image.new("RGB", (60, 40), "red").save(sent, "JPEG", exif=exif)
    wang = house.browser()
    await wang.say(photo=sent.getvalue())
    kept = [
        path for path in (house.database.state_dir / "attachments").rglob("*") if path.is_file()
    ]
    assert [len(path.name) for path in kept] == [64]
    assert b"maker of the phone" not in kept[0].read_bytes()
