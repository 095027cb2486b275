from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.categories import Mediation
from domain.opening import open_case
from domain.reading import Candidate, Reading
from domain.screening import also_stopped, may_be_mediated, stops_of
from tests.domain.builders import MONDAY, case_of, demo_rules, drafted

LEAVES = sorted(demo_rules().categories.leaves)
KINDS = ("violence", "violence_home", "child", "self_harm", "crime", "police", "court")


def test_a_quarrel_of_neighbours_may_be_mediated() -> None:
    assert may_be_mediated(case_of("I1"), demo_rules())


@given(st.sampled_from(LEAVES), st.sets(st.sampled_from(KINDS), min_size=1))
def test_a_word_of_the_stop_list_bars_every_matter(leaf: str, kinds: set[str]) -> None:
    barred = also_stopped(case_of(leaf), kinds)
    assert stops_of(barred) == tuple(sorted(kinds))
    assert not may_be_mediated(barred, demo_rules())


def test_a_closed_leaf_is_never_mediated() -> None:
    for leaf in LEAVES:
        is_closed = demo_rules().categories.leaf(leaf).mediation is Mediation.NO
        assert may_be_mediated(case_of(leaf), demo_rules()) is not is_closed


def test_what_the_first_words_spoke_of_stays_with_the_case() -> None:
    reading = Reading("楼上威胁我", (Candidate("I1", 90),), stops=("violence",))
    case = open_case(replace(drafted("I1"), reading=reading), demo_rules(), MONDAY).case
    assert stops_of(case) == ("violence",)
