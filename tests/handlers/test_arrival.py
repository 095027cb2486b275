import pytest

from domain.places import PlaceSource
from tests.handlers.tabletop import World


def test_a_first_contact_reads_the_notice_once_and_after_the_answer() -> None:
    world = World()
    first = world.say("wang", "楼道灯不亮，晚上黑乎乎的")
    assert first[0].startswith("已登记：DQ000001")
    assert "身份默认保密" in first[1]
    assert "在哪个小区" in first[2]
    assert world.people["wang"].consented_at == world.at
    assert not any("身份默认保密" in words for words in world.say("wang", "谢谢"))


def test_the_notice_goes_with_a_change_of_the_same_person() -> None:
    world = World()
    world.say("wang", "隐藏")
    assert world.people["wang"].neutral
    assert world.people["wang"].consented_at == world.at


def test_staff_never_read_the_notice() -> None:
    heard = World().say("wang-secretary-dq1", "你好")
    assert len(heard) == 1


def test_a_stairwells_code_binds_the_home() -> None:
    world = World()
    heard = world.say("wang", place_code="tiancheng.3.2")
    assert "天成花园3幢2单元" in heard[0]
    assert world.people["wang"].home.unit == "2"
    filed = world.say("wang", "电梯停运了")
    assert "天成花园3幢2单元" in filed[0]
    assert len(filed) == 1


def test_a_code_of_another_community_binds_nothing_here() -> None:
    world = World()
    heard = world.say("wang", place_code="tianchi.1.1")
    assert heard == world.say("li", place_code="nowhere.1.1")
    assert world.people["wang"].home.compound == ""


def scanned(words: str) -> World:
    world = World()
    world.say("li", place_code="tiancheng.3.2")
    world.say("li", words)
    return world


@pytest.mark.parametrize("words", ["602室", "602", "天成花园3幢2单元602室", "2单元602室"])
def test_who_scanned_may_say_the_room_and_is_written_to_as_who_lives_there(words: str) -> None:
    world = scanned(words)
    home = world.people["li"].home
    assert (home.unit, home.room, home.source) == ("2", "602", PlaceSource.CODE)
    assert "天成花园3幢2单元602室" in world.all_heard("li")[-1]
    assert world.dialogues["li"].stage == ""


@pytest.mark.parametrize(
    "words", ["天成花园3幢1单元602室", "天成花园2幢2单元602室", "水木清华3幢2单元602室", "6楼"]
)
def test_a_room_of_another_stairwell_is_no_home(words: str) -> None:
    home = scanned(words).people["li"].home
    assert (home.building, home.unit, home.room) == ("3", "2", "")


def test_a_matter_told_instead_of_the_room_is_filed_and_no_question_is_left() -> None:
    world = scanned("电梯停运了")
    assert world.case().place.unit == "2"
    assert world.people["li"].home.room == ""
    assert world.dialogues["li"].stage == ""
    world.say("li", "602室")
    assert world.people["li"].home.room == ""


def test_a_code_of_no_building_asks_for_words() -> None:
    world = World()
    assert "对不上" in world.say("wang", place_code="nowhere.9")[0]
    assert not world.people["wang"].home.is_known()


def test_who_cries_for_help_reads_the_notice_another_time() -> None:
    world = World()
    assert not any("默认保密" in words for words in world.say("wang", "天成花园2幢电梯困人了！"))
    assert any("默认保密" in words for words in world.say("wang", "谢谢"))


def test_the_whole_notice_is_one_word_away() -> None:
    [heard] = World().say("wang-secretary-dq1", "隐私说明")
    assert "谁在处理：洞桥社区居民委员会" in heard
