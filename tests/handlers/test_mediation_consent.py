from dataclasses import replace

from domain.mediation_roles import roles_in
from domain.mediation_states import Role, Stage
from domain.places import Place
from domain.states import State
from tests.handlers.tabletop import MONDAY
from tests.mediation_table import NUMBER, SECRETARY, Mediated, against, invited, leaking


def test_offer_says_what_mediation_is_and_shows_nothing_to_the_other_side() -> None:
    world = leaking()
    offer = world.all_heard("wang")[-1]
    for word in ("自愿", "免费", "保密", "退出", "法院", "对方会知道", "[同意调解]", "[不用调解]"):
        assert word in offer
    assert world.all_heard("li") == []
    assert world.case().state is State.IN_MEDIATION


def test_consent_is_dated_and_the_sentence_is_masked() -> None:
    world = leaking()
    world.press("wang", "同意调解")
    assert world.mediation().applicant.consented == ""
    world.say("wang", "我是502室的，电话13812345678，修好水管就行")
    mediation = world.mediation()
    assert (mediation.applicant.consented, mediation.applicant.consented_at) == ("self", world.at)
    assert "502" not in mediation.statement
    assert "13812345678" not in mediation.statement


def test_no_sentence_is_needed() -> None:
    world = leaking()
    world.press("wang", "同意调解")
    world.press("wang", "不写")
    world.strike()
    assert world.mediation().statement == ""
    assert "对方说" not in world.all_heard("li")[-1]


def test_a_no_of_the_applicant_ends_it() -> None:
    world = leaking()
    world.press("wang", "不用调解")
    assert world.stage() is Stage.DECLINED
    world.strike()
    assert world.case().state is State.ACCEPTED
    assert world.all_heard("li") == []


def test_a_no_of_the_other_side_ends_it_and_a_week_later_it_may_be_asked_anew() -> None:
    world = invited()
    world.press("li", "不愿意")
    assert world.stage() is Stage.CLOSED_REFUSED
    assert "不得调解" in world.all_heard(SECRETARY)[-1]
    assert "拒绝" not in world.all_heard("wang")[-1]
    world.strike()
    assert "不到一周" in world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室再问")[0]
    world.pass_time(days=7)
    world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室再问")
    second = world.mediation()
    assert (second.attempt, second.stage, second.respondent.consented) == (2, Stage.OFFER_A, "")


def test_one_mediation_at_a_time_and_nothing_goes_past_it() -> None:
    world = leaking()
    for act in ("end_mediation", "resolve"):
        assert "已有进行中的调解" in world.act(SECRETARY, act, NUMBER, "好了")[0]
    world.change(NUMBER, lambda case: replace(case, state=State.ACCEPTED))
    again = world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室")
    assert "已有进行中的调解" in again[0]


def test_a_household_is_not_set_against_itself() -> None:
    world = leaking()
    world.mediations.clear()
    world.change(NUMBER, lambda case: replace(case, state=State.ACCEPTED))
    party = replace(world.case().parties[0], household="tiancheng.3.2.602")
    world.change(NUMBER, lambda case: replace(case, parties=(party,)))
    assert "同一户" in world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室")[0]
    world.change(NUMBER, lambda case: replace(case, parties=()))
    assert "不能调解" in world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室")[0]


def test_without_a_home_in_the_words_mediation_is_led_by_hand() -> None:
    world = Mediated()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    world.say("wang", "天成花园3幢2单元502室，楼上漏水，吊顶塌了一块")
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, "请调解员老叶去谈")
    assert world.mediations == {}
    assert world.case().state is State.IN_MEDIATION


def test_a_company_of_the_directory_is_asked_through_who_speaks_for_it() -> None:
    world = against("绿汀物业服务有限公司")
    gao = "gao-manager-luting"
    said = world.all_heard(gao)[-1]
    assert "愿意谈谈吗" in said
    assert not any(word in said for word in ("502", "DQ000001", "渗水到屋里"))
    world.press(gao, "同意调解")
    mediation = world.mediation()
    assert (mediation.respondent.person_id, mediation.respondent.body) == (gao, "luting-company")
    assert roles_in(mediation, world.person(gao, "dongqiao"), None, world.rules, MONDAY.date()) == {
        Role.RESPONDENT
    }


def test_a_company_that_stands_in_no_directory_is_telephoned_and_signs_on_paper() -> None:
    world = against("明湖置业有限公司")
    assert "请打电话问明湖置业有限公司" in world.all_heard(SECRETARY)[-1]
    assert world.mediation().respondent.body == "明湖置业有限公司"


def test_the_applicant_lives_at_home_though_the_matter_lies_upstairs() -> None:
    world = Mediated()
    world.resident("wang", home=Place("tiancheng", "3", "2", "5", "502"))
    world.say("wang", "天成花园3幢2单元602室漏水，泡坏了我家吊顶")
    assert world.case().place.room == "602"
    world.act(SECRETARY, "accept", NUMBER)
    world.act(SECRETARY, "mediate", NUMBER, "天成花园3幢2单元602室，想谈赔偿")
    assert world.mediation().applicant.home.room == "502"
    assert world.mediation().respondent.home.room == "602"
