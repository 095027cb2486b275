from dataclasses import replace

from domain.people import Absence, Identity
from domain.places import Place
from domain.states import State
from handlers.filing import household
from tests.handlers.tabletop import MONDAY, World


def test_a_home_is_counted_by_its_door() -> None:
    assert household(Place("a", "3", "2", "5", "502")) == "a.3.2.502"
    assert household(Place("a", "3", "2")) == ""


def test_a_complaint_about_the_property_company_never_reaches_it() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    step = world.step("wang", "别让物业知道是我，他们公共收益不公布")
    area = world.rules.directory.area_of(Place("tiancheng"))
    assert area is not None
    assert area.company in world.case().about
    accused = {
        person.person_id
        for person in world.rules.directory.staff
        if any(post.code in world.case().about for post in person.posts)
    }
    assert accused
    assert not accused & {letter.to for letter in step.says}
    assert "被反映的一方看不到您是谁" in world.heard("wang", step)[0]


def test_the_accused_stays_accused_when_the_place_is_told_later() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "物业乱收费，别让物业知道是我")
    world.say("wang", "天成花园3幢2单元")
    area = world.rules.directory.area_of(Place("tiancheng"))
    assert area is not None
    assert area.company in world.case().about
    assert world.case().queue != "property"


def test_an_anonymous_word_makes_the_case_anonymous() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "我要匿名反映，天成花园3幢2单元楼道灯不亮")
    assert world.case().parties[0].identity in (Identity.ANONYMOUS, Identity.CONFIDENTIAL)


def test_a_case_that_nobody_can_hold_alarms_the_community() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    everybody = [person.person_id for person in world.rules.directory.staff]
    day = MONDAY.date()
    away = tuple(Absence(name, day, day, "") for name in everybody)
    world.rules = replace(world.rules, absences=away)
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    assert world.case().state is State.NEW
    assert world.case().next_due is not None


def test_a_provisional_calendar_is_told() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.pass_time(days=38)
    heard = world.say("wang", "天成花园3幢2单元楼道灯不亮")
    assert "暂定节假日" in heard[0]


def test_an_accepted_case_stays_with_who_accepted_it() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    world.change(
        "DQ000001", lambda case: replace(case, accepted_at=MONDAY, holder="wang-secretary-dq1")
    )
    version = world.case().version
    world.say("wang", press=f"leaf:DQ000001:{version}:D2")
    assert world.case().holder == "wang-secretary-dq1"
