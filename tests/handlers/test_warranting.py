from domain.states import State
from domain.warranties import Stage
from tests.handlers.tabletop import World

NUMBER = "DQ000001"
CHEN = "chen-dispatcher-dq"
ABOUT = "noticed@2026-11-17@waterproof 2022-10-01 23"
BUILDER = "明湖置业有限公司"


def leaking() -> World:
    world = World()
    world.say("wang", "天成花园3幢外墙渗水到屋里，房屋质量问题，开发商保修金")
    world.act(CHEN, "accept", NUMBER)
    return world


def note(world: World, argument: str, words: str = "", who: str = CHEN) -> str:
    return world.say(who, words, press=f"warranty:{NUMBER}:-1:{argument}")[0]


def noticed() -> World:
    world = leaking()
    note(world, ABOUT, BUILDER)
    return world


def test_the_notice_begins_a_claim_of_which_its_people_read_the_last_day() -> None:
    world = leaking()
    assert "已记下" in note(world, ABOUT, BUILDER)
    warranty = world.case().warranty
    assert warranty
    assert (warranty.builder, warranty.homes, warranty.stage) == (BUILDER, 23, Stage.NOTICED)
    assert "2026年11月22日前应当履行保修" in world.all_heard("wang")[-1]
    assert world.happened[-1].reason == "noticed"


def test_each_step_is_told_with_its_day_today_if_none_is_named() -> None:
    world = noticed()
    note(world, "applied@2026-11-23")
    assert "2026年11月23日申请动用" in world.all_heard("wang")[-1]
    world.pass_time(days=9)
    note(world, "granted")
    assert "2026年12月2日核准动用" in world.all_heard("wang")[-1]
    world.pass_time(days=9)
    note(world, "repaired")
    assert "已用保修金修好" in world.all_heard("wang")[-1]


def test_what_does_not_follow_or_cannot_be_read_changes_nothing() -> None:
    world = leaking()
    assert "不能做" in note(world, "applied@2026-11-23")
    for argument in ("", "nonsense", "noticed@17", "noticed@2026-11-17@roof 2022-10-01 23"):
        assert "没有看懂" in note(world, argument, BUILDER)
    for about in ("waterproof", "waterproof 2022-10-01", "waterproof 2022-10-01 many"):
        assert "没有看懂" in note(world, f"noticed@2026-11-17@{about}", BUILDER)
    assert "没有看懂" in note(world, ABOUT)
    assert world.case().warranty is None
    note(world, ABOUT, BUILDER)
    before = world.case().warranty
    assert "不能做" in note(world, ABOUT, BUILDER)
    assert "五个自然日" in note(world, "applied@2026-11-22")
    assert "没有看懂" in note(world, "applied@2026-11-24")
    assert world.case().warranty == before


def test_nobody_but_who_works_on_such_a_matter_notes_anything() -> None:
    world = leaking()
    note(world, ABOUT, BUILDER, "wang")
    note(world, ABOUT, BUILDER, "gao-manager-luting")
    assert world.case().warranty is None
    other = World()
    other.say("wang", "天成花园3幢2单元楼道灯不亮")
    [number] = other.cases
    holder = other.case(number).holder
    assert "没有保修金" in note(other, ABOUT, BUILDER, holder or CHEN)


def test_it_goes_on_while_both_sides_mediate() -> None:
    world = noticed()
    world.act(CHEN, "mediate", NUMBER, f"请{BUILDER}来谈维修")
    assert world.case().state is State.IN_MEDIATION
    note(world, "performed")
    assert "已履行保修" in world.all_heard("wang")[-1]
