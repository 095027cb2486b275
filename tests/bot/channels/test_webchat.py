from bot.channels.webchat import WebChat
from domain.people import Address
from domain.turns import Door, Sealed
from web.hub import Hub
from web.notes import chat_topic


async def test_an_open_page_of_the_device_shows_the_letter_with_its_buttons() -> None:
    hub = Hub()
    door: Door = WebChat(hub)
    letter = Sealed(7, Address("web", "phone"), "已登记\u202e", (("没解决", "not_solved:YC1:3"),))
    with hub.listen(chat_topic("phone")) as ear, hub.listen(chat_topic("other")) as other:
        arrived: list[bool] = []
        await door.send(letter, lambda: arrived.append(True))
        assert arrived
        note = ear.get_nowait()
        assert other.empty()
    assert door.channel == "web"
    assert note is not None
    assert (note.kind, note.note_id) == ("letter", 7)
    assert note.content == {
        "id": 7,
        "text": "已登记",
        "choices": [("没解决", "not_solved:YC1:3")],
        "at": "",
        "photo": False,
    }


async def test_a_letter_to_a_closed_page_is_no_failure() -> None:
    await WebChat(Hub()).send(Sealed(7, Address("web", "phone"), "已登记"), lambda: None)
