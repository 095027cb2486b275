"""Decisions (leaf, alarm) that change when a message is written otherwise or mistyped."""

import csv
from collections.abc import Callable, Iterator, Mapping
from random import Random

from opencc import OpenCC

from benchmarks.figures import Figure
from benchmarks.messages import OWN
from bot.commands.ears import Ears
from storage.directories import demo_directory

FILES = (OWN, OWN.with_name("chats.csv"), OWN.with_name("fresh.csv"))
_EMOJI = "😡🙏😭👍🔥🆘"
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_MARKS = "，。！？、；：,.!?;:~…"


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the share of changed decisions for each way of writing."""
    ears = Ears()
    ears.fit(demo_directory())
    texts = [text for file in FILES for text in _texts(file.open(encoding="utf-8"))]
    texts = texts[::10] if quick else texts
    before = [_decided(ears, text) for text in texts]
    for name, write in _ways(texts).items():
        after = [_decided(ears, write(text)) for text in texts]
        changed = sum(one != other for one, other in zip(before, after, strict=True))
        yield Figure(name, f"{100 * changed / len(texts):.2f} %", f"{changed} of {len(texts)}")


def _texts(lines: Iterator[str]) -> list[str]:
    return [row["text"] for row in csv.DictReader(lines)]


def _decided(ears: Ears, text: str) -> tuple[str, bool]:
    reading = ears.read(text, "")
    return reading.leaf, reading.is_alarm()


def _ways(texts: list[str]) -> Mapping[str, Callable[[str], str]]:
    chance = Random(0)
    usual = [char for text in texts for char in text if "\u4e00" <= char <= "\u9fff"]

    def mistyped(char: str) -> str:
        return chance.choice(usual) if chance.random() < 1 / 10 else char

    def felt(char: str) -> str:
        return char + (chance.choice(_EMOJI) if chance.random() < 1 / 12 else "")

    return {
        "traditional characters": OpenCC("s2t").convert,
        "a space between all characters": " ".join,
        "a space after every third": lambda text: " ".join(
            text[at : at + 3] for at in range(0, len(text), 3)
        ),
        "full width": lambda text: text.translate(_FULL_WIDTH),
        "emoji between the characters": lambda text: "".join(map(felt, text)),
        "marks doubled and an exclamation at the end": lambda text: (
            "".join(char * 2 if char in _MARKS else char for char in text) + "！！！"
        ),
        "no marks at all": lambda text: "".join(char for char in text if char not in _MARKS),
        "one character in ten wrong": lambda text: "".join(map(mistyped, text)),
    }
