import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.slips import bare, longest_shared_run, slip_in

CAUCUS = "其实我最多可以赔三千块钱，但是他得先道歉"


# The worked table: text to the other side, longest common run, what the guard finds.
@pytest.mark.parametrize(
    ("text", "run", "kind"),
    [
        ("他私下说最多可以赔三千块钱，你看行不行", 9, "words"),
        ("他最多赔3000元", 2, "amount"),
        ("对方愿意考虑赔偿，也希望得到一个道歉", 2, ""),
        ("建议双方各退一步，今晚八点先把水阀关掉", 1, ""),
    ],
)
def test_the_guard_finds_what_the_worked_table_says(text: str, run: int, kind: str) -> None:
    assert longest_shared_run(text, CAUCUS) == run
    found = slip_in(text, [CAUCUS])
    assert (found.kind if found else "") == kind


def test_what_the_other_side_knows_already_is_no_slip() -> None:
    assert slip_in("他最多赔3000元", [CAUCUS], shared=["修理费报价三千元"]) is None
    said = "你说最多可以赔三千块钱"
    assert slip_in(said, [CAUCUS], shared=["他最多可以赔三千块钱"]) is None
    assert slip_in(said, [CAUCUS], shared=["道歉的事再说"]) is not None


def test_marks_width_and_blanks_do_not_hide_a_slip() -> None:
    found = slip_in("他【最多-可以 赔 三。千块", [CAUCUS])
    assert found
    assert found.found == "最多可以赔三"
    assert slip_in("ＡＢＣ１２３", ["abc123"]) is not None


@given(st.text(), st.text(min_size=6, max_size=20), st.text())
def test_no_run_of_six_ever_passes(before: str, secret: str, behind: str) -> None:
    hidden = bare(secret)
    found = slip_in(f"{before}，{secret}，{behind}", [secret])
    assert (found is not None) or len(hidden) < 6


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_run_is_shared_by_both_and_counted_alike(first: str, second: str) -> None:
    run = longest_shared_run(first, second)
    assert run == longest_shared_run(second, first)
    assert run <= min(len(bare(first)), len(bare(second)))
    assert (slip_in(first, [second]) is not None) >= (run >= 6)
