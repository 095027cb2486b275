import re
from dataclasses import replace

import pytest

from domain.cases import Case
from domain.places import Place
from domain.states import Part, State
from tests.handlers.tabletop import MONDAY, World

LIGHT = "天成花园3幢2单元楼道灯不亮"
RUBBISH = "天成花园3幢门口垃圾堆了好几天没人收"


def resolved(count: int = 1) -> World:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    for words in (LIGHT, RUBBISH)[:count]:
        world.say("wang", words)
    for number in world.cases:
        world.change(number, to_resolved)
    return world


def to_resolved(case: Case) -> Case:
    accepted = replace(case, accepted_at=MONDAY, answered_at=MONDAY, resolved_at=MONDAY, asked=1)
    clocks = replace(accepted.clocks, confirm=MONDAY)
    return replace(accepted, state=State.RESOLVED, clocks=clocks)


def test_solved_closes_the_case_and_asks_for_stars() -> None:
    world = resolved()
    step = world.step("wang", "解决了")
    assert world.case().state is State.CLOSED
    assert world.case().outcome == "solved"
    assert world.case().closed_at == world.at
    heard = world.heard("wang", step)
    assert heard[0].count("星]") == 5
    assert any(letter.key == "closing.to_holder" for letter in step.says)


def test_stars_are_kept_beside_the_answer() -> None:
    world = resolved()
    world.say("wang", "解决了")
    heard = world.press("wang", "5星")
    assert "到此办结" in heard[0]
    [party] = world.case().parties
    assert (party.answer, party.stars) == ("solved", 5)
    assert world.case().state is State.CLOSED


@pytest.mark.parametrize("label", ["1星", "2星"])
def test_few_stars_reopen_one_level_up_on_the_old_clock(label: str) -> None:
    world = resolved()
    solve = world.case().clocks.solve
    world.say("wang", "解决了")
    world.press("wang", label)
    case = world.case()
    assert case.state is State.ASSIGNED
    assert case.level >= 1
    assert case.reopened == 1
    assert case.clocks.solve == solve
    assert case.closed_at is None


def test_not_solved_reopens_and_asks_what_is_wrong() -> None:
    world = resolved()
    before = world.case()
    step = world.step("wang", "没解决")
    case = world.case()
    assert case.state is State.ASSIGNED
    assert case.holder != before.holder
    assert case.parties[0].answer == "not_solved"
    told = {letter.to: letter.key for letter in step.says}
    assert told[case.holder] == "closing.redo"
    assert told[before.holder] == "closing.taken_up"
    heard = world.say("wang", "晚上还是黑的")
    assert "已补充到DQ000001" in heard[0]


def test_a_short_answer_that_names_no_matter_plainly_goes_into_the_case() -> None:
    world = resolved()
    world.say("wang", "没解决")
    assert "DQ000001" in world.say("wang", "还在冒")[0]
    assert set(world.cases) == {"DQ000001"}


def test_a_new_matter_after_not_solved_stays_a_new_one() -> None:
    world = resolved()
    world.say("wang", "没解决")
    world.say("wang", RUBBISH)
    assert "DQ000002" in world.cases


def test_the_same_matter_after_not_solved_goes_into_the_case() -> None:
    world = resolved()
    world.say("wang", "没解决")
    assert "DQ000001" in world.say("wang", "楼道灯还是不亮")[0]
    assert set(world.cases) == {"DQ000001"}


def test_several_answers_waiting_ask_which_one() -> None:
    world = resolved(2)
    heard = world.say("wang", "解决了")
    assert "哪一件" in heard[0]
    world.press("wang", "DQ000002")
    assert world.case("DQ000002").state is State.CLOSED
    assert world.case("DQ000001").state is State.RESOLVED
    world = resolved(2)
    world.say("wang", "没解决")
    world.press("wang", "DQ000001")
    assert world.case("DQ000001").state is State.ASSIGNED


def test_not_solved_after_closing_reopens_the_latest() -> None:
    world = resolved()
    world.say("wang", "解决了")
    world.say("wang", "没解决")
    assert world.case().state is State.ASSIGNED


def test_such_words_without_any_case_are_an_ordinary_message() -> None:
    for words in ("解决了", "没解决", "5星"):
        world = World()
        world.resident("wang")
        assert world.say("wang", words)


def test_stars_in_words_rate_the_latest_unrated_case() -> None:
    world = resolved()
    world.say("wang", "解决了")
    world.say("wang", "5星")
    assert world.case().parties[0].stars == 5
    world.say("wang", "4星")
    assert world.case().parties[0].stars == 5


def test_a_strange_number_of_stars_is_asked_again() -> None:
    world = resolved()
    world.say("wang", "解决了")
    heard = world.say("wang", press="stars:DQ000001:-1:9")
    assert "请点几颗星" in heard[0]
    assert "请点几颗星" in world.say("wang", press="solved:DQ000001:-1")[0]


def test_a_neighbour_who_follows_may_say_that_it_still_smells() -> None:
    world = resolved()
    world.resident("zhao", home=Place("tiancheng", "3", "1"))
    party = replace(world.case().parties[0], person_id="zhao", part=Part.FOLLOWER)
    world.change("DQ000001", lambda case: replace(case, parties=(*case.parties, party)))
    world.say("wang", "解决了")
    closed = world.all_heard("zhao")[-1]
    assert "已办结" in closed
    assert "[没解决]" in closed
    world.press("zhao", "没解决")
    assert world.case().state is State.ASSIGNED
    redone = world.all_heard("wang")[-1]
    assert "已重新办理" in redone
    for told, who in ((closed, "王"), (redone, "赵"), (redone, "邻居")):
        assert who not in told
    answers = {party.person_id: party.answer for party in world.case().parties}
    assert answers == {"wang": "solved", "zhao": "not_solved"}


def of_three() -> World:
    world = resolved()
    parties = world.case().parties
    for name, room in (("zhao", "301"), ("qian", "402")):
        world.resident(name, home=Place("tiancheng", "3", "2", room=room))
        parties += (replace(parties[0], person_id=name, part=Part.FOLLOWER),)
    world.change("DQ000001", lambda case: replace(case, parties=parties))
    return world


@pytest.mark.parametrize("who", ["wang", "zhao"])
@pytest.mark.parametrize(
    ("presses", "told"),
    [
        (("solved",), ("已办结",)),
        (("not_solved",), ("已重新办理",)),
        (("solved", "not_solved"), ("已办结", "已重新办理")),
        (("solved", "solved"), ("已办结",)),
        (("solved", "stars:5"), ("已办结",)),
        (("solved", "stars:1"), ("已办结", "已重新办理")),
    ],
)
def test_all_others_alone_hear_each_end_once_and_never_whose_word_it_was(
    who: str, presses: tuple[str, ...], told: tuple[str, ...]
) -> None:
    world = of_three()
    before = {name: len(world.all_heard(name)) for name in world.people}
    for press in presses:
        act, _, stars = press.partition(":")
        world.say(who, press=f"{act}:DQ000001:-1" + (f":{stars}" if stars else ""))
    for name in {"wang", "zhao", "qian"} - {who}:
        heard = world.all_heard(name)[before[name] :]
        assert len(heard) == len(told)
        for words, letter in zip(told, heard, strict=True):
            assert "DQ000001（公共照明/门禁/监控/健身设施，天成花园3幢" in letter
            assert words in letter
        assert not re.search(f"{who}|301|402|邻居|另一位|户", "".join(heard))
    own = {letter.key for letter in world.letters if letter.to == who}
    assert not own & {"closing.closed", "closing.redone"}


def test_a_case_that_nobody_above_could_take_stays_with_its_holder() -> None:
    world = resolved()
    holder = world.case().holder
    world.rules = replace(world.rules, directory=replace(world.rules.directory, staff=()))
    world.say("wang", press="not_solved:DQ000001:-1")
    assert world.case().holder == holder
