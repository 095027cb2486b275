from tests.web.house import House
from web.parts import PARTS


async def test_every_page_finds_the_parts_of_its_station(house: House) -> None:
    assert house.server.app is not None
    assert house.server.app[PARTS] is house.parts
