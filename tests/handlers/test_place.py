from dataclasses import replace

import pytest

from domain.places import Place
from domain.turns import Attachment, AttachmentKept, Dialogue, PersonChanged
from tests.handlers.tabletop import World


def test_a_missing_compound_is_asked_with_buttons_and_taken_by_one_tap() -> None:
    world = World()
    world.resident("wang")
    heard = world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    assert "在哪个小区" in heard[-1]
    assert "[天成花园]" in heard[-1]
    after = world.press("wang", "天成花园")
    assert world.case().place.compound == "tiancheng"
    assert any("几幢" in words or "天成花园" in words for words in after)


def test_the_missing_part_is_taken_from_plain_words() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    heard = world.say("wang", "天成花园3幢2单元")
    assert "地点记为天成花园3幢2单元" in heard[0]
    assert world.case().grid
    assert world.case().microgrid
    assert set(world.cases) == {"DQ000001"}


def test_a_building_told_first_is_kept_when_the_compound_is_tapped() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "3幢楼道灯不亮")
    world.press("wang", "天成花园")
    assert world.case().place.building == "3"
    assert world.case().grid


def test_typing_the_number_of_a_button_is_pressing_it() -> None:
    world = World()
    world.resident("wang")
    heard = world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    buttons = [line for line in heard[-1].splitlines() if line.startswith("[")]
    position = buttons.index("[天成花园]") + 1
    world.say("wang", f"{position}")
    assert world.case().place.compound == "tiancheng"


def test_words_that_name_no_place_go_to_people_and_nothing_is_lost() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    step = world.step("wang", "就是那边呀")
    assert "工作人员" in world.heard("wang", step)[0]
    told = [letter for letter in step.says if letter.key == "place.find_out"]
    assert told
    assert all("就是那边呀" in world.rendered(letter) for letter in told)
    assert world.dialogues["wang"].stage == ""


def test_another_matter_in_place_of_the_answer_is_filed_too() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    world.say("wang", "还有小区里的垃圾好几天没人收，臭死了")
    assert set(world.cases) == {"DQ000001", "DQ000002"}


def test_a_place_for_a_case_that_is_over_opens_nothing() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    world.say("wang", "撤回")
    world.press("wang", "撤回DQ000001")
    stale = world.say("wang", press="here:DQ000001:-1:tiancheng")
    assert "已经结束" in stale[0]


def test_the_place_is_learnt_as_home_once() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    step = world.step("wang", "天成花园3幢2单元")
    assert [change for change in step.changes if isinstance(change, PersonChanged)]
    world.say("wang", "洞桥新村5幢1单元的垃圾没人收")
    assert world.people["wang"].home.compound == "tiancheng"


def test_a_corrected_compound_replaces_the_place() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园的垃圾没人收")
    if world.dialogues.get("wang") and world.dialogues["wang"].stage == "place":
        world.say("wang", "洞桥新村5幢1单元")
        assert world.case().place.compound == "dongqiao-xincun"
        assert world.case().place.building == "5"


def test_a_photo_in_place_of_the_answer_joins_the_case_and_the_question_stays() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    heard = world.say("wang", attachments=(Attachment("f" * 64, "photo"),))
    assert "DQ000001" in heard[0]
    assert world.dialogues["wang"].stage == "place"
    world.say("wang", "天成花园3幢2单元")
    assert world.case().place.building == "3"


@pytest.mark.parametrize("words", ["天成花园3幢2单元", "天成花园", "就是那边呀"])
def test_a_photo_beside_the_answer_is_kept(words: str) -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    photo = Attachment("f" * 64, "photo")
    assert (
        AttachmentKept("DQ000001", photo) in world.step("wang", words, attachments=(photo,)).changes
    )


def test_a_tapped_compound_of_two_grids_still_needs_its_building() -> None:
    world = World()
    directory, day = world.rules.directory, world.at.date()
    wide = next(
        compound
        for compound in directory.compounds
        if len(directory.grids_of(Place(compound.code), day)) > 1
    )
    world.resident("wang", wide.community_id)
    world.say("wang", "楼道灯不亮，晚上黑乎乎的", wide.community_id)
    [heard] = world.press("wang", wide.name, community=wide.community_id)
    assert "几幢几单元" in heard
    assert world.dialogues["wang"].stage == "place"
    assert next(iter(world.cases.values())).place.compound == wide.code
    world.say("wang", "1幢1单元", wide.community_id)
    place = next(iter(world.cases.values())).place
    assert (place.compound, place.building) == (wide.code, "1")


def test_another_compound_in_the_answer_replaces_the_one_that_was_tapped() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    world.press("wang", "天成花园")
    world.dialogues["wang"] = Dialogue("place", {"number": "DQ000001"})
    world.say("wang", "说错了，是洞桥新村5幢1单元")
    place = world.case().place
    assert (place.compound, place.building, place.unit) == ("dongqiao-xincun", "5", "1")


def test_a_place_alone_goes_into_the_case_at_hand_and_makes_none() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢楼道灯不亮，晚上黑乎乎的")
    heard = world.say("wang", "我在3幢2单元502")
    assert "地点记为天成花园3幢2单元502室" in heard[0]
    assert (world.case().place.building, world.case().place.room) == ("3", "502")
    assert set(world.cases) == {"DQ000001"}


def test_another_place_alone_is_added_with_a_way_to_a_matter_of_its_own() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "天成花园3幢楼道灯不亮，晚上黑乎乎的")
    heard = world.say("wang", "天成花园5幢")
    assert "已补充到DQ000001" in heard[0]
    assert "[是新的一件]" in heard[0]
    assert world.case().place.building == "3"
    world.say("wang", "天成花园3幢")
    assert set(world.cases) == {"DQ000001"}


def test_a_place_without_any_case_asks_what_happened_and_is_kept_as_the_home() -> None:
    world = World()
    world.resident("wang")
    heard = world.say("wang", "我住天成花园3幢2单元")
    assert "出了什么事" in heard[0]
    assert world.cases == {}
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    assert world.case().place.building == "3"
    again = World()
    again.resident("li")
    again.say("li", "天成花园3幢楼道灯不亮，晚上黑乎乎的")
    again.say("li", "撤回")
    again.press("li", "撤回DQ000001")
    assert "出了什么事" in again.say("li", "天成花园5幢")[0]
    assert again.people["li"].home.building == "3"


def test_whoever_holds_it_for_the_compound_hears_of_it_before_the_building_is_told() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    step = world.pressed("wang", "天成花园")
    assert world.case().holder == "gao-manager-luting"
    assert "新诉求 DQ000001" in world.heard("gao-manager-luting", step)[0]
    step = world.step("wang", "3幢2单元")
    assert world.heard("gao-manager-luting", step) == []


TWO = "路灯坏了，另外垃圾没人收"


def test_of_two_matters_without_a_place_both_are_where_the_answer_says() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", TWO)
    heard = world.press("wang", "分成2件")
    assert "DQ000001还差一样：在哪个小区" in heard[-1]
    assert "几幢" in world.press("wang", "天成花园")[-1]
    heard = world.say("wang", "3幢2单元")
    assert [words[:8] for words in heard] == ["DQ000001", "DQ000002"]
    for number in ("DQ000001", "DQ000002"):
        case = world.case(number)
        assert (case.place.compound, case.place.building) == ("tiancheng", "3")
        assert case.queue == "property"
    assert world.dialogues["wang"].stage == ""


def test_a_matter_beside_that_people_placed_stays_there() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", TWO)
    world.press("wang", "分成2件")
    elsewhere = Place("dingxiang", "2")
    world.change("DQ000002", lambda case: replace(case, place=elsewhere))
    heard = world.say("wang", "天成花园3幢")
    assert [words[:8] for words in heard] == ["DQ000001"]
    assert world.case("DQ000002").place == elsewhere


def test_two_matters_kept_together_are_asked_where_as_well() -> None:
    world = World()
    world.resident("wang")
    world.say("wang", TWO)
    assert "在哪个小区" in world.press("wang", "合在一件")[-1]
    world.say("wang", "天成花园3幢")
    assert world.case().place.building == "3"
