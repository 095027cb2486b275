"""Reading a message beside bare jieba on one core: the leaf alone, and danger, place and all."""

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import jieba

from benchmarks.figures import Figure, medians, span
from benchmarks.messages import city_messages, short_messages, titles
from nlp.classifying import Classifier
from nlp.learned import LearnedLayer
from nlp.lexicon import Lexicon, load_lexicon, packaged_files
from nlp.normalise import normalise
from nlp.reader import Reader
from nlp.scoring import candidates
from nlp.segment import RjiebaSegmenter, open_segmenter
from nlp.sounds import load_sounds
from nlp.teaching import Sample, teach_layer
from storage.directories import demo_directory

# What is new in a bare interpreter that reads one message: seconds and megabytes.
_PROBE = """
import os, time
page = os.sysconf("SC_PAGE_SIZE") / 1e6
def used(): return int(open("/proc/self/statm").read().split()[1]) * page
begin, before = time.process_time(), used()
from nlp.reader import open_reader
from storage.directories import demo_directory
directory = demo_directory()
loaded, empty = time.process_time(), used()
open_reader(directory).read("电梯停了，老人下不来", "dongqiao")
print(time.process_time() - begin, used() - before, time.process_time() - loaded, used() - empty)
"""

Reads = Callable[[str], object]


def run(*, quick: bool) -> Iterator[Figure]:
    """Yield the figures for chat messages and, where they are there, for those of a city."""
    count, rounds = (500, 3) if quick else (3_000, 7)
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    lexicon = load_lexicon(packaged_files() / "lexicon")
    reads = dict(_reads(lexicon))
    for name, texts in (
        ("chat", short_messages(count)),
        ("20-character", titles(count)),
        ("city", city_messages(count // 2)),
    ):
        if texts:
            yield from _compared(name, texts, reads, rounds)
    yield from _loaded()


def _reads(lexicon: Lexicon) -> Iterator[tuple[str, Reads]]:
    """Yield what tells the leaf alone, and readers: of words only, and of what was learned."""
    directory = demo_directory()
    segmenter = open_segmenter(lexicon.words())
    layer = _taught(Classifier(lexicon, segmenter))
    fast = RjiebaSegmenter(lexicon.words())
    alone = Classifier(lexicon, segmenter)
    alone.sounds = load_sounds()
    yield "jieba.cut", lambda text: list(jieba.cut(text))
    yield "the leaf alone", lambda text: candidates(alone.verdict(normalise(text)).chance)
    yield "all, words only", Reader(directory, lexicon).read
    for name, each in (("jieba", segmenter), ("rjieba", fast)):
        yield (
            f"all, learned, {name}",
            Reader(directory, lexicon, segmenter=each, learned=layer).read,
        )


def _taught(classifier: Classifier) -> LearnedLayer:
    """Return what messages teach that the lexicon itself labelled: the weights cost the same."""
    chances = {text: classifier.verdict(text).chance for text in dict.fromkeys(short_messages(800))}
    return teach_layer(
        [Sample(text, next(iter(chance))) for text, chance in chances.items() if chance],
        classifier,
    )


def _compared(
    name: str, texts: list[str], reads: dict[str, Reads], rounds: int
) -> Iterator[Figure]:
    found = medians(rounds, {each: _timed(read, texts) for each, read in reads.items()})
    bare = found.pop("jieba.cut")
    length = sum(map(len, texts)) / len(texts)
    yield Figure(f"{name} messages of {length:.0f}, jieba.cut", f"{len(texts) / bare:,.0f} /s")
    for each, spent in found.items():
        rate = f"{len(texts) / spent:,.0f} /s"
        yield Figure(f"{name} messages, {each}", rate, f"{bare / spent:.2f} of its rate")


def _timed(read: Reads, texts: list[str]) -> Callable[[], float]:
    def spent() -> float:
        """Return the seconds of this core: what else runs on the machine does not count."""
        begin = time.process_time()
        for text in texts:
            read(text)
        return time.process_time() - begin

    return spent


def _loaded() -> Iterator[Figure]:
    command = [sys.executable, "-c", _PROBE]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    whole, added, reader, own = map(float, told.split())
    yield span("from nothing to the first reading", whole)
    yield Figure("memory added by it", f"{added:.0f} MB")
    yield span("of that the reader, with the directory there", reader)
    yield Figure("memory added by the reader", f"{own:.0f} MB")
