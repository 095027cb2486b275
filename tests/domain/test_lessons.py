from domain.lessons import OwnTerm, TermState


def test_a_word_is_proposed_until_somebody_decides() -> None:
    assert OwnTerm("快递柜", "D1").state is TermState.PROPOSED
