from domain.places import Place
from tests.handlers.tabletop import World


def test_an_answer_to_ones_own_words_never_waits_for_morning() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.pass_time(hours=14)
    step = world.step("wang", "天成花园3幢2单元楼道灯不亮")
    own = [letter for letter in step.says if letter.to == "wang"]
    others = [letter for letter in step.says if letter.to != "wang"]
    assert all(letter.not_before is None and letter.urgent for letter in own)
    assert all(letter.not_before and letter.not_before > world.at for letter in others)
    assert own[0].case_number == "DQ000001"
