"""What simulated residents write: the words of the lexicon in many dresses, or a file's."""

from collections.abc import Sequence
from random import Random

from bot.commands.simulated_place import BUILDINGS, FLOORS, UNITS
from domain.categories import Categories, Priority
from nlp.lexicon import load_lexicon, packaged_files

# How often matters of each priority are told, beside each other. [D]
OFTEN = {Priority.DANGER: 1, Priority.URGENT: 4, Priority.NORMAL: 12, Priority.SLOW: 6}
_STRONG = 3
_BEFORE = ("", "你好，", "请问，", "急！", "麻烦你们看看，", "书记，", "帮帮忙，", "反映一下，")
_BETWEEN = ("", "这边", "又", "一直", "最近", "昨天开始", "好几天了，")
_AFTER = (
    "",
    "，没人管",
    "，麻烦尽快处理",
    "，已经一个礼拜了",
    "，老人小孩都受不了",
    "。",
    "！！",
    "，打了电话也没用",
    "，什么时候能弄好？",
    "，谢谢",
    "，天天这样",
)
_PLACES = ("{c}{b}幢{u}单元{r}室", "{c}{b}幢{u}单元", "{c}{b}幢", "{c}", "{c}{b}-{u}-{r}", "")
_PLACE_WEIGHTS = (3, 4, 5, 2, 1, 2)


class Words:
    """Yields what one resident after another writes."""

    def __init__(self, categories: Categories, chance: Random, given: Sequence[str] = ()) -> None:
        """Take the words of a file, or without one those of the lexicon."""
        self._chance = chance
        self._given = given
        self._words: dict[str, list[str]] = {}
        for term in load_lexicon(packaged_files() / "lexicon").terms:
            if term.word and term.is_plain and term.weight >= _STRONG:
                self._words.setdefault(term.leaf, []).append(term.word)
        self._leaves = [leaf for leaf in categories.leaves.values() if leaf.code in self._words]

    def written(self, compound: str) -> str:
        """Return a message of somebody who lives in that compound."""
        place = self.place(compound)
        return f"{place}{self._matter()}" if self._given else self._told(place)

    def place(self, compound: str) -> str:
        """Return a place in the compound as somebody writes it, often not all of it."""
        chance = self._chance
        [shape] = chance.choices(_PLACES, _PLACE_WEIGHTS)
        room = f"{chance.randint(1, FLOORS)}0{chance.randint(1, 3)}"
        building, unit = chance.randint(1, BUILDINGS), chance.randint(1, UNITS)
        return shape.format(c=compound, b=building, u=unit, r=room)

    def _matter(self) -> str:
        return self._chance.choice(self._given)

    def _told(self, place: str) -> str:
        chance = self._chance
        [leaf] = chance.choices(self._leaves, [OFTEN[leaf.priority] for leaf in self._leaves])
        words = chance.sample(self._words[leaf.code], k=min(2, len(self._words[leaf.code])))
        said = "，".join(words[: chance.randint(1, 2)])
        before, between = chance.choice(_BEFORE), chance.choice(_BETWEEN)
        return f"{before}{place}{between}{said}{chance.choice(_AFTER)}"
