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
    assert is_certain({"A4": 0.99}, 0.8)
    assert not is_certain({"A4": 0.1}, 0.8)
    assert not is_certain({"X9": 0.99}, 0.8)
    assert not is_certain({}, 0.8)


def test_the_reasons_are_the_messages_own_words() -> None:
    found = classifier().tally("三幢电梯停运了")
    reasons = strongest(found.told, ["A4"])
    assert reasons[0].word == "电梯停运"
    assert all(reason.word in "三幢电梯停运了" for reason in reasons)
    assert strongest(found.told, ["E1"]) == ()


def test_beside_what_is_out_of_scope_only_likely_leaves_are_left() -> None:
    assert [each.leaf for each in candidates({"X9": 0.8, "A1": 0.15, "A2": 0.01})] == ["A1"]
    assert candidates({"X9": 0.99, "I5": 0.001}) == ()
    assert len(candidates({"A1": 0.9, "X9": 0.05, "A2": 0.01})) == 2
