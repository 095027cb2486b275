from domain.mediation_states import Stage
from tests.mediation_table import NUMBER, SECRETARY, invited, leaking, led


def test_the_other_side_never_reads_the_number_or_who_it_is_about() -> None:
    world = led()
    world.press("li", "退出调解")
    heard = "\n".join(world.all_heard("li"))
    for secret in (NUMBER, "wang", "502", "吊顶"):
        assert secret not in heard


def test_ordinary_letters_wait_for_the_morning() -> None:
    world = invited()
    world.pass_time(hours=12)
    world.press("li", "同意调解")
    waiting = [each for each in world.letters if each.key == "mediation.rights"]
    assert [f"{each.not_before:%d %H:%M}" for each in waiting] == ["24 00:00", "24 00:00"]


def test_a_side_that_hides_hears_neutral_notices_alone() -> None:
    world = led()
    world.say("li", "隐藏")
    world.press("wang", "退出调解")
    assert world.stage() is Stage.TERMINATED_BY_PARTY
    said = world.all_heard("li")[-1]
    assert "调解" not in said
    shown = led()
    shown.say("wang", "隐藏")
    shown.say("wang", "取消隐藏")
    shown.press("li", "退出调解")
    assert "调解已结束" in shown.all_heard("wang")[-1]


def test_who_opened_it_reads_the_number_but_not_twice_what_he_did_himself() -> None:
    world = leaking()
    world.press("wang", "不用调解")
    assert NUMBER in world.all_heard(SECRETARY)[-1]
