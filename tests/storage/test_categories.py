from pathlib import Path

import pytest

from domain.categories import UNKNOWN_LEAF, Categories, Mediation, Priority
from domain.deadlines import Limit
from storage.categories import load_categories
from storage.faults import BadFile

CATEGORIES = load_categories()
LEAVES = tuple(CATEGORIES.leaves.values())

SMALL = """
version = "1"
[tops]
X = "其他"
[queues]
community = "社区"
property = "物业"
[leaves.X0]
name = "待人工分类"
lead = ["community"]
priority = "P2"
accept = "4wh"
answer = "4wh"
origin = "D"
"""
LEAF = """
[leaves.{code}]
name = "{code}"
lead = ["community"]
priority = "P1"
accept = "30m"
answer = "2h"
origin = "D"
"""


def load(folder: Path, text: str) -> Categories:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return load_categories(path)


def faults(folder: Path, text: str) -> list[tuple[str, str]]:
    with pytest.raises(BadFile) as bad:
        load(folder, text)
    return [(fault.place, fault.text_key) for fault in bad.value.faults]


def test_all_seventy_two_leaves_the_unread_one_and_damages_are_there() -> None:
    sizes = {"A": 8, "B": 5, "C": 5, "D": 8, "E": 6, "F": 5, "G": 3, "H": 4, "I": 9}
    sizes |= {"J": 3, "K": 5, "L": 3, "M": 6, "X": 4}
    found = {top: sum(leaf.top == top for leaf in LEAVES) for top in CATEGORIES.tops}
    assert found == sizes
    assert sum(sizes.values()) == 72 + 2
    assert "M6" not in CATEGORIES.leaves


def test_each_leaf_knows_its_own_code_and_top() -> None:
    assert all(
        CATEGORIES.leaf(code).code == code and code[0] == leaf.top
        for code, leaf in CATEGORIES.leaves.items()
    )


def test_a_row_is_read_whole() -> None:
    facade = CATEGORIES.leaf("A2")
    assert facade.name == "外墙脱落/坠落隐患"
    assert facade.lead == ("property", "grid", "community")
    assert facade.above == ("housing", "emergency_bureau")
    assert facade.priority is Priority.DANGER
    assert [str(each) for each in (facade.accept, facade.answer, facade.solve)] == [
        "5m",
        "15m",
        "5wd",
    ]
    assert facade.made_safe == Limit.parse("2h")
    assert facade.numbers == ("119", "120")
    assert facade.proof == "photo"
    assert facade.origin == "L Shaoxing 51, B; numbers D"


def test_the_limit_for_signing_follows_the_priority() -> None:
    by_priority = {Priority.DANGER: "5m", Priority.URGENT: "30m"}
    by_priority |= {Priority.NORMAL: "4wh", Priority.SLOW: "1wd"}
    assert {leaf.code: str(leaf.accept) for leaf in LEAVES} == {
        leaf.code: by_priority[leaf.priority] for leaf in LEAVES
    }


def test_violence_crime_and_danger_are_never_mediated() -> None:
    barred = ["I4", "I5", "L2", "M1", "M2", "M3", "M4", "M7"]
    assert {CATEGORIES.leaf(code).mediation for code in barred} == {Mediation.NO}
    assert not [leaf.code for leaf in LEAVES if leaf.emergency and leaf.mediation is Mediation.YES]
    damage = [leaf.code for leaf in LEAVES if leaf.mediation is Mediation.DAMAGE_ONLY]
    assert damage == ["D6", "D7"]
    assert CATEGORIES.leaf("L1").mediation is Mediation.ADMINISTRATIVE


def test_no_matter_is_held_by_the_body_that_it_is_about() -> None:
    assert not [leaf.code for leaf in LEAVES if {*leaf.lead, *leaf.above} & {*leaf.about}]
    about_property = [leaf.code for leaf in LEAVES if "property" in leaf.about]
    assert about_property == ["B1", "B2", "B3", "B4", "B5", "J2"]
    assert all(CATEGORIES.leaf(code).about[0] == "committee" for code in ("J1", "J2"))
    assert all(leaf.confidential for leaf in LEAVES if leaf.about)


def test_the_grid_stands_in_where_there_is_no_property_company() -> None:
    others = {leaf.code: leaf.lead[1:] for leaf in LEAVES if leaf.lead[0] == "property"}
    assert len(others) == 19
    shared = {"D8": ("urban_management",), "E6": ("urban_management",), "F3": ("grid",)}
    assert {code: others.pop(code) for code in shared} == shared
    assert set(others.values()) == {("grid", "community")}


def test_every_danger_is_an_emergency_and_asks_for_help_at_once() -> None:
    dangers = [leaf for leaf in LEAVES if leaf.priority is Priority.DANGER]
    assert all(leaf.emergency for leaf in dangers)
    assert [leaf.code for leaf in LEAVES if leaf.emergency and leaf not in dangers] == ["D7"]
    numbers = {code: CATEGORIES.leaf(code).numbers for code in ("D5", "M4", "M3")}
    assert numbers == {"D5": ("119",), "M4": ("120",), "M3": ("110", "120", "12356")}


def test_domestic_violence_is_not_asked_about_later() -> None:
    assert CATEGORIES.leaf("I4").relapse_days == 0


def test_what_the_words_do_not_tell_is_read_by_a_human_within_four_working_hours() -> None:
    unread = CATEGORIES.leaf(UNKNOWN_LEAF)
    assert unread.lead == ("community",)
    assert str(unread.accept) == "4wh"


def test_a_community_may_bring_its_own_file(tmp_path: Path) -> None:
    own = load(tmp_path, SMALL + LEAF.format(code="X1"))
    assert list(own.leaves) == ["X0", "X1"]
    assert own.version == "1"
    assert own.leaf("X1").solve is None


def test_nobody_can_change_what_was_loaded() -> None:
    assert not hasattr(CATEGORIES.leaves, "__setitem__")
    assert not hasattr(CATEGORIES.tops, "__setitem__")


def test_everything_wrong_with_the_columns_is_told_at_once(tmp_path: Path) -> None:
    text = SMALL + LEAF.format(code="X1").replace("P1", "P9").replace("30m", "soon")
    text += 'colour = "red"\nemergency = "ja"\nnumbers = ["call"]\nrelapse_days = 999\n'
    text += 'mediation = "maybe"\n'
    assert faults(tmp_path, text.replace('origin = "D"\ncol', "col")) == [
        ("own.toml leaves.X1.priority", "file.wrong"),
        ("own.toml leaves.X1.accept", "file.wrong"),
        ("own.toml leaves.X1.mediation", "file.wrong"),
        ("own.toml leaves.X1.emergency", "file.wrong"),
        ("own.toml leaves.X1.numbers.0", "file.wrong"),
        ("own.toml leaves.X1.relapse_days", "file.wrong"),
        ("own.toml leaves.X1", "file.missing"),
        ("own.toml leaves.X1", "file.unknown"),
    ]


def test_everything_that_does_not_fit_together_is_told_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("X0", "X9") + LEAF.format(code="Q1").replace('"Q1"', '"待人工分类"')
    text = text.replace('lead = ["community"]\npriority = "P1"', 'lead = ["x"]\npriority = "P1"')
    text += 'above = ["property"]\nabout = ["property"]\nemergency = true\nmediation = "yes"\n'
    assert faults(tmp_path, text) == [
        ("own.toml", "categories.no_unknown_leaf"),
        ("own.toml", "categories.same_name"),
        ("own.toml leaves.Q1", "categories.no_top"),
        ("own.toml leaves.Q1", "categories.no_queue"),
        ("own.toml leaves.Q1", "categories.held_by_accused"),
        ("own.toml leaves.Q1", "categories.mediated_danger"),
    ]


@pytest.mark.parametrize("code", ["X", "x1", "X123"])
def test_a_code_is_a_letter_and_a_number(tmp_path: Path, code: str) -> None:
    text = SMALL + LEAF.format(code=code)
    assert faults(tmp_path, text) == [(f"own.toml leaves.{code}.[key]", "file.wrong")]


@pytest.mark.parametrize("priority", ["1", "[1]", '"p1"'])
def test_a_priority_is_one_of_four(tmp_path: Path, priority: str) -> None:
    text = SMALL.replace('"P2"', priority)
    assert faults(tmp_path, text) == [("own.toml leaves.X0.priority", "file.wrong")]


@pytest.mark.parametrize(
    ("mediation", "damages"),
    [("damage_only", ""), ("damage_only", "X9"), ("damage_only", "X0"), ("yes", "X2")],
)
def test_damages_go_where_they_may_be_mediated_and_only_where_nothing_else_may(
    mediation: str, damages: str, tmp_path: Path
) -> None:
    row = LEAF.format(code="X1") + 'mediation = "{}"\ndamages = "{}"\n'
    mediated = LEAF.format(code="X2") + 'mediation = "yes"\n'
    fine = load(tmp_path, SMALL + row.format("damage_only", "X2") + mediated)
    assert fine.leaf("X1").damages == "X2"
    assert faults(tmp_path, SMALL + row.format(mediation, damages) + mediated) == [
        ("own.toml leaves.X1", "categories.damages_nowhere")
    ]
