import pytest

from handlers.proving import OF_STAFF, PRESSES
from tests.handlers.test_taking import NUMBER, lit


def test_what_only_staff_may_press_is_pressed_here() -> None:
    assert PRESSES.keys() > OF_STAFF


@pytest.mark.parametrize("act", sorted(PRESSES))
def test_a_stranger_presses_none_of_them(act: str) -> None:
    world = lit()
    world.resident("li")
    before = world.case()
    world.say("li", "想看看", press=f"{act}:{NUMBER}:-1:yes")
    assert world.case() == before
