"""Read a message: from Chinese words to everything that the station understands of it."""

from collections.abc import Iterable
from dataclasses import replace

from domain.directory import Directory
from domain.reading import Candidate, Emergency, Reading
from nlp.case_numbers import case_numbers
from nlp.classifying import Classifier
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
        plain = normalise(text)
        sifted = self._sieve.sift(plain)
        verdict = self._classifier.verdict(plain, community_id, sifted)
        emergency = self._safety.emergency(plain, sifted, verdict.words)
        leads = candidates(verdict.chance)
        least = self._classifier.certain_from(community_id)
        certain = emergency is None and is_certain(verdict.chance, least)
        intent = "" if emergency else self._intent(plain, sifted)
        found = matters(plain)
        parts = self._parts(found, community_id) if found else self._added(plain, community_id)
        return Reading(
            text=plain,
            candidates=_led_by(emergency, leads),
            certain=certain or _is_open(emergency),
            certain_from=round(100 * least),
            reasons=strongest(verdict.told, [lead.leaf for lead in leads]),
            emergency=emergency,
            place=self._places.place(plain, community_id),
            case_numbers=case_numbers(plain),
            tags=self._tags.tags(sifted),
            intent=intent,
            matters=tuple([part for part, _ in parts]),
            matter_leaves=tuple([leaf for _, leaf in parts]),
            about=self._tags.about(sifted),
            stops=self._stops.kinds(sifted),
            presses=self._presses.kinds(sifted),
            version=self._version,
        )

    def _intent(self, plain: str, sifted: Sifted) -> str:
        return self._commands.intent(plain) or self._questions.intent(sifted)

    def _parts(self, found: Iterable[str], community_id: str) -> tuple[tuple[str, str], ...]:
        parts = [(part, self._leaf(part, community_id)) for part in found]
        return tuple(parts) if len({leaf for _, leaf in parts if leaf}) > 1 else ()

    def _added(self, plain: str, community_id: str) -> tuple[tuple[str, str], ...]:
        # 也 joins consequences more often than matters: each must be certain by itself.
        parts = also(plain)
        if not parts:
            return ()
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


def _is_open(emergency: Emergency | None) -> bool:
    return emergency is not None and not emergency.guarded


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
