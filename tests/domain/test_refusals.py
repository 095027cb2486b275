from domain.refusals import NotSaved, Refused, Stale, Unreachable


def test_a_refusal_names_its_sentence_and_its_values() -> None:
    refused = Refused("cases.unknown", number="DQ000009")
    assert str(refused) == refused.text_key == "cases.unknown"
    assert refused.values == {"number": "DQ000009"}


def test_a_shut_door_says_why_for_how_long_and_whether_for_good() -> None:
    for_now, for_good = Unreachable("429", retry_after=30), Unreachable("blocked", for_good=True)
    assert (for_now.why, for_now.retry_after, for_now.for_good) == ("429", 30, False)
    assert (for_good.why, for_good.retry_after, for_good.for_good) == ("blocked", 0, True)


def test_the_ways_to_fail_are_no_kinds_of_each_other() -> None:
    kinds = (Refused, Stale, NotSaved, Unreachable)
    assert not any(issubclass(one, other) for one in kinds for other in kinds if one is not other)
