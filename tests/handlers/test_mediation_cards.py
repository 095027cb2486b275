from tests.handlers.test_answering import relayed
from tests.handlers.test_asking import WORDS
from tests.mediation_table import MEDIATOR, invited, leaking, led


def test_who_finds_no_button_writes_my_mediation() -> None:
    world = leaking()
    assert "[同意调解]" in world.say("wang", "我的调解")[0]
    assert "没有进行中的调解" in world.say("li", "我的调解")[0]
    invited_world = invited()
    assert "[不愿意]" in invited_world.say("li", "我的调解")[0]
    assert "[分别沟通]" in led().say(MEDIATOR, "我的调解")[0]


def test_my_mediation_repeats_every_question_that_waits_for_the_speaker() -> None:
    world = relayed()
    assert any(WORDS in each for each in world.say("li", "我的调解"))
    assert not any(WORDS in each for each in world.say("wang", "我的调解"))
