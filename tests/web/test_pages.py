from datetime import UTC, datetime

import pytest

from domain.turns import Text
from tests.handlers.tabletop import catalog
from web.pages import Pages, day, moment

LATE = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)


def test_moments_are_told_in_shanghai() -> None:
    assert moment(LATE) == "03-02 00:05"
    assert day(LATE) == "2026-03-02"
    assert moment(None) == day(None) == ""


@pytest.mark.parametrize(
    ("public", "address"),
    [
        ("https://yizhan.example", "/console"),
        ("https://example.org/yizhan/", "/yizhan/console"),
    ],
)
def test_addresses_stand_under_the_path_of_the_station(public: str, address: str) -> None:
    pages = Pages(catalog(), public)
    assert pages.url("/console") == address
    assert pages.static("station.css").startswith(address.replace("console", "static/"))


def test_values_become_words() -> None:
    pages = Pages(catalog(), "http://127.0.0.1")
    assert pages.words(Text("state.closed")) == pages.say("state.closed") == "已办结"
    assert pages.words("已办结") == "已办结"


def test_values_in_a_template_are_escaped() -> None:
    response = Pages(catalog(), "http://127.0.0.1").show("error.html", {"said": "<b>"}, 404)
    assert response.status == 404
    assert "&lt;b&gt;" in (response.text or "")
