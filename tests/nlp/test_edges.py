from nlp.edges import joined, stands_alone


def test_the_dictionary_joins_what_belongs_together() -> None:
    longer = joined(frozenset({"灯"}))
    assert {"路灯", "灯笼"} <= longer
    assert "灯" not in longer
    assert all("灯" in word for word in longer)


def test_a_character_stands_alone_where_no_longer_word_covers_it() -> None:
    longer = joined(frozenset({"灯"}))
    assert stands_alone("灯又坏了", 0, 1, longer)
    assert not stands_alone("路灯又坏了", 1, 2, longer)
    assert stands_alone("灯", 0, 1, frozenset())
    assert not stands_alone("灯笼", 0, 1, longer)
