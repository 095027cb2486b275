"""Read a message: from Chinese words to everything that the station understands of it."""

from dataclasses import replace

from domain.directory import Directory
from domain.reading import Candidate, Emergency, Reading
from nlp.case_numbers import case_numbers
from nlp.classifying import Classifier
from nlp.intents import load_commands
from nlp.learned import LearnedLayer
from nlp.lexicon import Lexicon, load_lexicon, packaged_files
from nlp.matters import matters
from nlp.normalise import normalise
from nlp.places import Places
from nlp.questions import load_questions
from nlp.safety import load_safety
from nlp.scoring import candidates, is_certain, strongest
from nlp.segment import Segmenter, open_segmenter
from nlp.stops import load_stops
from nlp.tags import load_tags


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
        self._lexicon = lexicon
        self._segmenter = segmenter or open_segmenter(lexicon.words())
        self._classifier = Classifier(lexicon, self._segmenter, learned)
        self._places = Places(directory)
        self._commands = load_commands()
        self._questions = load_questions()
        self._safety = load_safety()
        self._tags = load_tags()
        self._stops = load_stops()

    def warm_up(self) -> None:
        """Load the segmenter's dictionary; the first message is then as fast as the others."""
        self._segmenter.warm_up()

    def read(self, text: str, community_id: str = "") -> Reading:
        """Return what was understood of the message; any string can be read."""
        plain = normalise(text)
        verdict = self._classifier.verdict(plain, community_id)
        ordinary = self._safety.is_ordinary(verdict.chance)
        emergency = self._safety.emergency(plain, ordinary=ordinary)
        leads = candidates(verdict.chance)
        certain = emergency is None and is_certain(verdict.chance, self._classifier.scale)
        intent = "" if emergency else self._intent(plain)
        parts = self._parts(plain, community_id)
        return Reading(
            text=plain,
            candidates=_led_by(emergency, leads),
            certain=certain or _is_open(emergency),
            reasons=strongest(verdict.told, [lead.leaf for lead in leads]),
            emergency=emergency,
            place=self._places.place(plain, community_id),
            case_numbers=case_numbers(plain),
            tags=self._tags.tags(plain),
            intent=intent,
            matters=tuple(part for part, _ in parts),
            matter_leaves=tuple(leaf for _, leaf in parts),
            about=self._tags.about(plain),
            stops=self._stops.kinds(plain),
            version=self._version(),
        )

    def _version(self) -> str:
        learned = self._classifier.learned.version
        return f"{self._lexicon.version}+{learned}" if learned else self._lexicon.version

    def _intent(self, plain: str) -> str:
        return self._commands.intent(plain) or self._questions.intent(plain)

    def _parts(self, plain: str, community_id: str) -> tuple[tuple[str, str], ...]:
        parts = [(part, self._leaf(part, community_id)) for part in matters(plain)]
        return tuple(parts) if len({leaf for _, leaf in parts if leaf}) > 1 else ()

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
