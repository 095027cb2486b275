import tomllib
from pathlib import Path

import pytest

from handlers.wanted import INTENTS, STAFF_INTENTS
from tests.handlers.tabletop import World

FILE = Path(__file__).resolve().parents[2] / "nlp" / "files" / "intents.toml"
SAID = {
    intent: words
    for group in tomllib.loads(FILE.read_text("utf-8")).values()
    for intent, words in group["words"].items()
}

# These speak of a case; without one they are a message like others.
OF_A_CASE = {"solved", "not_solved"}


def test_nothing_is_wanted_by_two_kinds_of_people_in_two_ways() -> None:
    assert not INTENTS.keys() & STAFF_INTENTS.keys()


@pytest.mark.parametrize("intent", sorted({*INTENTS, *STAFF_INTENTS} & (SAID.keys() - OF_A_CASE)))
def test_who_says_what_he_wants_is_answered_and_opens_no_case(intent: str) -> None:
    world = World()
    world.resident("wang")
    if intent in INTENTS:
        assert world.say("wang", SAID[intent][0])
        assert world.cases == {}
    else:
        assert world.say("wang-secretary-dq1", SAID[intent][0])
        assert world.cases == {}
