import pytest

from tests.mutants import ROOT
from tests.seeded import MUTANTS, Mutant


def test_there_are_enough_of_them_and_no_two_are_alike() -> None:
    assert len({(each.file, each.right) for each in MUTANTS}) == len(MUTANTS) >= 30


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: f"{each.file}-{each.right[:20]}")
def test_each_breaks_a_rule_that_stands_there_and_names_tests_that_are_there(
    mutant: Mutant,
) -> None:
    words = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert words.count(mutant.right) >= 1
    assert mutant.right != mutant.wrong
    assert all((ROOT / name).is_file() for name in mutant.tests.split())
