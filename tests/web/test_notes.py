from web.notes import cases_topic, chat_topic, letter_note, staff_topic


def test_topics_of_different_things_never_meet() -> None:
    assert len({chat_topic("x"), staff_topic("x"), cases_topic("x")}) == 3


def test_a_letter_is_shown_without_tricks() -> None:
    note = letter_note(3, "好\u202e", [("是\u200b", "yes:1")], "03-02 08:00")
    assert note.content == {
        "id": 3,
        "text": "好",
        "choices": [("是", "yes:1")],
        "at": "03-02 08:00",
        "photo": False,
    }
