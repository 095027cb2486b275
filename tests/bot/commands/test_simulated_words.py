from random import Random

from bot.commands.simulated_words import Words
from nlp.reader import open_reader
from storage.directories import demo_directory
from tests.domain.builders import demo_rules


def words(seed: int = 1, *given: str) -> Words:
    return Words(demo_rules().categories, Random(seed), given)


def test_the_lexicon_gives_varied_messages_that_are_mostly_understood() -> None:
    source, reader = words(), open_reader(demo_directory())
    said = [source.written("天成花园") for _ in range(200)]
    assert len(set(said)) > 190
    assert sum(bool(reader.read(each, "dongqiao").candidates) for each in said) > 170


def test_places_are_often_told_only_in_part() -> None:
    source = words()
    places = {source.place("天成花园") for _ in range(200)}
    assert {"", "天成花园"} < places
    assert any("室" in place for place in places)


def test_given_words_are_said_as_they_are_after_the_place() -> None:
    source = words(1, "水管爆了")
    assert all(source.written("天成花园").endswith("水管爆了") for _ in range(20))
