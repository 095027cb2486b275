from tests.domain.builders import moment
from tests.handlers.tabletop import World

LIGHT = "天成花园2幢楼下车棚的灯坏了"


def asked(at: str, words: str = "过年也算吗？") -> str:
    world = World(at=moment(at))
    world.resident("wang")
    world.say("wang", LIGHT)
    return world.say("wang", words)[0]


def test_spring_festival_is_left_out_and_its_make_up_day_is_not() -> None:
    assert asked("2026-02-13 17:40") == (
        "DQ000001 最迟2月25日 17:30前答复您。2月15日到2月23日放假不计。"
        "2月14日是调休上班日，算工作日。"
        "要是危及安全，请直接说“危险”和出了什么事。"
    )


def test_a_plain_weekend_is_not_called_a_holiday() -> None:
    heard = asked("2026-11-20 10:00", "周末算吗")
    assert "11月25日 17:30" in heard
    assert "放假" not in heard
    assert "调休" not in heard


def test_a_make_up_sunday_is_named_without_a_holiday_before_it() -> None:
    heard = asked("2026-09-18 10:00", "周末算不算")
    assert "9月20日是调休上班日" in heard
    assert "9月22日 17:30" in heard


def test_who_told_of_nothing_reads_the_rule() -> None:
    world = World()
    world.resident("wang")
    assert "期限按工作日算" in world.say("wang", "放假算不算")[0]
