from domain.mediation_stages import AGREED, BEFORE_SIGNED, CLOCKED, FINAL, OPEN, TALKS, Stage


def test_a_stage_is_open_or_final_and_an_open_one_is_before_or_after_the_signature() -> None:
    assert frozenset(Stage) == OPEN | FINAL
    assert OPEN == BEFORE_SIGNED | AGREED
    assert not BEFORE_SIGNED & AGREED


def test_talks_run_on_the_clock_of_thirty_days() -> None:
    assert TALKS < CLOCKED < BEFORE_SIGNED
