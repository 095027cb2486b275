import pytest

from domain.mediation_states import Stage
from tests.mediation_table import NUMBER, SECRETARY, Mediated, invited

DISPATCHER = "chen-dispatcher-dq"


def visit(world: Mediated, who: str, outcome: str, words: str = "") -> list[str]:
    return world.say(who, words, press=f"mediation:{NUMBER}:-1:visit/{outcome}")


def visiting() -> Mediated:
    """Return the world on day five: the captain stands at the door."""
    world = invited(other=False)
    for days in (2, 2, 1):
        world.wait(days=days)
    assert world.mediation().captain
    return world


def test_a_yes_at_the_door_wants_a_witness_and_another_who_confirms_it() -> None:
    world = visiting()
    captain = world.mediation().captain
    assert "见证人" in visit(world, captain, "yes")[0]
    assert world.mediation().answer is None
    world.say(captain, "赵阿姨")
    answer = world.mediation().answer
    assert answer is not None
    assert (answer.by, answer.witness) == (captain, "赵阿姨")
    assert world.stage() is Stage.INVITE_B
    world.press(SECRETARY, "本人愿意")
    assert world.stage() is Stage.ACCEPTED
    assert world.mediation().respondent.consented == "assisted"
    world.press(SECRETARY, "已念给对方听")
    world.press("wang", "我已了解")
    assert world.stage() is Stage.SELECT_M


def test_who_brought_the_yes_cannot_confirm_it() -> None:
    world = invited(other=False)
    assert "还没有人带回" in world.say(SECRETARY, press=f"mediation:{NUMBER}:-1:verify")[0]
    visit(world, SECRETARY, "yes", "赵阿姨")
    assert "另一位同事" in world.say(SECRETARY, press=f"mediation:{NUMBER}:-1:verify")[0]
    world.say(DISPATCHER, press=f"mediation:{NUMBER}:-1:verify")
    assert world.stage() is Stage.ACCEPTED


@pytest.mark.parametrize("outcome", ["away", "later"])
def test_who_was_not_met_stays_asked(outcome: str) -> None:
    world = visiting()
    visit(world, world.mediation().captain, outcome)
    assert world.stage() is Stage.INVITE_B
    assert world.mediation().contacts[-1].outcome == outcome


def test_a_no_at_the_door_ends_it_and_other_words_are_no_outcome() -> None:
    world = visiting()
    captain = world.mediation().captain
    before = world.mediation()
    visit(world, captain, "maybe")
    assert world.mediation() == before
    visit(world, captain, "no")
    assert world.stage() is Stage.CLOSED_REFUSED
