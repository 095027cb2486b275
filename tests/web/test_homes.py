import re

from domain.dwellings import check_number, is_proved
from domain.people import Person
from domain.places import Place, PlaceSource
from storage.people import load_people, write_people
from tests.domain.builders import MONDAY
from tests.web.house import HERE, Browser, House
from web.cookies import fresh_id

CAPTAIN, OTHER_CAPTAIN = "xie-captain-dq1-w003", "song-captain-dq1-w001"
HOME = Place("tiancheng", "3", "2", "6", "602", source=PlaceSource.CODE)
LI = Person(HERE, "resident-li", name="李四光", home=HOME)
PAGE = "/console/homes"


async def claimed(house: House) -> None:
    await house.parts.database.write(lambda conn: write_people(conn, [LI]))


async def test_the_captain_sees_the_claims_of_his_stairwells_and_no_name(house: House) -> None:
    await claimed(house)
    captain = await house.staff(CAPTAIN)
    page = await captain.get(PAGE)
    assert "602室" in page
    assert check_number(LI.person_id, HOME) in page
    assert "扫过单元门口的码" in page
    assert "李四光" not in page
    other = await (await house.staff(OTHER_CAPTAIN)).get(PAGE)
    assert "602室" not in other
    assert "现在没有要核实的住户" in other


async def pressed(browser: Browser, page: str, label: str) -> None:
    press = re.search(rf'name="press" value="([^"]+)">{label}', page)
    assert press
    await browser.post("/console/say", key=fresh_id(), community_id=HERE, press=press[1])


async def test_a_button_of_the_page_confirms_and_the_claim_is_gone(house: House) -> None:
    await claimed(house)
    captain = await house.staff(CAPTAIN)
    await pressed(captain, await captain.get(PAGE), "是，住这一户")
    key = (HERE, LI.person_id)
    found = await house.parts.database.read(lambda conn: load_people(conn, [key], MONDAY))
    assert is_proved(found[key].person.home)
    assert "602室" not in await captain.get(PAGE)


async def test_who_serves_no_stairwell_is_not_led_there(house: House) -> None:
    assert PAGE in await (await house.staff(CAPTAIN)).get("/console")
    assert PAGE not in await (await house.staff("gao-manager-luting")).get("/console")
