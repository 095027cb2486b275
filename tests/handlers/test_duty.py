from dataclasses import replace

from domain.people import Absence
from tests.handlers.tabletop import MONDAY, World
from tests.handlers.test_taking import SECRETARY, WORKER

DISPATCHER = "chen-dispatcher-dq"


def test_list_names_the_desk_and_the_own_grid_and_who_stands_in() -> None:
    world, today = World(), MONDAY.date()
    away = (
        Absence(WORKER, today, today, SECRETARY),
        Absence(DISPATCHER, today, today, DISPATCHER),
    )
    world.rules = replace(world.rules, absences=away)
    [heard] = world.say(SECRETARY, "谁值班")
    assert heard.splitlines() == [
        "今天在岗：",
        "陈**（社区调度员）：请假，没有人代班",
        "蒋**（社区调度员）：在岗",
        "王**（网格党支部书记）：在岗",
        "王**（网格长）：在岗",
        "李**（网格员）：请假，王**（网格党支部书记）代班",
        "[工作台]",
    ]
    world.say(SECRETARY, "工作台")
    assert world.press(SECRETARY, "谁在岗") == [heard]
