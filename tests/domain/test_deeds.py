from dataclasses import replace

from domain.agreements import Agreement, Signatory, Signature, Term
from domain.deeds import (
    act_choice,
    committee_name,
    deed_text,
    file_number,
    money_text,
    own_name,
    party_name,
    real_name,
    side_text,
    signature_values,
    term_values,
)
from domain.mediation_states import Role
from domain.turns import Text, Value
from tests.domain.builders import MONDAY, demo_rules
from tests.mediation_table import MEDIATOR, given, led
from texts.catalog import open_catalog

RULES = demo_rules()


def words(value: Value) -> str:
    return open_catalog().render(value) if isinstance(value, Text) else str(value)


def test_the_agreement_holds_what_the_law_asks_for() -> None:
    paper = words(deed_text(given().mediation(), RULES))
    for part in (
        "王秀英",
        "李明",
        "争议",
        "接头漏水",
        "换好水管接头",
        "2026年12月4日",
        "金额2600元",
    ):
        assert part in paper
    for part in ("签字", "调解员：叶", "洞桥社区人民调解委员会", "（2026）洞桥人调字第1号"):
        assert part in paper


def test_an_oral_one_is_an_entry_of_the_register() -> None:
    world = given("乙方 当场付2600元", oral=True)
    assert words(deed_text(world.mediation(), RULES)).startswith("口头协议登记")


def test_a_second_mediation_of_the_case_has_a_number_of_its_own() -> None:
    again = replace(led().mediation(), attempt=2)
    assert words(file_number(again, RULES)) == "（2026）洞桥人调字第1-2号"


def test_a_company_is_named_with_who_signs_for_it() -> None:
    assert party_name(Signatory("王秀英")) == "王秀英"
    assert words(party_name(Signatory("甲公司", "周明", "经理"))) == "甲公司（代表人周明，经理）"
    agreement = Agreement(parties=(Signatory("王秀英"), Signatory("李明")))
    assert own_name(agreement, Role.RESPONDENT) == "李明"
    assert own_name(Agreement(), Role.RESPONDENT) == ""


def test_money_is_written_whole_and_fen_only_where_there_are_any() -> None:
    assert [money_text(each) for each in (260000, 260050, 5)] == ["2600", "2600.50", "0.05"]


def test_what_holds_for_good_says_so() -> None:
    values = term_values(Term("both", "双方 长期互不打扰"))
    assert words(values["due"]) == "自生效之日起一直有效"
    assert values["sum"] == ""


def test_how_somebody_signed_is_told() -> None:
    signature = Signature(Role.RESPONDENT, MONDAY, "abcdef0123")
    ways = [
        words(signature_values(each)["way"])
        for each in (
            signature,
            replace(signature, must_check=True),
            replace(signature, by="song", witness="赵阿姨"),
        )
    ]
    assert len(set(ways)) == len(ways)
    assert "赵阿姨" in ways[2]
    assert signature_values(signature)["mark"] == "ABCDEF01"
    assert words(side_text("both")) == "双方"


def test_who_is_not_in_the_directory_has_no_name_there() -> None:
    assert real_name(MEDIATOR, RULES) == "叶"
    assert real_name("nobody", RULES) == ""
    nowhere = replace(led().mediation(), community_id="nowhere")
    assert committee_name(nowhere, RULES) == ""


def test_a_button_names_the_promise_that_it_is_about() -> None:
    mediation = led().mediation()
    assert words(act_choice(mediation, "fulfil", 2).label) == "第2条我做了"
    assert act_choice(mediation, "again").press.endswith(":again")
