from collections.abc import Callable

import pytest

from nlp.choirs import NOTHING, Choir
from nlp.evaluation import filed
from nlp.learned import Model
from nlp.reader import Reader, open_reader
from nlp.sounds import Sounds, load_sounds
from nlp.teaching import Sample
from storage.directories import demo_directory
from tests.teach_leaves import certain, held, held_again, samples, taught, teach, unseen

HEARD = Sounds(
    Model(
        ("A4", "E1", "C1"),
        {
            "梯": (1.0, {"A4": 2.0, "E1": -2.0}),
            "升降": (1.0, {"A4": 1.0}),
            "臭": (1.0, {"E1": 1.0}),
        },
        temperature=0.1,
    )
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader(demo_directory())


def test_the_known_pieces_are_heard_each_once() -> None:
    assert HEARD.numbers("升降梯梯新") == {0, 1}
    assert HEARD.leaves == ("A4", "E1", "C1")


def test_pieces_that_sound_like_the_leaf_are_told() -> None:
    assert HEARD.told("升降梯臭", "A4") == {"升降": pytest.approx(1 / 3**0.5)}
    assert HEARD.told("臭", "A4") == {}


@pytest.mark.parametrize(
    ("messages", "number", "floors"), [(held, 288, (0.91, 0.96)), (held_again, 144, (0.85, 0.97))]
)
def test_messages_that_taught_nothing_are_told_apart(
    reader: Reader,
    messages: Callable[[], list[Sample]],
    number: int,
    floors: tuple[float, float],
) -> None:
    told = [(each.leaf, reader.read(each.text)) for each in messages()]
    first = sum(leaf == reading.leaf for leaf, reading in told)
    three = sum(leaf in {each.leaf for each in reading.candidates} for leaf, reading in told)
    assert len(told) == number
    assert first >= floors[0] * number
    assert three >= floors[1] * number


def test_what_measures_teaches_nothing() -> None:
    assert not {each.text for each in samples()} & {each.text for each in held() + held_again()}


def test_what_no_word_tells_is_explained_by_its_pieces(reader: Reader) -> None:
    readings = [reader.read(each.text) for each in held()]
    learned = [each for reading in readings for each in reading.reasons if each.source == "learned"]
    assert learned
    assert all(len(each.word) > 1 and each.weight > 0 for each in learned)


def test_the_model_file_is_that_of_the_lists() -> None:
    choirs = [Choir(s.leaves, s, None, None) for s in (taught(samples()), load_sounds())]
    for each in held()[::30]:
        here, there = (c.chance({}, c.sound({}, each.text), NOTHING) for c in choirs)
        assert list(here)[:1] == list(there)[:1]


def test_what_is_certain_is_what_unseen_messages_say() -> None:
    model = teach(samples())
    assert load_sounds().certain == pytest.approx(certain(model), abs=0.005)
    told = unseen(model)
    share, right = filed([told[::2], told[1::2]])
    assert share >= 0.7
    assert right >= 0.93
