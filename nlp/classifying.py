"""One message, one verdict: the lexicon's words first, what was learned on top of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from nlp.choirs import NOTHING, Choir, Heard
from nlp.features import features
from nlp.learned import LearnedLayer, Said
from nlp.lexicon import Lexicon
from nlp.matching import Matcher
from nlp.normalise import lowered
from nlp.scoring import LEARNED, Scale, Tally, Told, chances, spread, tally
from nlp.segment import Segmenter
from nlp.sieves import Sieve, Sifted
from nlp.sounds import Sounds

_SHOWN = 3


class Verdict(NamedTuple):
    """The probability of each leaf, likeliest first, and the words that speak for it.

    ``words`` are the probabilities by the lexicon's words alone.
    """

    chance: Mapping[str, float]
    told: tuple[Told, ...]
    words: Mapping[str, float]


class Classifier:
    """Tells the leaf of a normalised message."""

    def __init__(
        self,
        lexicon: Lexicon,
        segmenter: Segmenter,
        learned: LearnedLayer | None = None,
        sieve: Sieve | None = None,
    ) -> None:
        self.scale = Scale()
        self._segmenter = segmenter
        self._matcher = Matcher(lexicon, sieve=sieve)
        self._leaves = lexicon.leaves
        self._learned = learned or LearnedLayer()
        self._sounds: Sounds | None = None
        self._choirs: dict[str, Choir] = {}

    @property
    def learned(self) -> LearnedLayer:
        """What was learned on top of the lexicon."""
        return self._learned

    @learned.setter
    def learned(self, layer: LearnedLayer) -> None:
        self._learned = layer
        self._choirs.clear()

    @property
    def sounds(self) -> Sounds | None:
        """What the leaves sound like, where they are the station's own."""
        return self._sounds

    @sounds.setter
    def sounds(self, sounds: Sounds | None) -> None:
        self._sounds = sounds
        self._choirs.clear()

    def _choir(self, community_id: str) -> Choir:
        """Return all that speaks beside the words in one community, made when first asked for."""
        layer = self._learned
        own = community_id if community_id in layer.models else ""
        if own not in self._choirs:
            model = layer.model_for(own)
            self._choirs[own] = Choir(self._leaves, self._sounds, layer.echo, model)
        return self._choirs[own]

    def tally(self, plain: str, community_id: str = "", sifted: Sifted | None = None) -> Tally:
        """Return what the lexicon alone says of the normalised text."""
        hits = self._matcher.hits(sifted or plain, community_id)
        return tally(hits, self.scale, len(plain))

    def features(self, plain: str, found: Tally) -> Said:
        """Return the features of the normalised text, the lexicon's terms among them."""
        low = lowered(plain)
        return features(low, self._segmenter.cut(low), found.terms)

    def lexicon_chances(self, found: Tally) -> dict[str, float]:
        """Return the lexicon's own probabilities of all leaves."""
        return spread(chances(found, self.scale), self._leaves)

    def certain_from(self, community_id: str = "") -> float:
        """Return the probability from which a leaf is right in 95 of 100 messages, 0 to 1.

        It was measured where the models were taught: with what was learned, else for the words
        and the sound that come with the station; else it is the usual one.
        """
        model = self.learned.model_for(community_id)
        measured = (model.certain if model else 0.0, self.sounds.certain if self.sounds else 0.0)
        return next(filter(None, measured), self.scale.certain)

    def verdict(self, plain: str, community_id: str = "", sifted: Sifted | None = None) -> Verdict:
        """Return the verdict on the normalised text; ``sifted`` where somebody sifted it."""
        found = self.tally(plain, community_id, sifted)
        words = chances(found, self.scale)
        low = sifted.text if sifted else lowered(plain)
        choir = self._choir(community_id)
        heard = self._heard(choir, low, found)
        sound = choir.sound(words, low)
        chance = choir.chance(words, sound, heard)
        leaf = next(iter(chance), "")
        learned = [(word, leaf, worth, LEARNED) for word, worth in choir.told(heard, leaf)]
        pieces = self._sounding(low, leaf, found.told) if sound else ()
        return Verdict(chance, (*found.told, *pieces, *learned[:_SHOWN]), words)

    def _heard(self, choir: Choir, low: str, found: Tally) -> Heard:
        return choir.hear(low, self._segmenter.cut(low), found.terms) if choir.learned else NOTHING

    def _sounding(self, low: str, leaf: str, told: Iterable[Told]) -> Iterator[Told]:
        """Yield pieces of the text that sound like the likeliest leaf, if no word speaks for it."""
        if self._sounds and not any(spoken == leaf for _, spoken, _, _ in told):
            pieces = self._sounds.told(low, leaf)
            yield from ((piece, leaf, worth, LEARNED) for piece, worth in pieces.items())
