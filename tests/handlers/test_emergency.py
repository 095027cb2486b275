from domain.categories import Priority
from domain.people import Address
from domain.places import Place
from domain.reading import Reading
from domain.turns import Turn
from handlers import emergency
from handlers.talk import Talk
from tests.handlers.tabletop import PHOTO, World

TRAPPED = "天成花园2幢电梯困了三个人有老人!"
BEATEN = "老公打我，孩子也在"
HOME = Place("tiancheng", "2", "1")


def night() -> World:
    world = World()
    world.resident("wang", home=HOME)
    world.pass_time(hours=12)
    return world


def test_danger_names_whom_to_call_before_anything_else() -> None:
    world = night()
    heard = world.say("wang", TRAPPED)
    assert heard[0].startswith("请别扒门")
    assert "119" in heard[0]
    assert "DQ000001" in heard[0]
    assert "现在正在发生吗" in heard[1]
    assert world.case().priority is Priority.DANGER


def test_danger_wakes_its_people_at_any_hour_each_once() -> None:
    world = night()
    step = world.step("wang", TRAPPED)
    told = [letter for letter in step.says if letter.key == "emergency.alarm"]
    assert all(letter.urgent and letter.not_before is None for letter in told)
    names = [letter.to for letter in told]
    assert len(names) == len(set(names))
    roles = {post.role.value for name in names for post in world.person(name, "dongqiao").posts}
    assert {"secretary", "dispatcher", "grid_worker", "captain", "property"} <= roles


def test_violence_at_home_stays_with_few_and_offers_no_mediation() -> None:
    world = night()
    step = world.step("wang", BEATEN)
    told = [letter for letter in step.says if letter.key == "emergency.sensitive_alarm"]
    roles = {
        post.role.value for letter in told for post in world.person(letter.to, "dongqiao").posts
    }
    assert "captain" not in roles
    assert "property" not in roles
    called = [letter for letter in step.says if letter.key == "emergency.called_in"]
    assert any("women_federation" in str(world.person(letter.to, "x").posts) for letter in called)
    assert not any(BEATEN in world.rendered(letter) for letter in called)
    assert not any(BEATEN in world.rendered(letter) for letter in told)
    everything = "".join(world.rendered(letter) for letter in step.says)
    assert "调解" not in everything
    assert "110" in everything


def test_the_place_is_asked_in_place_of_the_time_when_it_is_unknown() -> None:
    world = World()
    world.resident("wang")
    heard = world.say("wang", "2幢电梯困了三个人有老人!")
    assert "在哪个小区" in heard[-1]
    world.press("wang", "天成花园")
    assert world.case().place.building == "2"
    assert world.case().grid


def test_who_repairs_the_lift_is_called_and_reads_no_words() -> None:
    world = night()
    step = world.step("wang", TRAPPED)
    area = world.rules.directory.area_of(HOME)
    assert area
    firm = [
        person.person_id
        for person in world.rules.directory.staff
        if any(post.code == area.maintenance for post in person.posts)
    ]
    called = {letter.to: letter for letter in step.says if letter.key == "emergency.called_in"}
    assert firm
    assert set(firm) == set(called)
    assert not any("三个人" in world.rendered(letter) for letter in called.values())
    assert all("天成花园2幢" in world.rendered(letter) for letter in called.values())


def test_a_second_cry_about_the_same_danger_is_the_same_case() -> None:
    world = night()
    world.say("wang", TRAPPED)
    world.pass_time(minutes=10)
    step = world.step("wang", "电梯里的人还困着，没人来！", attachments=(PHOTO,))
    assert set(world.cases) == {"DQ000001"}
    assert any(letter.key == "emergency.alarm" for letter in step.says)
    assert world.kept
    world.pass_time(hours=3)
    world.say("wang", TRAPPED)
    assert "DQ000002" in world.cases


def test_one_tap_says_that_it_is_happening_or_over() -> None:
    world = night()
    world.say("wang", TRAPPED)
    step = world.pressed("wang", "是，正在发生")
    assert {letter.key for letter in step.says} == {
        "emergency.told_now",
        "emergency.confirmed_now",
    }
    step = world.pressed("wang", "不是，已经过去")
    assert "emergency.confirmed_past" in {letter.key for letter in step.says}
    assert world.case().priority is Priority.DANGER


def test_a_tap_on_a_danger_that_is_over_is_answered_kindly() -> None:
    world = night()
    world.say("wang", TRAPPED)
    world.say("wang", "撤回")
    world.press("wang", "撤回DQ000001")
    assert "已经结束" in world.press("wang", "是，正在发生")[0]


def test_danger_speaks_first_even_while_a_question_is_open() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    assert world.say("wang", TRAPPED)[0].startswith("请别扒门")


def test_a_home_without_a_property_company_wakes_the_others() -> None:
    world = World()
    directory = world.rules.directory
    bare = next(
        building
        for building in directory.buildings
        if not ((area := directory.area_of(Place(building.compound))) and area.company)
    )
    community = directory.compound(bare.compound)
    assert community is not None
    world.resident("wang", community.community_id, home=Place(bare.compound, bare.number, "1"))
    step = world.step("wang", "楼道里着火了，好大的烟！", community.community_id)
    assert any(letter.key == "emergency.alarm" for letter in step.says)


def test_words_without_danger_are_an_ordinary_message() -> None:
    world = night()
    turn = Turn("k", "dongqiao", Address("test", "wang"), world.at, text="楼道灯不亮")
    talk = Talk(world.desk("wang", "dongqiao"), turn, Reading(text="楼道灯不亮"))
    step = emergency.alarmed(talk)
    assert step.says[0].key == "intake.filed"


def test_somebody_accused_is_not_woken() -> None:
    world = night()
    world.say("wang", TRAPPED)
    secretary = "wang-secretary-dq1"
    assert secretary in {letter.to for letter in world.letters}


def test_a_yes_in_words_is_the_tap_and_wakes_people_again() -> None:
    world = night()
    world.say("wang", "天成花园3幢2单元302，楼上漏水，吊顶塌一块，电闸附近也湿了！")
    step = world.step("wang", "是")
    assert {each.key for each in step.says} >= {"emergency.told_now", "emergency.confirmed_now"}
    assert all(each.urgent for each in step.says)


def test_violence_at_home_tells_the_duty_to_report_and_the_way_to_protection() -> None:
    world = night()
    step = world.step("wang", "天成花园3幢2单元502室，老公打我，孩子也在")
    alarms = [world.rendered(each) for each in step.says if each.key.endswith("sensitive_alarm")]
    assert alarms
    assert all("强制报告" in words and "孩子也在" not in words for words in alarms)
    assert "人身安全保护令" in world.press("wang", "是，正在发生")[0]


def test_what_is_said_next_belongs_to_the_danger_and_opens_nothing() -> None:
    world = night()
    world.say("wang", "天成花园3幢2单元302，楼上漏水，吊顶塌一块，电闸附近也湿了！")
    for words in ("没有人受伤，水还在滴", "没有"):
        assert "已补充进去" in world.say("wang", words)[0]
    assert list(world.cases) == ["DQ000001"]
    world.say("wang", "天成花园5幢楼道堆满杂物")
    assert list(world.cases) == ["DQ000001", "DQ000002"]


def test_hours_after_the_danger_words_are_a_matter_of_their_own() -> None:
    world = night()
    world.say("wang", "天成花园2幢电梯困了三个人有老人!")
    world.pass_time(hours=3)
    world.say("wang", "楼道堆满杂物没人管")
    assert len(world.cases) == 2


def test_the_property_company_is_called_to_a_danger_that_another_holds() -> None:
    world = night()
    step = world.step("wang", "天成花园5幢楼上扔花盆下来，差点砸到孩子")
    called = [letter for letter in step.says if letter.to == "gao-manager-luting"]
    assert [letter.key for letter in called] == ["emergency.called_in"]
    assert "差点砸到孩子" not in world.rendered(called[0])


def test_who_goes_there_may_sign_for_it_and_who_may_not_is_offered_no_button() -> None:
    world = night()
    step = world.step("wang", "天成花园4幢2单元402陈奶奶两天没开门了，敲门没人应")
    alarms = {letter.to: letter for letter in step.says if letter.key == "emergency.alarm"}
    assert world.case().queue == "grid"
    assert alarms["li-worker-dq1"].choices
    assert not alarms["han-captain-dq1-w004"].choices
    assert "已签收" in world.press("li-worker-dq1", "签收")[0]
    assert world.case().holder == "li-worker-dq1"


def test_words_that_name_another_number_go_there() -> None:
    world = night()
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    world.say("wang", TRAPPED)
    assert "已补充到DQ000001" in world.say("wang", "DQ000001 还没修")[0]
