from dataclasses import replace

from domain.cases import Case, CaseChanged
from domain.directory import Directory
from domain.opening import Draft, first_party, open_case
from domain.people import Identity
from domain.places import Place
from domain.reading import Candidate, Reading
from domain.rules import Rulebook
from domain.states import Act, State
from domain.turns import Step, Text
from jobs.regrid import regrid
from jobs.rounds import JobRound
from tests.domain.builders import demo_rules, moment
from texts.catalog import open_catalog

BEFORE, AFTER = moment("2026-02-27 10:00"), moment("2026-03-02 00:05")
OLD, NEW = "330602900002-G04", "330602900002-G03"
CITY = Place("qichecheng", "1", "1")


def told_before(place: Place = CITY, rules: Rulebook | None = None, leaf: str = "F3") -> Case:
    reading = Reading(text="楼道灯不亮", candidates=(Candidate(leaf, 90),), certain=True)
    party = first_party("chen", "", Identity.CONFIDENTIAL, neutral=False)
    draft = Draft("shanxi", "SX000001", "楼道灯不亮", leaf, place, party, reading)
    return open_case(draft, rules or demo_rules(), BEFORE).case


def struck(case: Case, rules: Rulebook | None = None) -> Step:
    return regrid(JobRound("shanxi", (case,), rules or demo_rules(), AFTER))


def changed(step: Step) -> Case:
    [change] = step.changes
    assert isinstance(change, CaseChanged)
    return change.case


def compound_of_city() -> str:
    directory = demo_rules().directory
    return next(each.code for each in directory.compounds if each.name == "汽车城")


def city() -> Place:
    return replace(CITY, compound=compound_of_city())


def test_open_cases_move_to_the_heir_and_their_clocks_do_not() -> None:
    case = told_before(city())
    assert case.grid == OLD
    moved = changed(struck(case))
    assert moved.grid == NEW
    assert moved.clocks == case.clocks
    assert moved.state == case.state


def test_its_people_hear_of_it_with_the_new_secretary() -> None:
    step = struck(told_before(city()))
    catalog = open_catalog()
    told = {each.to: catalog.render(Text(each.key, each.values)) for each in step.says}
    assert "剡溪第3网格" in told["chen"]
    assert "李**" in told["chen"]
    assert "编号和时限不变" in told["chen"]
    assert "li-secretary-sx3" in told


def test_a_holder_whose_post_ended_hands_over_and_one_who_serves_stays() -> None:
    case = replace(told_before(city()), holder="gao-secretary-sx4", queue="grid")
    moved = changed(struck(case))
    assert moved.holder == "li-secretary-sx3"
    keys = {each.to: each.key for each in struck(case).says}
    assert keys["li-secretary-sx3"] == "regrid.taken_over"
    staying = replace(case, holder="wu-dispatcher-sx", queue="community")
    moved = changed(struck(staying))
    assert (moved.holder, moved.queue) == ("wu-dispatcher-sx", "community")


def test_a_living_grid_keeps_its_cases() -> None:
    case = told_before(city())
    early = JobRound("shanxi", (case,), demo_rules(), BEFORE)
    assert regrid(early) == Step()
    assert struck(replace(case, grid="")) == Step()


def test_a_place_known_too_little_follows_the_lineage() -> None:
    case = replace(told_before(city()), place=Place())
    assert changed(struck(case)).grid == NEW


def test_a_grid_without_heirs_leaves_its_cases_in_other_hands() -> None:
    rules = demo_rules()
    directory: Directory = replace(
        rules.directory,
        grids=tuple(replace(grid, successors=()) for grid in rules.directory.grids),
    )
    case = replace(told_before(city()), place=Place(), holder="gao-secretary-sx4")
    step = struck(case, replace(rules, directory=directory))
    moved = changed(step)
    assert moved.grid == ""
    assert moved.holder not in ("", "gao-secretary-sx4")
    assert Text("regrid.community") in step.says[0].values.values()


def test_what_nobody_held_is_assigned_by_the_move() -> None:
    case = replace(told_before(city()), state=State.NEW, holder="")
    [change] = struck(case).changes
    assert isinstance(change, CaseChanged)
    assert change.event.act is Act.ASSIGN
    assert change.case.state is State.ASSIGNED
    assert change.event.reason == f"regrid.{OLD}"
