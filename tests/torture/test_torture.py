from tests.torture.ledger import marks_in, words_of


def test_a_report_is_known_again_by_its_mark() -> None:
    texts = [words_of(7), words_of(70), words_of(7), "楼道灯不亮"]
    assert marks_in(texts) == {7: 2, 70: 1}
