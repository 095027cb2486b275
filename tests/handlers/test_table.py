from hypothesis import given
from hypothesis import strategies as st

from domain.places import Place
from handlers.table import PRESSES, STAGES
from handlers.wanted import INTENTS
from tests.handlers.tabletop import World

WORDS = st.text(max_size=60)


def settled() -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    return world


@given(WORDS)
def test_whatever_is_typed_is_answered_and_never_lost(words: str) -> None:
    world = settled()
    assert world.say("wang", words)


@given(st.sampled_from(sorted(PRESSES)), st.text(max_size=12))
def test_whatever_is_pressed_is_answered(act: str, rest: str) -> None:
    world = settled()
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    assert world.say("wang", press=f"{act}:{rest}")
    assert world.say("wang", press=f"{act}:DQ000001:{rest}")


@given(st.sampled_from(sorted(PRESSES)), st.text(max_size=6))
def test_no_stranger_changes_or_reads_a_case_by_any_button(act: str, argument: str) -> None:
    world = settled()
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    before = dict(world.cases)
    world.resident("zhao")
    heard = world.say("zhao", "好", press=f"{act}:DQ000001:-1:{argument}")
    assert {number: world.cases[number] for number in before} == before
    assert not any("楼道灯" in words for words in heard)


def test_a_number_beyond_the_buttons_is_a_plain_message() -> None:
    world = settled()
    assert world.say("wang", "7")
    assert world.cases["DQ000001"].text == "7"


def test_every_row_of_the_tables_is_a_conversation() -> None:
    for table in (PRESSES, STAGES, INTENTS):
        assert all(callable(conversation) for conversation in table.values())
