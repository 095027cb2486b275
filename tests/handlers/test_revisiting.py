import pytest

from domain.mediation_states import Role, Stage
from tests.handlers.test_performing import paper_in_force
from tests.mediation_table import MEDIATOR, REPAIRS, SECRETARY, Mediated, in_force, press


def performed() -> Mediated:
    world = in_force(REPAIRS)
    press(world, "wang", "received/1")
    world.strike()
    world.wait(days=7)
    return world


def test_each_side_is_asked_three_questions_by_itself() -> None:
    world = performed()
    for name in ("wang", "li"):
        assert "调解好7天了" in world.all_heard(name)[-1]
        assert "都做到了吗" in world.press(name, "回答")[0]
        assert "新的矛盾" in world.press(name, "都做到了")[0]
        assert "公平吗" in world.press(name, "没有")[0]
        assert "谢谢" in world.press(name, "公平")[0]
    kept = [(each.side, each.days, each.answers) for each in world.mediation().revisits]
    assert kept == [(Role.APPLICANT, 7, "yny"), (Role.RESPONDENT, 7, "yny")]
    assert "回访里" not in world.all_heard(SECRETARY)[-1]


@pytest.mark.parametrize("answers", ["nny", "yyy", "nyn"])
def test_what_went_wrong_is_told_to_who_serves_without_saying_which_side(answers: str) -> None:
    world = performed()
    press(world, "li", f"back/7-{answers}")
    for name in (SECRETARY, MEDIATOR):
        assert "有一方说" in world.all_heard(name)[-1]
    assert all("有一方说" not in each for each in world.all_heard("wang"))


def test_the_later_answer_of_a_side_counts() -> None:
    world = performed()
    press(world, "li", "back/7-nny")
    press(world, "li", "back/7-yny")
    assert [each.answers for each in world.mediation().revisits] == ["yny"]


@pytest.mark.parametrize("said", ["", "x", "7-xx", "7-yyyy", "-yny"])
def test_what_is_no_answer_is_not_kept(said: str) -> None:
    world = performed()
    press(world, "li", f"back/{said}")
    assert world.mediation().revisits == ()


def test_staff_answer_for_nobody_who_has_an_account() -> None:
    world = performed()
    press(world, SECRETARY, "back/7-yny")
    press(world, MEDIATOR, "back/7-yny")
    assert world.mediation().revisits == ()


def test_a_side_without_an_account_is_telephoned() -> None:
    world = paper_in_force()
    press(world, SECRETARY, "fulfil/1")
    press(world, "wang", "received/1")
    world.strike()
    world.wait(days=7)
    assert world.stage() is Stage.FOLLOW_UP
    assert "请打电话问三句话" in world.all_heard(SECRETARY)[-1]
    for label in ("回答", "都做到了", "没有", "公平"):
        world.press(SECRETARY, label)
    assert [each.side for each in world.mediation().revisits] == [Role.RESPONDENT]
