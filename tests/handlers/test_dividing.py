from dataclasses import replace

import pytest

from domain.cases import Case
from domain.categories import Priority
from domain.people import Identity
from domain.states import Part, State
from tests.handlers.tabletop import World
from tests.handlers.test_taking import NUMBER, SECRETARY, lit

PARTED = "DQ000002"


def thrown(leaf: str = "D6") -> World:
    world = lit()
    world.change(NUMBER, lambda case: replace(case, leaf=leaf))
    world.act(SECRETARY, "accept", NUMBER)
    return world


@pytest.mark.parametrize("leaf", ["D6", "D7"])
def test_the_compensation_becomes_a_case_and_the_first_goes_on_as_it_was(leaf: str) -> None:
    world = thrown(leaf)
    before = world.case()
    said = world.act(SECRETARY, "mediate", NUMBER, "车损双方谈")[0]
    first, second = world.case(), world.case(PARTED)
    assert PARTED in said
    assert (first.state, first.holder, first.clocks) == (
        State.ACCEPTED,
        before.holder,
        before.clocks,
    )
    assert (second.leaf, second.holder, second.priority) == ("I9", SECRETARY, Priority.NORMAL)
    assert (second.text, second.place, second.opened_at) == (first.text, first.place, world.at)
    assert second.next_due is not None
    heard = world.all_heard("wang")[-1]
    assert heard.startswith(f"{NUMBER} 分成两件")
    assert PARTED in heard
    assert "车损双方谈" not in heard


def test_the_second_part_is_mediated_by_whoever_took_it() -> None:
    world = thrown()
    world.act(SECRETARY, "mediate", NUMBER, "双方谈")
    holder = world.case(PARTED).holder
    world.act(holder, "accept", PARTED)
    world.act(holder, "mediate", PARTED, "双方都愿意谈")
    assert world.case(PARTED).state is State.IN_MEDIATION
    assert world.case().state is State.ACCEPTED


def test_it_is_divided_once_and_the_other_part_is_named() -> None:
    world = thrown()
    world.act(SECRETARY, "mediate", NUMBER, "双方谈")
    assert f"已经另立{PARTED}" in world.act(SECRETARY, "mediate", NUMBER, "再谈")[0]
    assert [case.number for case in world.cases.values()] == [NUMBER, PARTED]


def test_who_was_kept_from_the_first_part_is_kept_from_the_second() -> None:
    world = thrown()

    def unnamed(case: Case) -> Case:
        reporter = replace(case.parties[0], identity=Identity.CONFIDENTIAL, neutral=True)
        tags = case.tags | {"confidential", "about:property"}
        return replace(case, parties=(reporter, *case.parties[1:]), tags=tags)

    world.change(NUMBER, unnamed)
    world.act(SECRETARY, "mediate", NUMBER, "双方谈")
    second = world.case(PARTED)
    assert second.parties == world.case().parties[:1]
    assert second.parties[0].part is Part.REPORTER
    assert second.tags >= {"confidential", "about:property"}


def test_what_bars_the_first_part_from_mediation_divides_nothing() -> None:
    world = thrown()
    world.say("wang", f"{NUMBER} 我已经到法院起诉了")
    assert "不做调解" in world.act(SECRETARY, "mediate", NUMBER, "谈谈")[0]
    assert PARTED not in {case.number for case in world.cases.values()}
