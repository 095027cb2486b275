from io import BytesIO

import docx

from domain.agreements import Agreement
from tests.domain.builders import MONDAY, demo_rules
from tests.mediation_table import given, in_force, led
from texts.catalog import open_catalog
from web.deeds import DeedWriter, as_document

WRITER = DeedWriter(open_catalog(), demo_rules())


def test_signs_that_a_template_would_read_stay_words() -> None:
    world = given("乙方 11月30日前 修好 <b>{{ 7*7 }}</b> & {% raw %}\u202e")
    mediation = world.mediation()
    assert mediation.agreement
    read = docx.Document(BytesIO(as_document(WRITER.values(mediation, mediation.agreement))))
    words = "\n".join(line.text for line in read.paragraphs)
    assert "<b>{{ 7*7 }}</b> & {% raw %}" in words
    assert "49" not in words


def test_who_has_not_signed_has_an_empty_line() -> None:
    mediation = given().mediation()
    assert mediation.agreement
    lines = WRITER.signatures(mediation, mediation.agreement)
    assert [each["at"] != "" for each in lines] == [False, False, True, False]
    whole = in_force().mediation()
    assert whole.agreement
    assert all(each["at"] for each in WRITER.signatures(whole, whole.agreement))


def test_an_oral_one_has_no_line_for_the_seal() -> None:
    mediation = given("乙方 当场付2600元", oral=True).mediation()
    assert mediation.agreement
    values = WRITER.values(mediation, mediation.agreement)
    assert values["title"] == "人民调解口头协议登记表"
    assert len(values["signatures"]) == 3


def test_an_empty_one_is_a_form() -> None:
    values = WRITER.values(led().mediation(), Agreement())
    assert values["terms"] == []
    assert values["day"] == ""


def test_moments_on_paper_have_their_year() -> None:
    assert WRITER.words((MONDAY, 5)) == "2026-11-23 10:00\n5"
