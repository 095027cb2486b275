import re
from pathlib import Path

import pytest

from domain.rights import PAGES
from tests.web.house import House
from web import describing
from web.describing import FORMS, QUERIES, describe
from web.staff import name_of

SOURCES = Path(__file__).resolve().parents[2] / "web"


def read_in_sources(pattern: str) -> set[str]:
    found: set[str] = set()
    for file in SOURCES.glob("*.py"):
        found |= set(re.findall(pattern, file.read_text(encoding="utf-8")))
    return found


async def test_what_is_served_is_what_is_described(house: House) -> None:
    served = {name_of(route) for route in house.server.app.router.routes()}
    paths = describe("1")["paths"]
    told = {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}
    assert served <= told == set(PAGES)


def test_every_field_that_a_page_reads_is_described() -> None:
    told = {name for names in FORMS.values() for name in names}
    assert read_in_sources(r"""form\[["'](\w+)["']\]""") - told == set()
    asked = {name for names in QUERIES.values() for name in names}
    assert read_in_sources(r"""query\.get\(["'](\w+)["']""") - asked == set()


@pytest.mark.parametrize("table", ["FORMS", "QUERIES"])
def test_a_page_that_does_not_fit_stops_the_build(
    monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(describing, table, {**getattr(describing, table), "POST /nowhere": ()})
    with pytest.raises(LookupError, match="POST /nowhere"):
        describe("1")


def test_a_form_that_nobody_described_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(describing, "RIGHTS", {**PAGES, "POST /console/new": PAGES["GET /"]})
    with pytest.raises(LookupError, match="POST /console/new"):
        describe("1")


def test_who_must_be_signed_in_and_what_a_form_holds_is_told() -> None:
    paths = describe("1")["paths"]
    act = paths["/console/c/{community_id}/{number}/act"]["post"]
    assert act["security"] == [{"staff": []}]
    assert paths["/livez"]["get"]["security"] == []
    assert [each["name"] for each in act["parameters"]] == ["community_id", "number"]
    fields = act["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    assert fields["photo"] == {"type": "string", "format": "binary"}
    assert fields["token"] == {"type": "string"}
