import re
from pathlib import Path

from domain.people import Role
from domain.privacy import Tier
from domain.states import Act, State
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


def test_every_name_that_a_page_may_show_has_words() -> None:
    names = {f"web.did.{act}" for act in Act} | {f"state.{state}" for state in State}
    names |= {f"web.tier.{tier}" for tier in Tier if tier is not Tier.NONE}
    names |= {f"role.{role}" for role in Role} | {"web.priority.0", "web.priority.1"}
    assert names <= set(catalog().sentences)


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
