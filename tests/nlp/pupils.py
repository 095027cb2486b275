"""A small lexicon, a few labelled messages and a segmenter that cuts every character."""

from nlp.classifying import Classifier
from nlp.lexicon import Lexicon, read_lexicon
from nlp.teaching import Sample

WORDS = """
[A4]
"4" = ["电梯停运", "电梯坏了"]
"2" = ["电梯"]
"-2" = ["电梯广告"]
[E1]
"4" = ["垃圾成堆"]
"2" = ["垃圾"]
[[E1.rule]]
parts = ["没人", "收"]
weight = 3
[X9]
"4" = ["公交线路"]
"""


class Letters:
    """A segmenter that cuts every character apart."""

    def warm_up(self) -> None:
        """Need nothing."""

    def cut(self, text: str) -> list[str]:
        """Return the characters."""
        return list(text)


def lexicon() -> Lexicon:
    """Return the small lexicon."""
    return read_lexicon({"a.toml": WORDS})


def classifier() -> Classifier:
    """Return a classifier that knows only the small lexicon."""
    return Classifier(lexicon(), Letters())


LIFT = (
    "三幢的电梯停运了",
    "电梯坏了没人修",
    "轿厢不动了，按钮没反应",
    "升降机又不走了，老人下不来",
)
RUBBISH = ("门口垃圾成堆", "垃圾没人收，臭死了", "果皮纸屑堆在路边", "剩饭剩菜倒在花坛里发臭")
SAMPLES = tuple(
    Sample(f"{number}号：{text}", leaf)
    for number in range(6)
    for leaf, texts in (("A4", LIFT), ("E1", RUBBISH))
    for text in texts
)
