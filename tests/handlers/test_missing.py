from domain.places import Place
from tests.handlers.tabletop import World


def test_never_more_than_one_question_is_open() -> None:
    world = World()
    world.resident("wang")
    for words in ("楼道灯不亮，另外垃圾没人收", "漏水了怎么办", "电梯停了"):
        step = world.step("wang", words)
        asking = [letter for letter in step.says if letter.to == "wang" and letter.choices]
        assert len(asking) <= 1


def test_a_compound_in_two_grids_is_asked_for_its_building() -> None:
    world = World()
    directory = world.rules.directory
    wide = next(
        (
            compound
            for compound in directory.compounds
            if len(directory.grids_of(Place(compound.code), world.at.date())) > 1
        ),
        None,
    )
    assert wide is not None
    world.resident("wang", wide.community_id)
    heard = world.say("wang", f"{wide.name}楼道灯不亮，晚上黑乎乎的", wide.community_id)
    assert "几幢几单元" in heard[-1]


def test_known_words_and_place_need_no_question() -> None:
    world = World()
    world.resident("wang", home=Place("tiancheng", "3", "2"))
    step = world.step("wang", "天成花园3幢2单元电梯停运了")
    assert not [letter for letter in step.says if letter.to == "wang" and letter.choices]
