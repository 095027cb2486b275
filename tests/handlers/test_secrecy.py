"""Whatever staff do, in whatever order: what is inside stays inside."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases import Case, CaseChanged
from domain.events import Event
from domain.places import Place
from domain.states import OPEN
from domain.turns import Change, Turn
from tests.handlers.tabletop import PHOTO, World

REPORTER, NEIGHBOUR = "resident-7f3a", "resident-91cc"
RESIDENTS = frozenset({REPORTER, NEIGHBOUR})
ACCUSED = frozenset({"gao-manager-luting", "li-worker-dq1"})
SECRETARY, DISPATCHER, STREET = "wang-secretary-dq1", "chen-dispatcher-dq", "shen-street"
OFFICER = "dong-officer-urban-management"
FIRST, SECOND = "DQ000001", "DQ000002"

INSIDE = (
    "note",
    "hand_on",
    "return",
    "reclassify",
    "mediate",
    "end_mediation",
    "reopen",
    "merge",
    "resume",
    "acknowledge",
    "summarise",
)
OUTSIDE = ("accept", "reply", "ask", "resolve", "refer")
ARGUMENTS = {
    "hand_on": (
        "q:urban_management",
        "q:property",
        "q:community",
        "p:li-worker-dq1",
        "p:gao-manager-luting",
        f"p:{OFFICER}",
        f"p:{SECRETARY}",
        "p:ye-mediator-dq",
    ),
    "reclassify": ("F3", "B3", "A3", "C4"),
    "merge": (FIRST, SECOND),
}
# Mostly who may do most; strangers and the accused try it, too.
ACTORS = (*[SECRETARY] * 6, *[DISPATCHER] * 3, STREET, OFFICER, *sorted(ACCUSED), REPORTER)
Played = tuple[str, str, str, str, str]
STEPS = st.lists(
    st.sampled_from((*INSIDE, *OUTSIDE)).flatmap(
        lambda act: st.tuples(
            st.sampled_from(ACTORS),
            st.just(act),
            st.sampled_from((FIRST, SECOND)),
            st.sampled_from(ARGUMENTS.get(act, ("",))),
            st.text(max_size=8),
        )
    ),
    min_size=2,
    max_size=8,
)


@cache
def told() -> tuple[Case, ...]:
    """Two neighbours told of the same lamp, and of the company and the grid worker with it."""
    world = World()
    for name, room in ((REPORTER, "502"), (NEIGHBOUR, "301")):
        world.resident(name, home=Place("tiancheng", "3", "2", room=room))
        world.say(name, "天成花园3幢2单元楼道灯不亮")
    about = ("luting-company", "li-worker-dq1")
    return tuple(
        replace(case, about=about, queue="grid", holder=SECRETARY) for case in world.cases.values()
    )


class Watched(World):
    """A world that keeps every event of every case."""

    def __init__(self) -> None:
        super().__init__()
        self.cases = {case.number: case for case in told()}
        self.events: dict[str, list[Event]] = {case.number: [] for case in told()}

    def _apply(self, name: str, turn: Turn, change: Change) -> None:
        super()._apply(name, turn, change)
        if isinstance(change, CaseChanged):
            self.events.setdefault(change.case.number, []).append(change.event)


def played(steps: list[Played]) -> Watched:
    world = Watched()
    for position, (actor, act, number, argument, words) in enumerate(steps):
        marked = f"{words}〔{'内' if act in INSIDE else '外'}{position}〕"
        world.act(actor, act, number, marked, argument=argument, attachments=(PHOTO,))
    return world


@given(STEPS)
def test_words_of_the_inside_never_reach_a_resident(
    steps: list[Played],
) -> None:
    world = played(steps)
    heard = "".join(text for name in RESIDENTS for text in world.all_heard(name))
    assert "〔内" not in heard
    for letter in world.letters:
        if letter.to in RESIDENTS:
            assert "〔内" not in repr(letter)


@given(STEPS)
def test_whom_a_case_is_about_never_hears_of_it(
    steps: list[Played],
) -> None:
    world = played(steps)
    for letter in world.letters:
        if letter.to in ACCUSED:
            assert letter.key in {"cases.unknown", "cases.not_yours"}
    assert not ACCUSED & {case.holder for case in world.cases.values() if case.about}


@given(STEPS)
def test_who_told_is_never_named_to_staff(steps: list[Played]) -> None:
    world = played(steps)
    for letter in world.letters:
        if letter.to not in RESIDENTS:
            shown = repr(letter) + world.rendered(letter)
            assert REPORTER not in shown
            assert NEIGHBOUR not in shown


@given(STEPS)
def test_neighbours_never_learn_of_each_other(
    steps: list[Played],
) -> None:
    world = played(steps)
    for letter in world.letters:
        if letter.to == REPORTER:
            assert "301" not in repr(letter)
            assert NEIGHBOUR not in repr(letter)
        if letter.to == NEIGHBOUR:
            assert "502" not in repr(letter)
            assert REPORTER not in repr(letter)


@given(STEPS)
def test_every_open_case_keeps_a_clock_and_every_chain_is_whole(
    steps: list[Played],
) -> None:
    world = played(steps)
    for case in world.cases.values():
        assert (case.next_due is not None) == (case.state in OPEN)
    for case in told():
        head, seq = case.head, case.seq
        for event in world.events[case.number]:
            assert (event.previous, event.seq) == (head, seq + 1)
            head, seq = event.hash, event.seq


@pytest.mark.parametrize(
    ("doer", "does"),
    [
        ("xie-captain-dq1-w003", "楼道里的纸板都是楼道长家的"),
        ("xie-captain-dq1-w003", "我家对门就是楼道长，天天打麻将到半夜"),
        ("li-worker-dq1", "网格员把电瓶车停在门厅充电"),
        ("wang-head-dq1", "网格长家半夜装修敲墙"),
        ("gao-manager-luting", "物业经理把私家车停在消防通道"),
        ("zheng-chair-tiancheng", "业委会主任家在楼顶搭了阳光房"),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_who_does_it_himself_hears_nothing_of_it(doer: str, does: str, later: object) -> None:
    world = World()
    world.resident(REPORTER)
    world.say(REPORTER, f"天成花园{'' if later else '3幢2单元'}{does}")
    if later:
        world.say(REPORTER, "3幢2单元")
    case, person = world.case(), world.person(doer, "dongqiao")
    assert person.is_among(case.about, world.at.date())
    assert doer != case.holder
    assert world.all_heard(doer) == []
    assert "没有找到" in world.say(doer, FIRST)[0]
    assert "没有找到" in world.act(doer, "mine", FIRST)[0]
    assert FIRST not in "".join(world.say(doer, "待办"))


def test_a_captain_who_follows_a_case_is_out_of_it_once_it_is_about_him() -> None:
    captain = "xie-captain-dq1-w003"
    world = World()
    for name in (REPORTER, captain):
        world.resident(name, home=Place("tiancheng", "3", "2"))
        world.say(name, "天成花园3幢2单元楼上半夜打麻将")
    world.act(SECRETARY, "merge", SECOND, argument=FIRST)
    assert captain in {party.person_id for party in world.case().parties}
    world.say(REPORTER, f"{FIRST} 楼道长自己也在打麻将")
    assert captain in world.case().about
    before = world.all_heard(captain)
    holder = world.case().holder
    world.act(holder, "accept", FIRST)
    world.act(holder, "resolve", FIRST, "劝好了", attachments=(PHOTO,))
    world.say(REPORTER, press=f"solved:{FIRST}:-1")
    assert world.all_heard(captain) == before
    assert "没有找到" in world.say(captain, FIRST)[0]
    assert FIRST not in "".join(world.say(captain, "我的诉求"))


def test_a_captain_reads_nothing_of_what_is_said_of_his_own_doings() -> None:
    captain = "xie-captain-dq1-w003"
    world = World()
    world.resident(REPORTER, home=Place("tiancheng", "3", "2"))
    world.say(REPORTER, "天成花园3幢2单元楼道长把楼道当仓库，堆满纸板")
    case = world.case()
    assert captain in case.about
    assert captain != case.holder
    assert world.all_heard(captain) == []
    assert "没有找到" in world.say(captain, FIRST)[0]
    assert "纸板" not in "".join(world.say(captain, "待办"))
    ordinary = World()
    ordinary.resident(REPORTER, home=Place("tiancheng", "3", "2"))
    ordinary.say(REPORTER, "已经跟楼道长说过了，天成花园3幢2单元楼道堆满纸板")
    assert ordinary.case().about == ()
