import re

import pytest

from tests.mutants import MUTANTS, ROOT
from tests.seeded import Mutant


def test_there_are_enough_of_them_and_no_two_are_alike() -> None:
    assert len({(each.file, each.right) for each in MUTANTS}) == len(MUTANTS) >= 30


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: f"{each.file}-{each.right[:20]}")
def test_each_breaks_a_rule_that_stands_there_and_names_tests_that_are_there(
    mutant: Mutant,
) -> None:
    words = (ROOT / mutant.file).read_text(encoding="utf-8")
    assert words.count(mutant.right) >= 1
    assert mutant.right != mutant.wrong
    assert all(map(is_there, mutant.tests.split()))


def is_there(test: str) -> bool:
    """Say whether the file is there and, if one of its tests is named, that test."""
    file, _, name = test.partition("::")
    return (ROOT / file).is_file() and f"def {name}" in (ROOT / file).read_text(encoding="utf-8")


def test_each_of_the_22_properties_of_mediation_is_broken_by_some() -> None:
    files = (ROOT / "tests" / f"seeded_{each}.py" for each in ("mediation", "deeds", "votes"))
    words = "\n".join(each.read_text(encoding="utf-8") for each in files)
    assert set(re.findall(r"# (P\d+)\b", words)) >= {f"P{each}" for each in range(1, 23)}
