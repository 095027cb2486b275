from nlp.normalise import lowered
from nlp.scoring import Scale, candidates, chances, is_certain, strongest
from tests.nlp.pupils import classifier

SCALE = Scale()


def verdict(text: str) -> dict[str, float]:
    return dict(chances(classifier().tally(lowered(text)), SCALE))


def test_stronger_words_win_and_chances_stay_chances() -> None:
    chance = verdict("电梯停运了，门口有垃圾")
    assert next(iter(chance)) == "A4"
    assert 0 < sum(chance.values()) <= 1
    assert all(0 < worth <= 1 for worth in chance.values())


def test_a_word_against_a_leaf_takes_its_points() -> None:
    assert verdict("电梯广告").get("A4", 0.0) < verdict("电梯").get("A4", 0.0)


def test_candidates_are_three_at_most_in_whole_percent_and_in_scope() -> None:
    found = candidates({"A4": 0.7, "X9": 0.2, "E1": 0.06, "B1": 0.02, "C1": 0.01})
    assert [each.leaf for each in found] == ["A4", "E1", "B1"]
    assert found[0].percent == 70
    assert candidates({}) == ()


def test_only_a_likely_leaf_in_scope_is_filed_without_asking() -> None:
    assert is_certain({"A4": 0.99}, SCALE)
    assert not is_certain({"A4": 0.1}, SCALE)
    assert not is_certain({"X9": 0.99}, SCALE)
    assert not is_certain({}, SCALE)


def test_the_reasons_are_the_messages_own_words() -> None:
    found = classifier().tally("三幢电梯停运了")
    reasons = strongest(found.told, ["A4"])
    assert reasons[0].word == "电梯停运"
    assert all(reason.word in "三幢电梯停运了" for reason in reasons)
    assert strongest(found.told, ["E1"]) == ()
