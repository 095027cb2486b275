"""What peers of the station got wrong, tried on the whole engine (docs/acceptance.md)."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from bot.clock import MovableClock
from domain.calendar import SHANGHAI, shanghai_day
from domain.events import Event
from domain.people import Address
from domain.states import Act
from domain.turns import Attachment, Turn
from storage.database import Connection
from storage.pages import Filed, Reader, case_page
from storage.records import Receipt
from storage.rounds import open_cases
from tests.talks.stage import Actor, Heard, Memory, demo_rules, in_memory

HERE = "dongqiao"
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
WHOLE = "天成花园3幢2单元楼道灯不亮，老人摸黑上楼"
MOST_MESSAGES = 3
PHOTOS = tuple(Attachment(f"{number}" * 64, "photo") for number in range(1, 6))
SPOT = Attachment("", "location", "30.01234,120.56789")
VOICE = Attachment("a" * 64, "voice")
STRANGE = [
    "天成花园3幢 <b>漏水</b> **厨房** [点我](http://example.com) 天花板漏水",
    "天成花园3幢漏水\t天花板\n第二行  两个空格",
    "天成花园3幢💧💧天花板漏水👵🏻",
    "天成花园3幢 \u202e天花板漏水\u202c",
    "天成花园3幢" + "天花板漏水，" * 2_000,
]


@dataclass
class Chat:
    """One resident's phone; what is sent gets keys as an update of a channel has."""

    stage: Memory
    who: str = "王阿姨"
    keys: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.stage.cast[self.who] = Actor(self.who, "resident", self.who, HERE)

    async def send(self, text: str = "", *files: Attachment, **more: str) -> Receipt:
        """Send words, files or both."""
        turn = Turn(
            key=more.pop("key", f"{self.who}:{next(self.keys)}"),
            community_id=HERE,
            address=Address("talk", self.who),
            at=self.stage.clock.now(),
            text=text,
            attachments=files,
            **more,
        )
        return await self.stage.engine.take_turn(turn)

    async def heard(self) -> list[str]:
        """Return what has arrived on this phone since it was last looked at."""
        letters: list[Heard] = await self.stage.letters()
        return [each.words for each in letters if each.actor == self.who]

    async def cases(self) -> list[Filed]:
        """Return every open case of the community, as its dispatcher reads it."""
        rules = demo_rules()
        person = rules.directory.person("chen-dispatcher-dq")
        assert person
        now = self.stage.clock.now()
        reader = Reader(person, rules, shanghai_day(now), now)

        def pages(conn: Connection) -> list[Filed]:
            found = open_cases(conn, HERE)
            shown = (case_page(conn, (HERE, case.number), reader) for case in found)
            return [page for page in shown if page]

        return await self.stage.database.read(pages)


@asynccontextmanager
async def chat(folder: Path) -> AsyncIterator[Chat]:
    async with in_memory(folder, MovableClock(MONDAY)) as stage:
        yield Chat(stage)


def files_of(page: Filed) -> set[Attachment]:
    return set(page.attachments)


def comments_of(page: Filed) -> list[Event]:
    return [event for event in page.events if event.act is Act.COMMENT]


@pytest.mark.parametrize("words", [WHOLE, *STRANGE], ids=range(len(STRANGE) + 1))
async def test_1_first_words_reach_the_case_unchanged(words: str, tmp_path: Path) -> None:
    async with chat(tmp_path) as phone:
        receipt = await phone.send(words)
        [page] = await phone.cases()
        assert page.case.text == words
        assert receipt.numbers == (page.case.number,)
        assert page.case.number in (await phone.heard())[0]


@pytest.mark.parametrize(
    "words", [(WHOLE,), ("楼道灯不亮", "天成花园3幢2单元"), ("楼道灯不亮", "天成花园", "3幢2单元")]
)
async def test_1_number_at_once_and_a_known_place_within_three_messages(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    assert len(words) <= MOST_MESSAGES
    async with chat(tmp_path) as phone:
        receipts = [await phone.send(each) for each in words]
        [page] = await phone.cases()
        assert receipts[0].numbers == (page.case.number,)
        assert (page.case.place.compound, page.case.place.building) == ("tiancheng", "3")
        assert page.case.holder


async def test_4_a_conversation_goes_on_after_the_station_fell(tmp_path: Path) -> None:
    async with chat(tmp_path) as phone:
        await phone.send("楼道灯不亮")
        await phone.send("", *PHOTOS[:1])
    async with chat(tmp_path) as phone:
        phone.keys = count(100)
        await phone.send("天成花园3幢2单元")
        [page] = await phone.cases()
        assert (page.case.place.compound, page.case.place.unit) == ("tiancheng", "2")
        assert files_of(page) == {PHOTOS[0]}


async def test_10_photo_first_then_text_is_one_case(tmp_path: Path) -> None:
    async with chat(tmp_path) as phone:
        await phone.send("", PHOTOS[0])
        assert await phone.cases() == []
        await phone.send(WHOLE)
        [page] = await phone.cases()
        assert (page.case.text, files_of(page)) == (WHOLE, {PHOTOS[0]})


@pytest.mark.parametrize("spoken", range(5))
async def test_10_album_of_five_is_one_case_wherever_its_caption_stands(
    spoken: int, tmp_path: Path
) -> None:
    async with chat(tmp_path) as phone:
        for place, photo in enumerate(PHOTOS):
            await phone.send(WHOLE if place == spoken else "", photo)
        [page] = await phone.cases()
        assert (page.case.text, files_of(page)) == (WHOLE, set(PHOTOS))


async def test_10_edited_caption_corrects_the_same_case(tmp_path: Path) -> None:
    async with chat(tmp_path) as phone:
        await phone.send("天成花园3幢2单元灯不亮", PHOTOS[0], key="photo-1")
        await phone.send("天成花园3幢2单元灯不亮，是三楼的灯", key="photo-1:edit", edits="photo-1")
        [page] = await phone.cases()
        assert files_of(page) == {PHOTOS[0]}
        assert "是三楼的灯" in "".join(event.public for event in comments_of(page))


@pytest.mark.parametrize("only", [SPOT, VOICE], ids=["location", "voice"])
async def test_10_location_or_voice_alone_waits_for_words_and_stays_with_them(
    only: Attachment, tmp_path: Path
) -> None:
    async with chat(tmp_path) as phone:
        await phone.send("", only)
        assert len((await phone.heard())[0]) > 0
        await phone.send(WHOLE)
        [page] = await phone.cases()
        assert files_of(page) == {only}


@pytest.mark.parametrize("only", [SPOT, VOICE], ids=["location", "voice"])
async def test_10_location_or_voice_after_the_words_joins_their_case(
    only: Attachment, tmp_path: Path
) -> None:
    async with chat(tmp_path) as phone:
        await phone.send(WHOLE)
        await phone.send("", only)
        [page] = await phone.cases()
        assert files_of(page) == {only}


async def test_11_two_matters_stay_two_and_a_reply_picks_its_case(tmp_path: Path) -> None:
    async with chat(tmp_path) as phone:
        [lamp] = (await phone.send("天成花园3幢2单元楼道灯不亮")).numbers
        [lift] = (await phone.send("天成花园3幢电梯停运了一天")).numbers
        await phone.send("还是没人来", reply_to=lamp)
        pages = {page.case.number: page for page in await phone.cases()}
        assert pages.keys() == {lamp, lift}
        assert [event.public for event in comments_of(pages[lamp])] == ["还是没人来"]
        assert comments_of(pages[lift]) == []


async def test_11_a_number_that_a_stranger_quotes_attaches_to_nothing(tmp_path: Path) -> None:
    async with chat(tmp_path) as phone:
        [number] = (await phone.send(WHOLE)).numbers
        stranger = Chat(phone.stage, who="陌生人")
        await stranger.send(f"{number} 我来补充几句", PHOTOS[0])
        await stranger.send("这件我也知道", reply_to=number)
        page = next(page for page in await phone.cases() if page.case.number == number)
        assert (comments_of(page), files_of(page)) == ([], set())
        assert len(page.case.parties) == 1
