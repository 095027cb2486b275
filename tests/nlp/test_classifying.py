from nlp.learned import LearnedLayer
from nlp.teaching import teach_layer
from tests.nlp.pupils import SAMPLES, classifier


def test_the_lexicon_alone_decides_until_something_is_learned() -> None:
    verdict = classifier().verdict("三幢电梯停运了")
    assert next(iter(verdict.chance)) == "A4"
    assert {source for *_, source in verdict.told} == {"lexicon"}


def test_what_was_learned_hears_words_that_no_list_has() -> None:
    taught = classifier()
    assert not taught.verdict("轿厢不动了").chance
    taught.learned = teach_layer(SAMPLES, taught)
    verdict = taught.verdict("轿厢不动了")
    assert next(iter(verdict.chance)) == "A4"


def test_learned_words_are_named_as_such() -> None:
    taught = classifier()
    taught.learned = teach_layer(SAMPLES, taught)
    learned = [told for told in taught.verdict("升降机又不走了").told if told[3] == "learned"]
    assert all(worth > 0 for _, _, worth, _ in learned)


def test_a_layer_without_any_model_changes_nothing() -> None:
    plain = classifier()
    plain.learned = LearnedLayer()
    assert plain.verdict("电梯") == classifier().verdict("电梯")
