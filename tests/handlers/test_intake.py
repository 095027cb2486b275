from domain.categories import UNKNOWN_LEAF
from domain.places import Place
from domain.reading import Candidate, Reading
from domain.turns import Attachment
from tests.handlers.tabletop import PHOTO, World

TWO = "天成花园3幢2单元楼道灯不亮，另外垃圾没人收"


def test_the_first_sentence_is_the_case_word_for_word() -> None:
    world = World()
    world.resident("wang")
    heard = world.say("wang", "天成花园3幢2单元电梯又停了，老人下不来")
    case = world.case()
    assert case.text == "天成花园3幢2单元电梯又停了，老人下不来"
    assert case.leaf == "A4"
    assert "因为您提到“" in heard[0]
    assert "最迟" in heard[0]
    assert case.holder


def test_a_known_home_is_not_asked_for_and_an_unknown_one_is_learnt() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢2单元电梯停运了")
    assert world.people["wang"].home.building == "3"
    heard = world.say("wang", "楼道灯不亮了")
    assert "天成花园3幢2单元" in heard[0]


def test_words_that_match_nothing_go_to_a_human() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "那个那个那个呀那个那个那个那个呀")
    assert world.case().leaf == UNKNOWN_LEAF
    assert world.case().holder


class Unsure(World):
    """A world whose reader hesitates between three kinds."""

    def read(self, words: str, community: str) -> Reading:
        """Read as usual, but be sure of nothing."""
        three = (Candidate("A1", 40), Candidate("I1", 35), Candidate("G1", 20))
        return super().read(words, community)._replace(candidates=three, certain=False)


def test_an_uncertain_leaf_is_filed_and_three_are_offered() -> None:
    world = Unsure()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    heard = world.say("wang", "漏水了")
    assert world.case().leaf == "A1"
    assert world.case().holder
    assert "点一个" in heard[-1]
    assert heard[-1].count("[") == 5
    assert "[都不是，请工作人员看]" in heard[-1]


def test_a_picked_leaf_refiles_the_case_and_keeps_the_promise() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    promised = world.case().clocks.promised
    press = f"leaf:DQ000001:{world.case().version}:D2"
    heard = world.say("wang", press=press)
    assert world.case().leaf == "D2"
    assert "编号不变" in heard[0]
    later = world.case().clocks.promised
    assert promised
    assert later
    assert later >= promised


def test_the_leaf_that_it_has_already_changes_nothing() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    before = world.case()
    heard = world.say("wang", press=f"leaf:DQ000001:{before.version}:{before.leaf}")
    assert "就按这个办" in heard[0]
    assert world.case() == before


def test_two_matters_become_two_cases_by_one_tap() -> None:
    world = World()
    world.resident("wang")
    heard = world.say("wang", TWO)
    assert "2件事" in heard[-1]
    assert len(heard) == 2
    world.press("wang", "分成2件")
    assert set(world.cases) == {"DQ000001", "DQ000002"}
    assert world.case("DQ000002").text == "垃圾没人收"
    assert world.case("DQ000002").place.building == "3"
    assert world.case("DQ000001").text == TWO


def test_what_the_first_matter_is_now_is_told_when_the_other_was_heard_louder() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢1单元灯坏了，另外楼道里垃圾堆积如山没人清理")
    heard = world.case().leaf
    step = world.pressed("wang", "分成2件")
    first, second = world.case(), world.case("DQ000002")
    assert (heard, first.leaf, second.leaf) == ("E1", "A6", "E1")
    told = world.heard("wang", step)
    assert "已改为" in told[0]
    assert "DQ000001" in told[0]
    assert "已登记：DQ000002" in told[1]
    assert first.number in " ".join(world.heard(first.holder, step))


def test_two_matters_stay_one_case_by_one_tap() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", TWO)
    assert "合在一件" in world.press("wang", "合在一件")[0]
    assert set(world.cases) == {"DQ000001"}


def test_a_split_pressed_late_splits_nothing() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", TWO)
    world.press("wang", "分成2件")
    world.press("wang", "分成2件")
    assert set(world.cases) == {"DQ000001", "DQ000002"}


def test_a_photo_first_waits_for_its_words() -> None:
    world = World()
    world.resident("wang")
    assert "一句话" in world.say("wang", attachments=(PHOTO,))[0]
    album = Attachment("a" * 64, "photo", "左边|右边")
    assert "一句话" in world.say("wang", attachments=(album,))[0]
    world.say("wang", "天成花园3幢2单元楼道灯不亮")
    assert {kept.attachment.file_id for kept in world.kept} == {"f" * 64, "a" * 64}
    assert {kept.attachment.caption for kept in world.kept} == {"", "左边|右边"}
    assert world.dialogues["wang"].stage == ""
