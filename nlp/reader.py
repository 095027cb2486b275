"""Read a message: from Chinese words to everything that the station understands of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat

from domain.directory import Directory
from domain.reading import Candidate, Emergency, Reading, Reason, Said
from nlp.case_numbers import case_numbers
from nlp.classifying import Classifier, Verdict
from nlp.intents import load_commands
from nlp.learned import LearnedLayer
from nlp.lexicon import Lexicon, load_lexicon, packaged_files
from nlp.matters import also, matters
from nlp.normalise import normalise
from nlp.places import Places
from nlp.questions import load_questions
from nlp.safety import load_safety
from nlp.scoring import candidates, is_certain, strongest
from nlp.segment import Segmenter, open_segmenter
from nlp.sieves import Sieve, Sifted
from nlp.sounds import load_sounds
from nlp.stops import load_stops
from nlp.tags import load_tags

AT_ONCE = 16
"""So many messages are read together: what a step needs is still at hand for the next message."""

Parts = tuple[tuple[str, str], ...]

_FIRST = "電梯停了"


class Reader:
    """Reads messages against one directory and one lexicon."""

    def __init__(
        self,
        directory: Directory,
        lexicon: Lexicon,
        *,
        segmenter: Segmenter | None = None,
        learned: LearnedLayer | None = None,
    ) -> None:
        self._segmenter = segmenter or open_segmenter(lexicon.words())
        self._sieve = Sieve()
        self._classifier = Classifier(lexicon, self._segmenter, learned, sieve=self._sieve)
        self._classifier.sounds = sounds = load_sounds()
        self._places = Places(directory)
        self._commands = load_commands()
        self._questions = load_questions(sieve=self._sieve)
        self._safety = load_safety(sieve=self._sieve)
        self._tags = load_tags(sieve=self._sieve)
        self._stops = load_stops(self._safety.guards, self._sieve)
        self._presses = load_stops(self._safety.guards, self._sieve, "pressure.toml")
        versions = (lexicon.version, sounds.version, self._classifier.learned.version)
        self._version = "+".join(filter(None, versions))

    def warm_up(self) -> None:
        """Load what is loaded late; the first message is then as fast as the others.

        The segmenter cuts for the learned layer alone: where there is none, its dictionary of
        some 60 MB stays on the disk.
        """
        if not self._classifier.learned.is_empty():
            self._segmenter.warm_up()
        self.read(_FIRST)

    def read(self, text: str, community_id: str = "") -> Reading:
        """Return what was understood of the message; any string can be read."""
        return self.read_all([(text, community_id)])[0]

    def read_all(self, said: Sequence[Said]) -> list[Reading]:
        """Return what was understood of each message."""
        few = (said[at : at + AT_ONCE] for at in range(0, len(said), AT_ONCE))
        return list(chain.from_iterable(map(self._together, few)))

    def _together(self, said: Sequence[Said]) -> Iterator[Reading]:
        """Yield the readings; each step is taken for all messages before the next one."""
        homes = [community_id for _, community_id in said]
        plains = [normalise(text) for text, _ in said]
        sifted = list(map(self._sieve.sift, plains))
        verdicts = list(map(self._classifier.verdict, plains, homes, sifted))
        words = [verdict.words for verdict in verdicts]
        dangers = list(map(self._safety.emergency, plains, sifted, words))
        leads = [candidates(verdict.chance) for verdict in verdicts]
        least = list(map(self._classifier.certain_from, homes))
        parts = list(map(self._parts, plains, homes))
        # In the order of the fields of a reading.
        return map(
            Reading,
            plains,
            list(map(_led_by, dangers, leads)),
            list(map(_is_certain, dangers, verdicts, least)),
            list(map(_reasons, verdicts, leads)),
            dangers,
            list(map(self._places.place, plains, homes)),
            list(map(case_numbers, plains)),
            list(map(self._tags.tags, sifted)),
            list(map(self._intent, plains, sifted, dangers)),
            [tuple([part for part, _ in each]) for each in parts],
            [tuple([leaf for _, leaf in each]) for each in parts],
            list(map(self._tags.about, sifted)),
            list(map(self._stops.kinds, sifted)),
            list(map(self._presses.kinds, sifted)),
            repeat(self._version),
            [round(100 * each) for each in least],
        )

    def _intent(self, plain: str, sifted: Sifted, danger: Emergency | None) -> str:
        return "" if danger else self._commands.intent(plain) or self._questions.intent(sifted)

    def _parts(self, plain: str, community_id: str) -> Parts:
        """Return the matters of the message with their likeliest leaves, if it holds several."""
        found = matters(plain)
        if not found:
            parts = also(plain)
            return self._added(parts, community_id) if parts else ()
        leaves = [self._leaf(part, community_id) for part in found]
        return tuple(zip(found, leaves, strict=True)) if len(set(filter(None, leaves))) > 1 else ()

    def _added(self, parts: Iterable[str], community_id: str) -> Parts:
        # 也 joins consequences more often than matters: each must be certain by itself.
        least = self._classifier.certain_from(community_id)
        verdicts = [
            self._classifier.verdict(part.replace("也", "", 1), community_id) for part in parts
        ]
        if not all(is_certain(verdict.chance, least) for verdict in verdicts):
            return ()
        leaves = [next(iter(verdict.chance)) for verdict in verdicts]
        return tuple(zip(parts, leaves, strict=True)) if len(set(leaves)) > 1 else ()

    def _leaf(self, part: str, community_id: str) -> str:
        return next(iter(self._classifier.verdict(part, community_id).chance), "")


def _is_certain(danger: Emergency | None, verdict: Verdict, least: float) -> bool:
    return not danger.guarded if danger else is_certain(verdict.chance, least)


def _reasons(verdict: Verdict, leads: Iterable[Candidate]) -> tuple[Reason, ...]:
    return strongest(verdict.told, [lead.leaf for lead in leads])


def _led_by(emergency: Emergency | None, leads: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    if emergency is None or emergency.guarded:
        return leads
    others = tuple(lead for lead in leads if lead.leaf != emergency.leaf)
    return (Candidate(emergency.leaf, 99), *others)[:3]


def open_reader(directory: Directory, *, lexicon_version: str = "") -> Reader:
    """Return a reader with the packaged word files; ``warm_up`` is left to the caller.

    ``lexicon_version`` is reported instead of the files' own version where it is given.
    """
    lexicon = load_lexicon(packaged_files() / "lexicon")
    return Reader(directory, replace(lexicon, version=lexicon_version or lexicon.version))
