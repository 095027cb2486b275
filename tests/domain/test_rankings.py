from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from domain.appraisals import Fact, Figures, Weighting, figures_of
from domain.rankings import ranked
from tests.domain.facts import END, fact
from tests.domain.test_appraisals import COUNTED

WEIGHTS = Weighting()
UNITS = ("luting-company", "urban_management", "grid")
BOOKED = st.builds(
    lambda plain, unit, by: replace(plain, unit=unit, returned_by=tuple(by)),
    COUNTED,
    st.sampled_from(UNITS),
    st.lists(st.sampled_from(UNITS), max_size=3),
)


def test_equal_scores_share_a_rank_and_too_few_stand_behind() -> None:
    good = [fact(number, grid=grid) for grid in ("g1", "g2") for number in range(10)]
    poor = [fact(number, grid="g3", stars=1) for number in range(10)]
    few = [fact(number, grid="g0") for number in range(3)]
    found = ranked([*few, *poor, *good], lambda each: each.grid, END, WEIGHTS)
    assert [(each.code, each.rank) for each in found] == [
        ("g1", 1),
        ("g2", 1),
        ("g3", 3),
        ("g0", 0),
    ]


@given(st.lists(BOOKED, max_size=40))
def test_groups_add_up_to_the_whole(cases: list[Fact]) -> None:
    whole = figures_of(cases, END, WEIGHTS)
    for booked in (None, lambda each: each.returned_by):
        groups = ranked(cases, lambda each: each.unit, END, WEIGHTS, booked)
        assert sum(each.figures.ended for each in groups) == whole.ended
        assert sum(each.figures.solved.count for each in groups) == whole.solved.count
        assert sum(each.figures.returned for each in groups) == whole.returned


def test_a_return_is_booked_on_who_returned_and_not_on_who_holds_it_at_the_end() -> None:
    cases = [
        fact(1, unit="urban_management", returned_by=("luting-company", "police")),
        fact(2, unit="luting-company", returned_by=("luting-company",)),
        fact(3, unit="luting-company", returned_by=("police",), excluded="wrong_grid"),
    ]
    groups = ranked(cases, lambda each: each.unit, END, WEIGHTS, lambda each: each.returned_by)
    found = {each.code: each.figures for each in groups}
    assert {code: figures.returned for code, figures in found.items()} == {
        "luting-company": 2,
        "police": 1,
        "urban_management": 0,
    }
    assert found["police"] == Figures(returned=1)
    assert found["urban_management"].ended == 1
