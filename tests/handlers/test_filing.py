from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.categories import Priority
from domain.opening import matter_of
from domain.people import Absence, Identity
from domain.places import Place
from domain.privacy import view_case
from domain.reading import Reading
from domain.routing import accused
from domain.states import State
from tests.handlers.tabletop import MONDAY, World

REPORTER = "resident-7f3a"
FIRST, LAMP = "DQ000001", "天成花园3幢2单元楼道灯不亮"


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


class Accusing(World):
    """A world in which whoever says 骂人 complains of one kind of people."""

    kind = ""

    def read(self, words: str, community: str) -> Reading:
        reading = super().read(words, community)
        intent = "not_solved" if words.startswith("没解决") else ""
        about = (self.kind,) if "骂人" in words else ()
        return reading._replace(about=about, intent=intent)


def say_named(world: World) -> None:
    world.say(REPORTER, f"{FIRST} 骂人的又来了")


def say_again(world: World) -> None:
    world.say(REPORTER, f"{LAMP}，骂人，我要匿名")


def say_fresh(world: World) -> None:
    say_again(world)
    world.press(REPORTER, "是新的一件")


def say_in_reply(world: World) -> None:
    world.say(REPORTER, "没人管，骂人", reply_to=FIRST)


def say_unsolved(world: World) -> None:
    world.change(FIRST, lambda case: replace(case, state=State.RESOLVED))
    world.say(REPORTER, "没解决，骂人")


@given(
    st.sampled_from(("captain", "grid_worker", "secretary")),
    st.sampled_from((say_named, say_again, say_fresh, say_in_reply, say_unsolved)),
    st.sampled_from(("wang-secretary-dq1", "li-worker-dq1", "gao-manager-luting")),
    st.sampled_from((State.ASSIGNED, State.ACCEPTED)),
)
def test_whom_later_words_complain_of_reads_them_nowhere(
    kind: str, say: Callable[[World], None], holder: str, state: State
) -> None:
    world = Accusing()
    world.kind = kind
    world.resident(REPORTER, home=Place("tiancheng", "3", "2", room="502"))
    world.say(REPORTER, LAMP)
    signed = world.at if state is State.ACCEPTED else None
    held = replace(world.case(), state=state, holder=holder, queue="grid", accepted_at=signed)
    world.cases[FIRST] = held
    before = len(world.letters)
    say(world)
    matter = replace(matter_of(world.case(), world.rules.categories), about=(kind,))
    complained = accused(matter, world.rules, world.at.date())
    assert complained
    assert not {letter.to for letter in world.letters[before:]} & set(complained)
    for case in world.cases.values():
        assert case.holder
        assert case.holder not in complained
        for person_id in complained:
            assert view_case(case, world.person(person_id, ""), world.rules, MONDAY.date()) is None


def test_a_part_of_a_message_stays_as_nameless_as_the_whole() -> None:
    world = World()
    world.resident(REPORTER, home=Place("tiancheng", "3", "2", room="502"), identity=Identity.OPEN)
    world.say(REPORTER, "我要匿名反映：1、楼道长老骂人，态度差。2、楼道灯坏了不亮")
    world.press(REPORTER, "分成2件")
    assert len(world.cases) == 2
    for case in world.cases.values():
        assert case.reporter
        assert case.reporter.identity is Identity.ANONYMOUS
        assert "xie-captain-dq1-w003" in case.about


def test_a_company_goes_on_with_what_it_is_late_with() -> None:
    world = Accusing()
    world.kind = "property"
    world.resident(REPORTER)
    world.say(REPORTER, LAMP)
    before = world.case()
    say_named(world)
    assert (world.case().holder, world.case().about) == (before.holder, before.about)


def test_the_words_of_the_place_are_no_reason() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    heard = world.all_heard("wang")[-1]
    assert "因为您提到“楼道灯不亮”。" in heard
    assert "单元" in {reason.word for reason in world.case().reasons}


def test_a_danger_filed_under_a_milder_kind_is_signed_for_as_soon_as_any() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢2单元家里被淹了，水往屋里灌")
    case = world.case()
    assert (case.leaf, case.priority) == ("I1", Priority.DANGER)
    world.say("wang", press=f"leaf:{case.number}:{case.version}:G1")
    refiled = world.case()
    assert (refiled.leaf, refiled.priority) == ("G1", Priority.DANGER)
    assert refiled.clocks.accept == case.clocks.accept == case.opened_at + timedelta(minutes=5)
