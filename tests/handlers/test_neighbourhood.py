from domain.people import Role
from domain.places import Place
from tests.handlers.tabletop import World


def test_a_resident_of_a_merged_grid_learns_who_serves_now() -> None:
    world = World()
    world.resident("chen", "shanxi")
    [heard] = world.say("chen", "汽车城1幢归哪个网格管", "shanxi")
    assert "剡溪第3网格" in heard
    assert "小区不变" in heard
    assert "汽车城网格" in heard
    assert "**" in heard


def test_the_own_home_answers_the_question_too() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    [heard] = world.say("wang", "我归哪个网格")
    assert "洞桥第" in heard
    assert "以前分属" not in heard


def test_without_a_place_the_station_asks_for_it() -> None:
    world = World()
    world.resident("wang")
    assert "哪个小区" in world.say("wang", "我归哪个网格")[0]


def test_three_compounds_of_one_grid_vote_apart() -> None:
    world = World()
    secretary = next(
        person.person_id
        for person in world.rules.directory.staff
        if any(
            post.role == "secretary" and post.code.endswith("900002-G03") for post in person.posts
        )
    )
    [heard] = world.say(secretary, "三个小区一起表决垃圾房选址行吗？", "shanxi")
    assert "不能合并计票" in heard
    assert "3个" in heard


def test_one_property_area_votes_by_itself() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    home = world.say("wang", "我们几个小区能不能一起表决？")[0]
    assert "计票" in home


def test_old_cases_moved_or_stayed() -> None:
    world = World()
    world.resident("chen", "shanxi", home=Place("qichecheng", "1", "1"))
    world.say("chen", "汽车城1幢1单元楼道灯不亮", "shanxi")
    assert "编号和时限不变" in world.say("chen", "旧案呢", "shanxi")[0]
    dispatcher = next(
        person.person_id
        for person in world.rules.directory.staff
        if person.community_id == "shanxi" and person.has_role(Role.DISPATCHER, world.at.date())
    )
    [heard] = world.say(dispatcher, "旧案呢？", "shanxi")
    assert "编码不再使用" in heard


def test_ones_reach_is_ones_posts_and_nothing_beyond() -> None:
    world = World()
    for person in world.rules.directory.staff:
        street = world.rules.directory.street_id
        community = "dongqiao" if person.community_id == street else person.community_id
        heard = world.say(person.person_id, "我能看到哪些？", community)[0]
        assert "按您的职务" in heard or not person.is_staff(world.at.date())
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    assert "洞桥第" in world.say("wang", "我能看到哪些？")[0]


def test_who_names_no_place_is_asked_with_one_of_his_own_community() -> None:
    world = World()
    world.resident("wang")
    for community in ("dongqiao", "shanxi"):
        heard = world.say("wang", "我归哪个网格", community)[0]
        named = [each for each in world.rules.directory.compounds if each.name in heard]
        assert {each.community_id for each in named} == {community}
