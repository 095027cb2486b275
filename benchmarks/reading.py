"""Reading a message (all of it: danger, leaf, place, numbers, wishes) beside bare jieba."""

import logging
from collections.abc import Iterator

import jieba

from benchmarks.figures import Figure, medians, seconds_of
from benchmarks.messages import city_messages, short_messages
from bot.commands.ears import Ears
from storage.directories import demo_directory


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures for chat messages and, where they are there, for long ones of a city."""
    count, rounds = (500, 3) if quick else (3_000, 7)
    ears = Ears()
    ears.fit(demo_directory())
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    for name, texts in (("chat", short_messages(count)), ("city", city_messages(count // 2))):
        if texts:
            yield from _compared(name, texts, ears, rounds)


def _compared(name: str, texts: list[str], ears: Ears, rounds: int) -> Iterator[Figure]:
    found = medians(
        rounds,
        {
            "jieba": lambda: seconds_of(lambda: [jieba.lcut(text) for text in texts]),
            "reader": lambda: seconds_of(lambda: [ears.read(text, "") for text in texts]),
        },
    )
    length = sum(map(len, texts)) / len(texts)
    bare, full = len(texts) / found["jieba"], len(texts) / found["reader"]
    yield Figure(f"{name} messages of {length:.0f} characters, bare jieba.lcut", f"{bare:,.0f} /s")
    yield Figure(
        f"{name} messages, whole reading", f"{full:,.0f} /s", f"{bare / full:.2f} times its time"
    )
