import pytest

from nlp.lexicon import load_lexicon, packaged_files, read_lexicon
from storage.categories import load_categories


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[A4\n", "no TOML"),
        ("x = 1\n", "is not the table of a leaf"),
        ('[A4]\n"9" = ["电梯"]\n', "the weight"),
        ('[A4]\n"x" = ["电梯"]\n', "the weight"),
        ('[A4]\n"2" = ["梯"]\n', "too short"),
        ('[A4]\n"2" = [7]\n', "is not a word"),
        ('[A4]\n"2" = "电梯"\n', "is not a list"),
        ("[A4]\nrule = [7]\n", "is not a rule"),
        ('[A4]\n[[A4.rule]]\nword = "电梯"\nweight = 2\ncolour = 1\n', "unknown: colour"),
        ("[A4]\n[[A4.rule]]\nweight = 2\n", "either word or parts"),
        ('[A4]\n[[A4.rule]]\nword = "电梯"\nparts = ["a", "b"]\nweight = 2\n', "either"),
        ('[A4]\n[[A4.rule]]\nparts = ["电梯"]\nweight = 2\n', "fewer than two"),
        ('[A4]\n[[A4.rule]]\nword = "电梯"\nweight = 2\nnot_in = [""]\n', "an empty word"),
        ('[A4]\n[[A4.rule]]\nword = "电梯"\nweight = 2\nnot_in = "广告"\n', "not a list of words"),
        ('[A4]\n"2" = ["电梯"]\n"3" = ["电梯"]\n', "another weight"),
    ],
)
def test_a_broken_row_is_refused_with_its_reason(text: str, reason: str) -> None:
    [problem] = read_lexicon({"a.toml": text}).problems
    assert reason in str(problem)


def test_a_slip_of_the_pen_silences_no_other_row() -> None:
    found = read_lexicon({"a.toml": '[A4]\n"2" = ["电梯", "梯"]\n', "b.toml": "[\n"})
    assert [term.word for term in found.terms] == ["电梯"]
    assert len(found.problems) == 2


def test_an_unknown_leaf_is_refused_where_leaves_are_known() -> None:
    [problem] = read_lexicon({"a.toml": '[Z9]\n"2" = ["电梯"]\n'}, frozenset({"A4"})).problems
    assert problem.reason == "no such leaf"


def test_a_row_that_is_switched_off_counts_nothing() -> None:
    text = '[A4]\n[[A4.rule]]\nword = "电梯"\nweight = 2\nactive = false\n'
    assert read_lexicon({"a.toml": text}).terms == ()


def test_the_version_follows_the_words() -> None:
    first, second = ({"a.toml": f'[A4]\n"2" = ["{word}"]\n'} for word in ("电梯", "升降机"))
    assert read_lexicon(first).version != read_lexicon(second).version


def test_the_packaged_words_are_whole_and_cover_every_leaf() -> None:
    known = frozenset(load_categories().leaves) | {"X9"}
    found = load_lexicon(packaged_files() / "lexicon", known)
    assert found.problems == ()
    assert len(found.terms) >= 2_500
    assert set(found.leaves) >= known - {"X0", "I9"}
    assert all(2 <= len(word) <= 6 for word in found.words())


def test_a_term_is_shown_as_its_word_or_its_parts() -> None:
    text = '[A4]\n"2" = ["电梯"]\n[[A4.rule]]\nparts = ["门|窗", "坏"]\nweight = 2\n'
    assert [term.shown for term in read_lexicon({"a.toml": text}).terms] == ["电梯", "门…坏"]
