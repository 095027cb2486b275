import re
from pathlib import Path

from tests.handlers.tabletop import catalog
from tests.web.house import House
from web.app import build_app

TEMPLATES = Path(__file__).resolve().parents[2] / "web" / "templates"


async def test_stopping_hangs_up_every_stream(house: House) -> None:
    with house.hub.listen("x") as ear:
        await house.server.close()
        assert ear.get_nowait() is None


def test_every_sentence_of_the_templates_is_in_the_catalogue() -> None:
    used = {
        key
        for template in TEMPLATES.glob("*.html")
        for key in re.findall(r"""\bt\(["']([\w.]+)["'][,)]""", template.read_text())
    }
    assert len(used) > 60
    assert used <= set(catalog().sentences)


def test_templates_hold_no_sentence_of_their_own() -> None:
    for template in TEMPLATES.glob("*.html"):
        shown = re.sub(r"{{.*?}}|{%.*?%}", "", template.read_text(), flags=re.DOTALL)
        assert not re.search("[\u4e00-\u9fff]", shown), template.name


def test_no_two_routes_answer_the_same_address(house: House) -> None:
    routes = [
        (route.method, route.resource.canonical)
        for route in build_app(house.parts).router.routes()
        if route.resource
    ]
    assert len(routes) == len(set(routes))
