from storage.tables import LEARNT, LESSONS, TERMS


def test_what_is_made_ready_holds_no_person() -> None:
    assert set(LEARNT.c.keys()) == {"community_id", "name", "edition", "content"}


def test_a_lesson_lies_by_case_and_event_and_a_word_by_scope() -> None:
    assert [each.name for each in LESSONS.primary_key] == ["community_id", "number", "seq"]
    assert [each.name for each in TERMS.primary_key] == ["community_id", "scope", "term", "leaf"]
