from tests.mediation_house import kept
from tests.mediation_table import MEDIATOR, in_force
from tests.web.house import House
from tests.web.test_mediation_pages import DOSSIER, OWN, PAPER


async def test_names_of_downloads_say_nothing_of_the_case(house: House) -> None:
    wang = await kept(house, in_force())
    ye = await house.staff(MEDIATOR)
    names = set()
    for browser, path in ((ye, DOSSIER), (ye, f"{PAPER}.docx"), (wang, f"{OWN}/docx")):
        response = await browser.session.get(browser.base.with_path(path))
        names.add(response.headers["Content-Disposition"])
    assert names == {
        'attachment; filename="dossier.zip"',
        'attachment; filename="agreement.docx"',
    }
