from domain.issues import IssueKind
from domain.mediation_stages import Stage
from handlers.issuing import acts_about
from tests.handlers.test_asking import issued
from tests.mediation_table import FACTS, MEDIATOR, PARTIES, PAYS, Mediated, talking


def test_an_issue_is_named_in_words_that_both_sides_read() -> None:
    world = talking()
    world.on(MEDIATOR, "issues")
    world.press(MEDIATOR, "赔偿")
    world.say(MEDIATOR, "吊顶怎么赔")
    assert "吊顶怎么赔" in world.all_heard("li")[-1]
    assert world.all_heard("li")[-1] == world.all_heard("wang")[-1]
    assert world.hall.issues[1].kind is IssueKind.MONEY


def test_a_title_gives_no_caucus_away_and_presses_nobody() -> None:
    world = talking()
    world.on("li", "say", "我最多可以赔三千块钱")
    for title in ("他说最多可以赔三千块钱", "赔3000元", "今天必须定的赔偿"):
        assert "没有发出" in world.on(MEDIATOR, "issue/money", title)[0]
    assert world.hall.issues == {}


def test_only_kinds_of_the_list_and_no_more_than_nine() -> None:
    world = issued()
    assert world.on(MEDIATOR, "issue/nonsense", "什么")
    for _ in range(8):
        world.on(MEDIATOR, "issue/fact", "何时开始漏的")
    assert "太多" in world.on(MEDIATOR, "issue/fact", "何时开始漏的")[0]
    assert len(world.hall.issues) == 9


def test_an_issue_is_parked_opened_again_and_dropped() -> None:
    world = issued()
    world.press(MEDIATOR, "先搁置")
    assert status(world) == "parked"
    assert "搁置" in world.all_heard("wang")[-1]
    world.press(MEDIATOR, "重新谈")
    assert status(world) == "open"
    world.press(MEDIATOR, "不再谈")
    assert status(world) == "withdrawn"
    assert acts_about(world.hall.issues[1]) == ()
    assert "不再谈" in world.on(MEDIATOR, "park/1")[0]
    assert world.on(MEDIATOR, "park/7")


def test_only_money_may_be_settled_by_numbers() -> None:
    world = issued("repair")
    assert "[双盲报价：申请人付]" not in world.all_heard(MEDIATOR)[-1]
    assert "[双盲报价：申请人付]" in issued().all_heard(MEDIATOR)[-1]


def test_the_card_of_the_mediator_leads_to_each_issue_and_sides_read_where_it_stands() -> None:
    world = issued()
    assert "[第1项]" in world.say(MEDIATOR, "我的调解")[0]
    assert "[提方案]" in world.press(MEDIATOR, "第1项")[0]
    card = world.say("wang", "我的调解")[0]
    assert "1. 吊顶怎么赔：在谈" in card
    assert "第1项" not in card


def test_a_draft_wants_something_agreed_and_nothing_open() -> None:
    world = issued()
    assert "还有争议点没谈完" in world.on(MEDIATOR, "draft")[0]
    world.on(MEDIATOR, "option/1", "三天内修好并重做吊顶")
    world.both()
    world.on(MEDIATOR, "draft")
    assert world.stage() is Stage.DRAFT
    assert "三天内修好并重做吊顶" in world.all_heard(MEDIATOR)[-2]


def test_without_a_list_of_issues_an_agreement_may_be_written_as_before() -> None:
    world = talking()
    world.on(MEDIATOR, "draft")
    assert world.stage() is Stage.DRAFT


def status(world: Mediated) -> str:
    return world.hall.issues[1].status.value


def priced() -> Mediated:
    """Return the draft of an agreement after both took the mediator's number of 2600."""
    world = issued()
    world.on(MEDIATOR, "number/1/respondent", "2600")
    world.both()
    world.on(MEDIATOR, "draft")
    world.say(MEDIATOR, PARTIES)
    world.say(MEDIATOR, FACTS)
    return world


def test_money_that_was_not_settled_on_goes_to_nobody_and_the_mediator_reads_why() -> None:
    world = priced()
    world.say(MEDIATOR, "乙方 12月4日前 转账赔甲方2500元")
    heard = world.press(MEDIATOR, "发给双方看")[0]
    assert "1. 吊顶怎么赔：谈成，对方（被申请人）付2600元" in heard
    assert "乙方付2500元" in heard
    assert world.mediation().agreement.issued_at is None  # type: ignore[union-attr]
    world.say(MEDIATOR, "乙方 12月20日前 转账赔甲方100元")
    world.press(MEDIATOR, "发给双方看")
    assert "赔甲方100元" in world.all_heard("li")[-1]


def test_an_agreement_without_the_money_that_was_settled_is_not_given_out() -> None:
    world = priced()
    world.say(MEDIATOR, "乙方 12月4日前 换好水管接头")
    assert "没有写钱" in world.press(MEDIATOR, "发给双方看")[0]
    world.press(MEDIATOR, "去掉最后一条")
    world.say(MEDIATOR, PAYS)
    world.press(MEDIATOR, "发给双方看")
    assert "2600元" in world.all_heard("wang")[-1]
