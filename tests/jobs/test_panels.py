from domain.lots import drawn, roster_hash
from domain.places import Place
from tests.mediation_table import NUMBER, Mediated, talking


def willing(count: int) -> Mediated:
    """Return talks where so many residents put their names down; one lives in the stairwell."""
    world = talking()
    world.resident("near", home=Place("tiancheng", "3", "2", room="601"), advises=True)
    world.resident("unwilling", home=Place("tiancheng", "9", "1", room="101"))
    for number in range(count):
        home = Place("tiancheng", "9", "1", room=f"{number + 2}01")
        world.resident(f"rep-{number}", home=home)
        world.say(f"rep-{number}", "参加评理团")
        world.press(f"rep-{number}", "我愿意报名")
    return world


def ask(world: Mediated) -> None:
    world.on("wang", "panel")
    world.press("li", "同意")
    world.strike()


def test_three_are_drawn_by_a_lot_that_can_be_drawn_again_and_no_neighbour_is_among_them() -> None:
    world = willing(9)
    ask(world)
    pool = [f"rep-{number}" for number in range(9)]
    expected = drawn(NUMBER, world.at.date(), pool, 3)
    assert world.mediation().course.guests == expected
    assert roster_hash(pool) in world.all_heard("wang")[-1]
    assert "保密" in world.all_heard(expected[0])[-1]


def test_seven_are_drawn_the_second_time_and_there_is_no_third() -> None:
    world = willing(9)
    ask(world)
    ask(world)
    assert "抽签选出7位" in world.all_heard("li")[-1]
    assert "用完" in world.on("li", "panel")[0]


def test_without_enough_people_none_is_drawn() -> None:
    world = willing(2)
    ask(world)
    assert "没有抽成" in world.all_heard("wang")[-1]
    assert world.mediation().course.guests == ()


def test_one_side_alone_gets_no_panel() -> None:
    world = willing(9)
    world.on("wang", "panel")
    world.press("li", "不同意")
    world.strike()
    assert world.mediation().course.guests == ()
