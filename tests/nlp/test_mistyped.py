import csv
from pathlib import Path

import pytest

from domain.directory import Compound, Directory
from nlp.mistyped import Mistyped
from nlp.normalise import normalise
from nlp.places import BY_SOUND, Places
from storage.directories import demo_directory

COMPOUNDS = (
    Compound("lang", "a", "浪港新村"),
    Compound("tian", "a", "天成花园", ("天成",)),
    Compound("far", "b", "越都名府"),
)
NAMES = Mistyped(COMPOUNDS)


@pytest.mark.parametrize(
    ("said", "meant"), [("浪港新邨", "lang"), ("住在天城花园", "tian"), ("天成花圆", "tian")]
)
def test_a_name_with_the_right_sound_is_the_one_that_was_meant(said: str, meant: str) -> None:
    found = NAMES.nearest(said, "a")
    assert found
    assert found.code == meant


@pytest.mark.parametrize("said", ["越都明府", "我们小区", "天空花店", "浪", "", "门口的花园"])
def test_other_words_and_other_communities_mean_nothing(said: str) -> None:
    assert NAMES.nearest(said, "a") is None


def test_a_mistyped_place_is_less_sure_than_an_exact_one() -> None:
    places = Places(Directory("街", compounds=COMPOUNDS))
    assert places.place("浪港新邨3幢漏水", "a").compound == "lang"
    assert places.place("浪港新邨", "a").confidence == BY_SOUND
    assert places.place("浪港新邨3幢", "a").confidence < places.place("浪港新村3幢", "a").confidence


def test_letters_of_another_city_name_none_of_our_compounds(shared_data: Path) -> None:
    places = Places(demo_directory())
    with (shared_data / "messages_city.csv").open(encoding="utf-8") as file:
        texts = [normalise(f"{row['title']}。{row['text']}") for row in csv.DictReader(file)]
    by_sound = [text for text in texts if places.place(text, "dongqiao").confidence == BY_SOUND]
    assert by_sound == []
