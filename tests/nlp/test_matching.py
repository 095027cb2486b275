from nlp.lexicon import read_lexicon
from nlp.matching import Matcher

RULES = """
[C1]
"3" = ["机动车乱停"]
[[C1.rule]]
word = "动车"
weight = 2
boundary = true
not_in = ["电动车"]
with = ["进站"]
without = ["高速"]
[[C1.rule]]
parts = ["停", "堵"]
weight = 3
within = 6
[[C1.rule]]
word = "老槐树"
weight = 2
scope = "here"
"""
MATCHER = Matcher(read_lexicon({"c.toml": RULES}), longer=frozenset({"风动车", "动车进"}))


def said(text: str, community: str = "") -> list[str]:
    return [said for _, _, said in MATCHER.hits(text, community)]


def test_the_longest_plain_word_is_found_in_the_messages_own_words() -> None:
    assert said("门口机动车乱停") == ["机动车乱停"]


def test_a_risky_word_needs_its_boundary_and_its_companion() -> None:
    assert said("动车到了，进站") == ["动车"]
    assert said("风动车到了，进站") == []
    assert said("动车") == []


def test_exclusions_swallow_a_word() -> None:
    assert said("电动车快进站") == []
    assert said("动车已进站高速") == []
    assert said("机动车乱停已进站") == ["机动车乱停"]


def test_parts_in_order_and_near_count() -> None:
    assert said("停路口堵") == ["停路口堵"]
    assert said("堵了才停") == []
    assert said("停" + "远" * 9 + "堵") == []


def test_a_word_of_one_community_counts_only_there() -> None:
    assert said("老槐树", community="here") == ["老槐树"]
    assert said("老槐树", community="there") == []
