from bot.channels.console import Console
from domain.people import Address
from domain.turns import Door, Sealed
from web.hub import Hub, Note
from web.notes import staff_topic


async def test_open_pages_hear_that_there_is_news_but_not_its_words() -> None:
    hub = Hub()
    door: Door = Console(hub)
    with hub.listen(staff_topic("chen")) as ear:
        letter = Sealed(7, Address("console", "chen"), "楼上漏水", case_number="YC1")
        arrived: list[bool] = []
        await door.send(letter, lambda: arrived.append(True))
        assert arrived
        assert ear.get_nowait() == Note("letter", {"number": "YC1"})
    assert door.channel == "console"
