from bot.telegram.cards import Card, Cards
from domain.people import Address

PHONE, OTHER = Address("telegram", "1001"), Address("telegram", "1002")
CARD = Card(5, "新诉求", pressed_at=100)


def test_the_answer_to_a_press_changes_the_card_once() -> None:
    cards = Cards()
    cards.expect(PHONE, "DQ000001", CARD)
    assert cards.take(PHONE, "DQ000002", 101) is None
    assert cards.take(PHONE, "DQ000001", 101) == CARD
    assert cards.take(PHONE, "DQ000001", 101) is None


def test_what_comes_late_is_a_message_of_its_own() -> None:
    cards = Cards()
    cards.expect(PHONE, "DQ000001", CARD)
    assert cards.take(PHONE, "DQ000001", 161) is None


def test_a_card_without_words_is_not_waited_for() -> None:
    cards = Cards()
    cards.expect(PHONE, "", CARD)
    cards.expect(PHONE, "DQ000001", Card(5, ""))
    assert cards.take(PHONE, "", 101) == CARD
    assert cards.take(PHONE, "DQ000001", 101) is None


def test_only_so_many_are_waited_for() -> None:
    cards = Cards()
    for number in range(4_097):
        cards.expect(Address("telegram", str(number)), "", CARD)
    assert cards.take(Address("telegram", "0"), "", 101) is None
    assert cards.take(Address("telegram", "1"), "", 101) == CARD


def test_what_was_said_since_lets_no_card_change_but_one_that_may_have_changed() -> None:
    cards = Cards()
    held = Card(2, "b", is_held=True)
    cards.expect(PHONE, "1", Card(1, "a"))
    cards.expect(PHONE, "2", held)
    cards.expect(OTHER, "1", Card(3, "c"))
    cards.forget(PHONE)
    assert cards.take(PHONE, "1", 0) is None
    assert cards.take(PHONE, "2", 0) == held
    assert cards.take(OTHER, "1", 0)
    cards.forget(OTHER)
