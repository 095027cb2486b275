from datetime import timedelta

from domain.people import Address
from domain.turns import Attachment, Desk, Letter, Step, Turn
from storage.chats import ChatLine, chat_history, person_at
from storage.outbox import mark_sent
from tests.storage.station import HERE, Station, greet

PHOTO = Attachment("f" * 64, "photo")


async def lines(station: Station, after: int = 0, handle: str = "wang") -> tuple[ChatLine, ...]:
    address = Address("test", handle)
    return await station.database.read(
        lambda conn: chat_history(conn, HERE, person_at(conn, HERE, address), after)
    )


async def deliver(station: Station) -> None:
    claimed = [(each, f"信：{each.letter.key}") for each in await station.claim()]
    await station.database.write(lambda conn: mark_sent(conn, claimed, station.at))


def hold(desk: Desk, turn: Turn) -> Step:
    later = turn.at + timedelta(hours=1)
    return Step(says=(Letter(desk.person.person_id, "held", not_before=later),))


async def test_words_and_answers_stand_in_order(station: Station) -> None:
    turns = [station.turn(text=words, attachments=(PHOTO,)) for words in ("一", "二")]
    for turn in turns:
        await station.take(turn, decide=greet)
        await deliver(station)
        station.at += timedelta(minutes=1)
    found = await lines(station)
    assert [line.text for line in found] == [
        "一",
        "信：arrival.welcome",
        "二",
        "信：arrival.welcome",
    ]
    assert [line.letter is None for line in found] == [True, False, True, False]
    assert found[2].key == turns[1].key
    assert found[2].attachments == (PHOTO,)


async def test_a_letter_that_was_not_sent_is_not_shown(station: Station) -> None:
    await station.take(station.turn(text="一"), decide=greet)
    assert [line.text for line in await lines(station)] == ["一"]


async def test_only_what_came_later_is_read_again(station: Station) -> None:
    await station.take(station.turn(text="一"), decide=greet)
    await deliver(station)
    first = await lines(station)
    station.at += timedelta(minutes=1)
    await station.take(station.turn(text="二"), decide=greet)
    await deliver(station)
    later = await lines(station, after=first[-1].spot)
    assert [line.text for line in later] == ["二", "信：arrival.welcome"]
    assert await lines(station, after=999) == (*first, *later)


async def test_a_letter_that_was_held_back_comes_where_it_was_sent(station: Station) -> None:
    await station.take(station.turn(text="夜里"), decide=hold)
    station.at += timedelta(minutes=1)
    await station.take(station.turn(text="又说"), decide=greet)
    await deliver(station)
    seen = await lines(station)
    station.at += timedelta(hours=2)
    await deliver(station)
    assert [line.text for line in await lines(station, after=seen[-1].spot)] == ["信：held"]
    assert [line.text for line in await lines(station)] == [
        "夜里",
        "又说",
        "信：arrival.welcome",
        "信：held",
    ]


async def test_nobody_reads_the_chat_of_another_device(station: Station) -> None:
    await station.take(station.turn("wang", "秘密"), decide=greet)
    await deliver(station)
    await station.take(station.turn("li", "你好"))
    assert await lines(station, handle="stranger") == ()
    assert [line.text for line in await lines(station, handle="li")] == ["你好"]
